import type { FlinkQuery } from '../sql/flink-query';
import type { FlinkSql, StatementKind } from '../sql/flink-sql';
import type { FlinkTable } from '../sql/flink-table';

/** How a notebook shows what a query gives while it runs. */
export enum StudioDisplay {
  /** The rows as they are now: for queries whose results change. */
  UPDATE = 'update',
  /** The rows of the last hour, of queries whose results never change and whose first column is a TIMESTAMP, such as the start of a window. */
  APPEND = 'append',
  /** The last row alone. */
  SINGLE = 'single',
}

/** One paragraph of a note: a text, or statements that run when a person presses its button. */
export class StudioParagraph {
  /**
   * A text.
   *
   * @param text Markdown
   */
  public static markdown(text: string): StudioParagraph {
    return new StudioParagraph(undefined, `%md\n${text}`, []);
  }

  /**
   * Makes tables, anew if they are there already.
   *
   * @param title what stands above the paragraph
   * @param tables at least one
   */
  public static tables(title: string, tables: FlinkTable[]): StudioParagraph {
    return StudioParagraph.sql(title, tables.flatMap((table) => [table.dropStatement(), table.createStatement()]));
  }

  /**
   * Shows what a query gives, as it comes.
   *
   * @param title what stands above the paragraph
   * @param query the query
   */
  public static query(title: string, query: FlinkQuery): StudioParagraph {
    return StudioParagraph.sql(title, [query.asSelect()], query._columns[0]?.windowTime ? StudioDisplay.APPEND : StudioDisplay.UPDATE);
  }

  /**
   * Statements, one after the other. INSERTs become one job.
   *
   * @param title what stands above the paragraph
   * @param statements at least one
   * @param display how the result of a query is shown
   */
  public static sql(title: string, statements: FlinkSql[], display: StudioDisplay = StudioDisplay.UPDATE): StudioParagraph {
    const kinds = statements.map(({ _kind }) => _kind);
    const settings = [
      ...(kinds.includes('query') ? [`type=${display}`] : []),
      ...(kinds.filter((kind) => kind === 'insert').length > 1 ? ['runAsOne=true'] : []),
    ];
    const interpreter = settings.length > 0 ? `%flink.ssql(${settings.join(', ')})` : '%flink.ssql';
    return new StudioParagraph(title, [interpreter, ...statements.map(({ text }) => `${text};`)].join('\n'), kinds);
  }

  private constructor(
    /** What stands above it. @internal */
    public readonly _title: string | undefined,
    /** @internal */
    public readonly _text: string,
    /** @internal */
    public readonly _kinds: StatementKind[],
  ) {}
}
