import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { nameOptions } from '../../src/private/option-names';
import { Problems } from '../../src/private/problems';

function message(construct: Construct | undefined, problem: string): string {
  const problems = new Problems('Part', construct);
  problems.add(problem);
  try {
    problems.throwIfAny();
  } catch (error) {
    return String(error);
  }
  return '';
}

function part(): Construct {
  const whole = new Construct(new Stack(), 'Whole');
  nameOptions(whole, 'Part', { path: 'part', renamed: { prefix: 'other.prefix' } });
  nameOptions(whole, 'Second', { path: 'second' });
  return new Construct(whole, 'Part');
}

describe('a problem with an option', () => {
  test('names it by its path in the options of the whole', () => {
    expect(message(part(), 'size must be 1, got 2')).toBe('Error: Part: part.size must be 1, got 2');
  });

  test('names it as it is called where it comes from', () => {
    expect(message(part(), 'prefix must be short')).toBe('Error: Part: other.prefix must be short');
  });

  test('names it as it is in a part that is used alone', () => {
    expect(message(new Construct(new Stack(), 'Part'), 'size must be 1')).toBe('Error: Part: size must be 1');
    expect(message(new Stack(), 'size must be 1')).toBe('Error: Part: size must be 1');
    expect(message(undefined, 'size must be 1')).toBe('Error: Part: size must be 1');
  });

  test('stays as it is where it begins with no property', () => {
    expect(message(part(), '"quoted" is wrong')).toBe('Error: Part: "quoted" is wrong');
  });
});
