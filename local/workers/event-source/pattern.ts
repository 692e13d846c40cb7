/** One condition on a value; undefined stands for a value that is not there. */
export type Condition = (value: unknown) => boolean;

const COMPARISONS: { readonly [operator: string]: (value: number, bound: number) => boolean } = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/**
 * Reads a filter pattern: a value fits it when every property named holds one of the conditions listed for it.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filtering-syntax
 * @throws when the pattern holds a condition that is not among those on that page, wherever in it.
 */
export function readPattern(pattern: unknown): Condition {
  if (Array.isArray(pattern)) {
    const conditions = pattern.map((condition) => conditionOf(condition));
    return (value) => [value].flat().some((one) => conditions.some((holds) => holds(one)));
  }
  if (!isObject(pattern)) throw new Error(`a filter pattern must hold objects and lists of conditions, received ${JSON.stringify(pattern)}`);
  const parts = Object.entries(pattern).map(([name, inner]) => (name === '$or' ? anyOf([inner].flat()) : propertyOf(name, readPattern(inner))));
  return (value) => parts.every((fits) => fits(value));
}

function anyOf(patterns: readonly unknown[]): Condition {
  const alternatives = patterns.map((pattern) => readPattern(pattern));
  return (value) => alternatives.some((fits) => fits(value));
}

function propertyOf(name: string, fits: Condition): Condition {
  return (value) => fits(isObject(value) ? value[name] : undefined);
}

function conditionOf(condition: unknown): Condition {
  if (!isObject(condition)) return (value) => value === condition;
  const [[name, wanted] = ['', undefined]] = Object.entries(condition);
  switch (name) {
    case 'exists': return (value) => (value !== undefined) === wanted;
    case 'prefix': return (value) => typeof value === 'string' && value.startsWith(String(wanted));
    case 'suffix': return (value) => typeof value === 'string' && value.endsWith(String(wanted));
    case 'equals-ignore-case': return (value) => typeof value === 'string' && value.toLowerCase() === String(wanted).toLowerCase();
    case 'anything-but': {
      const excluded = [wanted].flat().map((one) => conditionOf(one));
      return (value) => value !== undefined && !excluded.some((holds) => holds(value));
    }
    case 'numeric': return numeric([wanted].flat());
    default: throw new Error(`the filter condition ${JSON.stringify(condition)} is not known: known are exists, prefix, suffix, equals-ignore-case, anything-but, numeric`);
  }
}

/** `[">", 0, "<=", 5]`: all of them hold. */
function numeric(wanted: readonly unknown[]): Condition {
  const tests: Condition[] = [];
  for (let index = 0; index < wanted.length; index += 2) {
    const compare = COMPARISONS[String(wanted[index])];
    const bound = wanted[index + 1];
    if (compare === undefined || typeof bound !== 'number') throw new Error(`the numeric condition ${JSON.stringify(wanted)} is not pairs of =, <, <=, >, >= and a number`);
    tests.push((value) => typeof value === 'number' && compare(value, bound));
  }
  return (value) => tests.every((test) => test(value));
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
