import { Column, freeName, isNumber, namesOf } from './column';
import { FlinkQuery } from './flink-query';
import { checkIdentifier, identifier, indented } from './text';
import type { WindowedAggregation } from './windowed-aggregation';
import { Problems } from '../../private/problems';

/** Properties of a {@link TopN}. */
export interface TopNProps {
  /** The results among which the first ones are looked for: those of tumbling or hopping windows. */
  readonly of: WindowedAggregation;

  /** The result that decides: a number, for example the name of a `FlinkAggregate.count()`. */
  readonly by: string;

  /** How many results of each window stay: at least 1. */
  readonly count: number;

  /**
   * Whether the smallest are looked for.
   *
   * @default false - the greatest
   */
  readonly smallest?: boolean;

  /**
   * Name of the result that says which place it is, from 1 on.
   *
   * @default 'place'
   */
  readonly placeName?: string;
}

/** The first results of each window, for example the five zones with the most trips of each hour. Those that are equal are in the order of their groups. */
export class TopN extends FlinkQuery {
  /** @internal */
  public readonly _columns: Column[];
  private readonly place: string;

  /**
   * @throws when the windows are sessions, when the result that decides is unknown or no number, when the count is out of range, or when a name is
   * wrong; one message lists all problems
   */
  constructor(private readonly props: TopNProps) {
    super();
    this.place = props.placeName ?? freeName('place', props.of._columns);
    this.check();
    this._columns = [...props.of._columns, { name: this.place, reference: identifier(this.place), type: { type: 'bigint' } }];
  }

  /** @internal */
  public _select(): string {
    const { of, by, count, smallest } = this.props;
    const order = [`${identifier(by)} ${smallest ? 'ASC' : 'DESC'}`, ...of._keys.map(({ reference }) => `${reference} ASC`)];
    return [
      'SELECT',
      indented(this._columns.map(({ reference }) => reference).join(',\n')),
      'FROM (',
      `  SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY ${order.join(', ')}) AS ${identifier(this.place)}`,
      '  FROM (',
      indented(indented(of._select())),
      '  )',
      ')',
      `WHERE ${identifier(this.place)} <= ${count}`,
    ].join('\n');
  }

  private check(): void {
    const { of, by, count } = this.props;
    const problems = new Problems('TopN');
    problems.when(!of._window._isTableFunction, 'of must have tumbling or hopping windows, got sessions: Flink 1.15 has no Top-N within them');
    problems.integer('count', count, { min: 1, max: 1000, hint: 'Flink keeps as many results of each window in memory' });
    const column = of._columns.find(({ name }) => name === by);
    problems.when(!column || !isNumber(column.type),
      `by must name a result that is a number, of ${namesOf(of._columns.filter(({ type }) => isNumber(type)))}, got ${JSON.stringify(by)}`);
    checkIdentifier(problems, 'placeName', this.place);
    problems.when(of._columns.some(({ name }) => name === this.place), `placeName must be a name of its own, got ${JSON.stringify(this.place)}, which another result has`);
    problems.throwIfAny();
  }
}
