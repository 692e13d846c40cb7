import { CfnResource, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { skipCheckov } from '../../src/private/skip-checkov';

describe('a check of checkov that is skipped', () => {
  const resource = () => new CfnResource(new Stack(), 'Resource', { type: 'AWS::Lambda::Function' });

  test('stands in the template with its reason, beside others', () => {
    const skipped = resource();
    skipCheckov(skipped, 'CKV_AWS_1', 'one');
    skipCheckov(skipped, 'CKV_AWS_2', 'two');
    expect(skipped.getMetadata('checkov')).toEqual({ skip: [{ id: 'CKV_AWS_1', comment: 'one' }, { id: 'CKV_AWS_2', comment: 'two' }] });
  });

  test('stands there once', () => {
    const skipped = resource();
    skipCheckov(skipped, 'CKV_AWS_1', 'one');
    skipCheckov(skipped, 'CKV_AWS_1', 'another reason');
    expect(skipped.getMetadata('checkov')).toEqual({ skip: [{ id: 'CKV_AWS_1', comment: 'another reason' }] });
  });

  test('of a construct without a resource is nothing', () => {
    const construct = new Construct(new Stack(), 'Empty');
    skipCheckov(construct, 'CKV_AWS_1', 'one');
    expect(construct.node.metadata).toEqual([]);
  });
});
