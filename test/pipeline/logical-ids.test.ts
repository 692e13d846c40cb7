import { Template } from 'aws-cdk-lib/assertions';
import { stackOf, VARIANTS } from './variants';

/** An id that changes replaces what it names, and with it a user's data: this snapshot changes in a release that says so. */
describe('logical ids', () => {
  test.each(Object.keys(VARIANTS))('of a pipeline, %s', (variant) => {
    const { Resources } = Template.fromStack(stackOf(variant)).toJSON();
    const ids = Object.entries<{ Type: string }>(Resources).map(([id, { Type }]) => `${id} ${Type}`).sort();
    expect(ids).toMatchSnapshot();
  });
});
