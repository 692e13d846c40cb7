/** One condition on a value; undefined stands for a value that is not there. */
export type Condition = (value: unknown) => boolean;

const COMPARISONS: { readonly [operator: string]: (value: number, bound: number) => boolean } = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

const TEXT_COMPARISONS = new Map<string, (value: string, wanted: string) => boolean>([
  ['prefix', (value, wanted) => value.startsWith(wanted)],
  ['suffix', (value, wanted) => value.endsWith(wanted)],
  ['equals-ignore-case', (value, wanted) => value.toLowerCase() === wanted.toLowerCase()],
]);

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
  const [[name, wanted] = ['', undefined], ...others] = Object.entries(condition);
  const compare = TEXT_COMPARISONS.get(name);
  if (others.length === 0) {
    if (compare !== undefined && typeof wanted === 'string') return (value) => typeof value === 'string' && compare(value, wanted);
    if (name === 'exists' && typeof wanted === 'boolean') return (value) => (value !== undefined) === wanted;
    if (name === 'numeric') return numeric([wanted].flat());
    if (name === 'anything-but') {
      const excluded = [wanted].flat().map((one) => conditionOf(one));
      return (value) => value !== undefined && !excluded.some((holds) => holds(value));
    }
  }
  throw new Error(`the filter condition ${JSON.stringify(condition)} is not known: known are exists (true or false), prefix, suffix and equals-ignore-case (a text), `
    + 'anything-but, numeric; one in each condition');
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
