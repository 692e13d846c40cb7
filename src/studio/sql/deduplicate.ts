import { Column, freeName, namesOf } from './column';
import { FlinkQuery } from './flink-query';
import type { FlinkTable } from './flink-table';
import type { FlinkWindow } from './flink-window';
import { identifier, indented } from './text';
import { checkWindowed } from './windowed-aggregation';
import { Problems } from '../../private/problems';

/** Which of several records with the same key stays. */
export enum DeduplicateKeep {
  /** The first. */
  FIRST = 'FIRST',
  /** The last. */
  LAST = 'LAST',
}

/** Properties of a {@link Deduplicate}. */
export interface DeduplicateProps {
  /** The table of the records. */
  readonly source: FlinkTable;

  /** The fields that identify a record: at least one. */
  readonly by: string[];

  /**
   * Which record stays.
   *
   * @default DeduplicateKeep.FIRST
   */
  readonly keep?: DeduplicateKeep;

  /**
   * Tumbling windows within which a record stays alone; which is the first in one goes by event time.
   *
   * @default - there is one for all time, the first by arrival: Flink remembers every key that it has ever seen, so its state grows without an end
   */
  readonly window?: FlinkWindow;
}

/** Each record once, though its producer may have put it several times. The results are the fields of the source. */
export class Deduplicate extends FlinkQuery {
  /** @internal */
  public readonly _columns: Column[];
  /** @internal */
  public readonly _updates?: string;

  /**
   * @throws when a field is unknown, when there is none, or when the windows are not tumbling; one message lists all problems
   */
  constructor(private readonly props: DeduplicateProps) {
    super();
    this.check();
    this._columns = props.source._columns.map((column) => ({ ...column, reference: identifier(column.name) }));
    this._updates = props.window === undefined && props.keep === DeduplicateKeep.LAST
      ? 'the last record of a key is another one whenever a record comes: set window, or keep the first' : undefined;
  }

  /** @internal */
  public _select(): string {
    const { source, by, keep = DeduplicateKeep.FIRST, window } = this.props;
    const [number, arrival] = [freeName('row_num', source._columns), freeName('arrival', source._columns)];
    const keys = by.map((field) => source._columns.find(({ name }) => name === field)?.reference ?? field);
    const partition = [...(window ? ['window_start', 'window_end'] : []), ...keys].join(', ');
    const order = `${window ? source._rowtime : arrival} ${keep === DeduplicateKeep.FIRST ? 'ASC' : 'DESC'}`;
    const rows = window ? window._table(source._name, source._rowtime ?? '') : `(SELECT *, PROCTIME() AS ${arrival} FROM ${source._name})`;
    return [
      'SELECT',
      indented(source._columns.map(({ name, reference }) => (reference === identifier(name) ? reference : `${reference} AS ${identifier(name)}`)).join(',\n')),
      'FROM (',
      `  SELECT *, ROW_NUMBER() OVER (PARTITION BY ${partition} ORDER BY ${order}) AS ${number}`,
      `  FROM ${rows}`,
      ')',
      `WHERE ${number} = 1${window ? ` AND ${source._eventTime?.reference} IS NOT NULL` : ''}`,
    ].join('\n');
  }

  private check(): void {
    const { source, by, window } = this.props;
    const problems = new Problems(`Deduplicate of ${source.tableName}`);
    problems.when(by.length === 0, 'by must name at least one field, got none');
    for (const field of by) {
      problems.when(!source._columns.some(({ name }) => name === field), `by must name fields of the source (${namesOf(source._columns)}), got ${JSON.stringify(field)}`);
    }
    if (window) {
      checkWindowed(problems, source);
      window._check(problems);
      problems.when(window._function !== 'TUMBLE', 'window must be tumbling, so that a record is in one only, got another: use FlinkWindow.tumbling()');
    } else {
      problems.when(!source.isSource, `source must be a table of FlinkTable.source(), got ${source.tableName}, which writes a stream`);
    }
    problems.throwIfAny();
  }
}
