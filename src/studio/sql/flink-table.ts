import { Token } from 'aws-cdk-lib';
import type { Column } from './column';
import { freeName, namesOf } from './column';
import { checkConnectorOptions, SINK_OPTIONS, SOURCE_OPTIONS } from './connector-options';
import { FlinkSql } from './flink-sql';
import { FlinkStartingPosition } from './flink-starting-position';
import type { FlinkSourceProps, FlinkTableProps } from './flink-table-props';
import { checkIdentifier, checkInterval, identifier, indented, interval, literal } from './text';
import { Problems } from '../../private/problems';
import { RecordSchema } from '../../schema';
import { flinkType } from '../../schema/flink-columns';

/** ISO-8601 is the wire's format; a decimal in scientific notation would lose its trailing digits to some readers. */
const JSON_FORMAT = { 'format': 'json', 'json.timestamp-format.standard': 'ISO-8601' };

/**
 * A table of Flink SQL over a Kinesis data stream, with the columns of a schema as they stand on the wire.
 *
 * @example
 * const trips = FlinkTable.source({ schema, stream, watermarkDelay: Duration.minutes(5) });
 */
export class FlinkTable {
  /**
   * A table that reads a stream.
   *
   * A record that is no JSON object is left out, a value of the wrong type is null, and the job goes on: the stream holds what producers
   * put, before the pipeline's transform judges it. For the same reason the event time has a column of its own, `rowtime`: Flink stops at a null
   * in the column of its watermark, so a record without an event time has 1970 there, and typed queries leave it out.
   *
   * @throws when a name, the event time, the watermark delay, a computed column or a connector option is wrong; one message lists all problems
   */
  public static source(props: FlinkSourceProps): FlinkTable {
    return new FlinkTable(props, 'source');
  }

  /**
   * A table that writes a stream. Records have the schema's partition key; without one, Flink spreads them over the shards at random.
   *
   * @throws when a name or a connector option is wrong, or when a field is of a type that Flink cannot write; one message lists all problems
   */
  public static target(props: FlinkTableProps): FlinkTable {
    return new FlinkTable(props, 'target');
  }

  /** Name of the table. */
  public readonly tableName: string;
  /** What a record looks like. */
  public readonly schema: RecordSchema;

  /** What queries can name. @internal */
  public readonly _columns: Column[];
  /** The field that windows go by. @internal */
  public readonly _eventTime?: Column;
  /** The column that carries the watermark. @internal */
  public readonly _rowtime?: string;

  private constructor(private readonly props: FlinkSourceProps, private readonly kind: 'source' | 'target') {
    this.schema = props.schema;
    this.tableName = props.tableName ?? props.schema.name;
    const computed = (props.computedColumns ?? []).map((column) => column._column());
    this._columns = [...this.wireColumns(), ...computed];
    const eventTime = this.isSource ? props.eventTime ?? props.schema.eventTime : undefined;
    this._eventTime = this._columns.find(({ name }) => name === eventTime);
    this._rowtime = this._eventTime && freeName('rowtime', this._columns);
    this.check(eventTime);
  }

  /** Whether the table reads a stream. */
  public get isSource(): boolean {
    return this.kind === 'source';
  }

  /** The table as SQL calls it. @internal */
  public get _name(): string {
    return identifier(this.tableName);
  }

  /** The statement that makes the table. */
  public createStatement(): FlinkSql {
    const { partitionKey } = this.schema;
    const key = !this.isSource && this._columns.find(({ name }) => name === partitionKey);
    const lines = [
      ...this.wireColumns().map(({ reference, type }) => `${reference} ${flinkType(type)}`),
      ...(this.props.computedColumns ?? []).map((column) => `${column._column().reference} AS ${column._expression(this._columns)}`),
      ...this.watermark(),
    ];
    const options = Object.entries(this.options()).map(([name, value]) => `${literal(name)} = ${literal(value)}`);
    return FlinkSql._of([
      `CREATE ${this.temporary}TABLE ${this._name} (`,
      indented(lines.join(',\n')),
      `)${key ? ` PARTITIONED BY (${key.reference})` : ''} WITH (`,
      indented(options.join(',\n')),
      ')',
    ].join('\n'), 'definition');
  }

  /** The statement that forgets the table, if there is one, so that a note can be run again. */
  public dropStatement(): FlinkSql {
    return FlinkSql._of(`DROP ${this.temporary}TABLE IF EXISTS ${this._name}`, 'definition');
  }

  private get temporary(): string {
    return this.props.temporary ?? true ? 'TEMPORARY ' : '';
  }

  private wireColumns(): Column[] {
    return this.schema.fields.filter(({ derived }) => !derived)
      .map((field) => ({ name: field.name, reference: identifier(field.wireName), type: field._config }));
  }

  private watermark(): string[] {
    const { watermarkDelay } = this.props;
    if (!this._rowtime || !this._eventTime || !watermarkDelay) {
      return [];
    }
    return [
      `${this._rowtime} AS COALESCE(${this._eventTime.reference}, TO_TIMESTAMP_LTZ(0, 3))`,
      `WATERMARK FOR ${this._rowtime} AS ${this._rowtime} - ${interval(watermarkDelay)}`,
    ];
  }

  private options(): { [name: string]: string } {
    const { stream, startingPosition = FlinkStartingPosition.LATEST, connectorOptions } = this.props;
    return {
      'connector': 'kinesis',
      'stream': stream.streamName,
      'aws.region': stream.env.region,
      ...(this.isSource ? startingPosition._options : {}),
      ...JSON_FORMAT,
      ...(this.isSource ? { 'json.ignore-parse-errors': 'true' } : { 'json.encode.decimal-as-plain-number': 'true' }),
      ...connectorOptions,
    };
  }

  private check(eventTime: string | undefined): void {
    const problems = new Problems(`FlinkTable.${this.kind} ${Token.isUnresolved(this.tableName) ? this.schema.name : this.tableName}`);
    checkIdentifier(problems, 'tableName', this.tableName);
    checkConnectorOptions(problems, this.isSource ? SOURCE_OPTIONS : SINK_OPTIONS, this.props.connectorOptions ?? {});
    if (this.isSource) {
      this.checkTime(problems, eventTime);
      this.checkComputed(problems);
    } else {
      this.checkTarget(problems);
    }
    problems.throwIfAny();
  }

  private checkTime(problems: Problems, eventTime: string | undefined): void {
    const { watermarkDelay } = this.props;
    if (eventTime !== undefined && this._eventTime?.type.type !== 'timestamp') {
      problems.add(`eventTime must name a field of type timestamp, since windows go by it, got ${JSON.stringify(eventTime)}`
        + `${this._eventTime ? `, which is of type ${this._eventTime.type.type}` : `: the columns are ${namesOf(this._columns)}`}`);
    }
    problems.when(eventTime !== undefined && watermarkDelay === undefined,
      'watermarkDelay must say how long a window waits for late records, got none: for example Duration.minutes(5)');
    problems.when(eventTime === undefined && watermarkDelay !== undefined,
      'watermarkDelay needs an event time, got none: set eventTime here or in the schema, or leave watermarkDelay out');
    checkInterval(problems, 'watermarkDelay', watermarkDelay, 0);
  }

  private checkComputed(problems: Problems): void {
    const fields = this.wireColumns();
    for (const { _field, _moments } of this.props.computedColumns ?? []) {
      checkIdentifier(problems, 'the name of a computed column', _field.name);
      problems.when(this._columns.filter(({ name, reference }) => name === _field.name || reference === _field.name).length > 1,
        `the name of a computed column must be its own, got ${JSON.stringify(_field.name)}, which another column has`);
      for (const moment of _moments) {
        const field = fields.find(({ name }) => name === moment);
        problems.when(field?.type.type !== 'timestamp',
          `computed column ${_field.name} needs fields of type timestamp, got ${JSON.stringify(moment)}${field ? ` of type ${field.type.type}` : `: the fields are ${namesOf(fields)}`}`);
      }
    }
  }

  private checkTarget(problems: Problems): void {
    const nested = this._columns.filter(({ type }) => type.type === 'json');
    problems.when(nested.length > 0, `schema must have no field of type json, got ${namesOf(nested)}: Flink writes nested data as a text, which is no JSON object`);
    problems.when(this.schema.partitionKey !== undefined && this.props.connectorOptions?.['sink.partitioner'] !== undefined,
      'connectorOptions["sink.partitioner"] cannot be set together with the schema\'s partitionKey: leave out one or the other');
  }
}
