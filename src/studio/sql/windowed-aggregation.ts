import { Column, namesOf } from './column';
import type { FlinkAggregate } from './flink-aggregate';
import type { FlinkFilter } from './flink-filter';
import { FlinkQuery } from './flink-query';
import type { FlinkTable } from './flink-table';
import type { FlinkWindow } from './flink-window';
import { checkIdentifier, identifier, indented } from './text';
import { Problems } from '../../private/problems';

/** Properties of a {@link WindowedAggregation}. */
export interface WindowedAggregationProps {
  /** The table of the records, with an event time. */
  readonly source: FlinkTable;

  /** How records are put together by their event time. */
  readonly window: FlinkWindow;

  /** What is computed from each window: at least one. */
  readonly aggregates: FlinkAggregate[];

  /**
   * The fields whose values divide a window into groups, each with a result of its own. A missing value is a group too.
   *
   * @default - one result for each window
   */
  readonly groupBy?: string[];

  /**
   * Which records count; all filters must let one pass.
   *
   * @default - all that have an event time
   */
  readonly filters?: FlinkFilter[];

  /**
   * Name of a result that identifies window and group, for the target's `documentId`: the window's start and the group's values, such as
   * `2019-03-23T20:00:00.000Z/Queens`. In a value, `/` is `~1` and `~` is `~0`; a missing value is `~`.
   *
   * @default - none
   */
  readonly windowId?: string;
}

const ISO_8601 = "'yyyy-MM-dd''T''HH:mm:ss.SSS''Z'''";

/**
 * Counts, sums and the like of the records in each window, and of each group in it.
 *
 * The results are `window_start` and `window_end`, the identifier if there is one, the fields of `groupBy`, and the aggregates. A window has its result once
 * the watermark has passed its end, which takes a record with a later event time, and never changes after that.
 *
 * @example
 * new WindowedAggregation({
 *   source: trips,
 *   window: FlinkWindow.tumbling(Duration.hours(1)),
 *   groupBy: ['pickup_borough'],
 *   aggregates: [FlinkAggregate.count('trips'), FlinkAggregate.sum('revenue', 'total')],
 * });
 */
export class WindowedAggregation extends FlinkQuery {
  /** @internal */
  public readonly _columns: Column[];

  /**
   * @throws when the source has no event time, when a field is unknown or of a type that does not fit, or when a name is wrong or used twice;
   * one message lists all problems
   */
  constructor(private readonly props: WindowedAggregationProps) {
    super();
    this.check();
    this._columns = [...this.bounds(), ...this.windowId(), ...this.groups(), ...this.aggregates()];
  }

  /** The window. @internal */
  public get _window(): FlinkWindow {
    return this.props.window;
  }

  /** What tells the results of one window apart. @internal */
  public get _keys(): Column[] {
    return this.groups().map(({ name }) => ({ ...this.column(name), reference: identifier(name) }));
  }

  /** @internal */
  public _select(): string {
    const { source, window } = this.props;
    const rowtime = source._rowtime ?? '';
    const [start, end] = this.bounds();
    const named = [...this.windowId(), ...this.groups(), ...this.aggregates()].map(({ sql, reference }) => (sql === reference ? sql : `${sql} AS ${reference}`));
    const bounds = window._isTableFunction ? [start.sql, end.sql] : [start, end].map(({ sql, reference }) => `${sql} AS ${reference}`);
    const grouping = window._isTableFunction ? [start.sql, end.sql] : [window._grouping('', rowtime)];
    const conditions = [`${source._eventTime?.reference} IS NOT NULL`, ...(this.props.filters ?? []).map((filter) => filter._condition(source._columns))];
    return [
      'SELECT',
      indented([...bounds, ...named].join(',\n')),
      `FROM ${window._isTableFunction ? window._table(source._name, rowtime) : source._name}`,
      `WHERE ${conditions.join(' AND ')}`,
      `GROUP BY ${[...grouping, ...this.groups().map(({ sql }) => sql)].join(', ')}`,
    ].join('\n');
  }

  private bounds(): Array<Column & { readonly sql: string }> {
    const { source, window } = this.props;
    return (['start', 'end'] as const).map((bound) => {
      const name = `window_${bound}`;
      const sql = window._isTableFunction ? name : window._grouping(bound === 'start' ? '_START' : '_END', source._rowtime ?? '');
      return { name, reference: name, type: { type: 'timestamp' }, windowTime: true, sql };
    });
  }

  private windowId(): Array<Column & { readonly sql: string }> {
    const { windowId } = this.props;
    if (windowId === undefined) {
      return [];
    }
    const [{ sql: start }] = this.bounds();
    const values = this.groups().map(({ sql, type }) => {
      const text = type.type === 'string' ? `REPLACE(REPLACE(${sql}, '~', '~0'), '/', '~1')` : `CAST(${sql} AS STRING)`;
      return `COALESCE(CONCAT('/', ${text}), '/~')`;
    });
    const sql = `CONCAT(${[`DATE_FORMAT(${start}, ${ISO_8601})`, ...values].join(', ')})`;
    return [{ name: windowId, reference: identifier(windowId), type: { type: 'string' }, sql }];
  }

  private groups(): Array<Column & { readonly sql: string }> {
    return (this.props.groupBy ?? []).map((name) => {
      const column = this.column(name);
      return { ...column, reference: identifier(name), sql: column.reference };
    });
  }

  private aggregates(): Array<Column & { readonly sql: string }> {
    return this.props.aggregates.map((aggregate) => aggregate._column(this.props.source._columns));
  }

  private column(name: string): Column {
    return this.props.source._columns.find((candidate) => candidate.name === name) ?? { name, reference: name, type: { type: 'string' } };
  }

  private check(): void {
    const { source, window, aggregates, groupBy = [], filters = [], windowId } = this.props;
    const problems = new Problems(`WindowedAggregation of ${source.tableName}`);
    checkWindowed(problems, source);
    window._check(problems);
    problems.when(aggregates.length === 0, 'aggregates must name at least one, got none: for example FlinkAggregate.count(\'events\')');
    for (const field of groupBy) {
      problems.when(!source._columns.some(({ name }) => name === field),
        `groupBy must name fields of the source (${namesOf(source._columns)}), got ${JSON.stringify(field)}`);
    }
    for (const part of [...aggregates, ...filters]) {
      part._check(problems, source._columns);
    }
    const chosen = [...(windowId === undefined ? [] : [windowId]), ...aggregates.map(({ name }) => name)];
    chosen.forEach((name) => checkIdentifier(problems, 'the name of a result', name));
    const names = ['window_start', 'window_end', ...groupBy, ...chosen];
    const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
    problems.when(repeated.size > 0, `every result needs a name of its own, got ${[...repeated].join(', ')} more than once`);
    problems.throwIfAny();
  }
}

/** A window goes by the watermark, which only a table that reads and has an event time carries. */
export function checkWindowed(problems: Problems, source: FlinkTable): void {
  problems.when(!source.isSource, `source must be a table of FlinkTable.source(), got ${source.tableName}, which writes a stream`);
  problems.when(source.isSource && source._rowtime === undefined,
    `window needs an event time, but table ${source.tableName} has none: set eventTime, a field of type timestamp, of its schema or of FlinkTable.source()`);
}
