import type { Script } from './script';

const OPTION = /'([a-z][\w.-]*)' = '/g;
const TYPE = /^ {2}\S+ (STRING|BOOLEAN|INT|BIGINT|DOUBLE|DATE|TIMESTAMP_LTZ\(3\)|DECIMAL\(\d+, \d+\)),?$/gm;
const NAME = /^ {2}`?(\w+)`? (?:STRING|BOOLEAN|INT|BIGINT|DOUBLE|DATE|TIMESTAMP_LTZ\(3\)|DECIMAL\(\d+, \d+\)),?$/gm;

/** A script with one mistake in it that the check has to find. */
export interface Mutation extends Script {
  readonly mistake: string;
}

/** Each table that the scripts make, with one mistake at a time: in the name of an option, in the type of a column, in the name of a column. */
export function mutationsOf(scripts: readonly Script[]): Mutation[] {
  const seen = new Set<string>();
  return scripts.flatMap((script) => script.statements.filter((sql) => sql.startsWith('CREATE ')).flatMap((sql) => {
    const changes = [...edits(sql, OPTION, misspelt), ...edits(sql, TYPE, otherType), ...edits(sql, NAME, misspelt)];
    return changes
      // the same in another table shows nothing new
      .filter(({ mistake }) => !seen.has(mistake) && seen.add(mistake))
      .map(({ mistake, mutated }) => ({ ...script, statements: [mutated], mistake }));
  }));
}

interface Edit {
  readonly mistake: string;
  readonly mutated: string;
}

function edits(sql: string, where: RegExp, change: (text: string) => string): Edit[] {
  return [...sql.matchAll(where)].map((match) => {
    const [whole, text] = match;
    const start = match.index + whole.indexOf(text);
    const mistake = `${whole.trim()} with ${change(text)}`;
    return { mistake, mutated: sql.slice(0, start) + change(text) + sql.slice(start + text.length) };
  });
}

function misspelt(name: string): string {
  return `${name.slice(0, -1)}${name.endsWith('x') ? 'y' : 'x'}`;
}

/** A type that a statement may have in its place without any complaint of the planner. */
function otherType(type: string): string {
  if (type.startsWith('DECIMAL')) return 'DOUBLE';
  return { 'STRING': 'BINARY(3)', 'BOOLEAN': 'STRING', 'INT': 'BIGINT', 'BIGINT': 'INT', 'DOUBLE': 'FLOAT', 'DATE': 'STRING', 'TIMESTAMP_LTZ(3)': 'TIMESTAMP(3)' }[type] ?? 'STRING';
}
