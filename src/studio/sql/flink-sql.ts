import { Problems } from '../../private/problems';

/** Where in a note a statement may stand. @internal */
export type StatementKind = 'definition' | 'query' | 'insert';

const FIRST_WORDS: { readonly [word: string]: StatementKind } = {
  SELECT: 'query',
  WITH: 'query',
  VALUES: 'query',
  SHOW: 'query',
  DESCRIBE: 'query',
  DESC: 'query',
  EXPLAIN: 'query',
  INSERT: 'insert',
  CREATE: 'definition',
  DROP: 'definition',
  ALTER: 'definition',
  USE: 'definition',
  SET: 'definition',
  RESET: 'definition',
  LOAD: 'definition',
  UNLOAD: 'definition',
};

/** Texts and quoted names, then comments: in neither a semicolon divides anything. */
const OPAQUE = /'(?:[^']|'')*'|`[^`]*`|--.*|\/\*[\s\S]*?\*\//g;

/**
 * One statement of Flink SQL, as a note runs it: of a `FlinkTable`, of a query such as `WindowedAggregation`, or a person's own.
 *
 * @see https://nightlies.apache.org/flink/flink-docs-release-1.15/docs/dev/table/sql/overview/
 */
export class FlinkSql {
  /**
   * A statement that a person wrote. Nothing but its kind is looked at: `npm run studio:check` of this package's repository shows how to have
   * Flink itself explain statements without an account.
   *
   * @param sql one statement, with or without the semicolon at its end
   * @throws when it is none, more than one, or of a kind that Flink SQL does not have
   */
  public static raw(sql: string): FlinkSql {
    const problems = new Problems('FlinkSql.raw');
    const bare = sql.replace(OPAQUE, (part) => (/^['`]/.test(part) ? 'x' : ' ').repeat(part.length));
    const end = bare.indexOf(';');
    const text = (end < 0 ? sql : sql.slice(0, end)).trim();
    const [word = ''] = /[A-Za-z]+/.exec(bare) ?? [];
    const kind = FIRST_WORDS[word.toUpperCase()];
    problems.when(end >= 0 && bare.slice(end + 1).trim() !== '', 'sql must be one statement, got more, divided by a semicolon: make each a FlinkSql of its own');
    if (kind === undefined) {
      problems.add(`sql must begin with one of ${Object.keys(FIRST_WORDS).join(', ')}, got ${JSON.stringify(text.slice(0, 40))}`);
    }
    problems.throwIfAny();
    return new FlinkSql(text, kind);
  }

  /** @internal */
  public static _of(text: string, kind: StatementKind): FlinkSql {
    return new FlinkSql(text, kind);
  }

  private constructor(
    /** The statement, without a semicolon at its end. Names of resources in it may be tokens. */
    public readonly text: string,
    /** @internal */
    public readonly _kind: StatementKind,
  ) {}
}
