import { Token } from 'aws-cdk-lib';
import { Problems } from '../../src/private/problems';

function thrown(collect: (problems: Problems) => void): string | undefined {
  const problems = new Problems('Part Stack/Part');
  collect(problems);
  try {
    problems.throwIfAny();
  } catch (error) {
    return String(error);
  }
  return undefined;
}

describe('Problems', () => {
  test('throws nothing when there is none', () => {
    expect(thrown(() => {})).toBeUndefined();
  });

  test('says one problem in one line', () => {
    expect(thrown((problems) => problems.add('size is wrong'))).toBe('Error: Part Stack/Part: size is wrong');
  });

  test('says several problems in the order in which they were found', () => {
    expect(thrown((problems) => {
      problems.add('size is wrong');
      problems.add('colour is wrong');
    })).toBe('Error: Part Stack/Part has 2 problems:\n  - size is wrong\n  - colour is wrong');
  });

  test('keeps a problem only when its condition holds', () => {
    expect(thrown((problems) => {
      problems.when(false, 'not this');
      problems.when(true, 'this');
    })).toBe('Error: Part Stack/Part: this');
  });

  describe('integer', () => {
    const range = { min: 1, max: 3 };

    test.each([1, 2, 3, undefined])('takes %p', (value) => {
      expect(thrown((problems) => problems.integer('shards', value, range))).toBeUndefined();
    });

    test.each([0, 4, 1.5, NaN, Infinity, -1])('fails with %p', (value) => {
      expect(thrown((problems) => problems.integer('shards', value, range)))
        .toBe(`Error: Part Stack/Part: shards must be an integer between 1 and 3, got ${value}`);
    });

    test('adds the hint', () => {
      expect(thrown((problems) => problems.integer('shards', 9, { ...range, hint: 'take fewer' })))
        .toBe('Error: Part Stack/Part: shards must be an integer between 1 and 3, got 9: take fewer');
    });

    test('takes what is known only at deployment', () => {
      expect(thrown((problems) => problems.integer('shards', Token.asNumber({ Ref: 'Shards' }), range))).toBeUndefined();
    });
  });

  describe('notTogether', () => {
    test('takes an existing resource when nothing else is set', () => {
      expect(thrown((problems) => problems.notTogether('existingBucket', { versioned: undefined }))).toBeUndefined();
    });

    test('names all that is set, also what is false, 0 or empty', () => {
      expect(thrown((problems) => problems.notTogether('existingBucket', { versioned: false, days: 0, name: '', other: undefined })))
        .toBe('Error: Part Stack/Part: existingBucket takes a resource as it is, so versioned, days, name cannot be set with it: '
          + 'leave out one or the other');
    });
  });
});
