import { Field } from './field';
import type { RecordSchemaConfig } from './record-schema-config';
import { checkRecordSchema } from './record-schema-rules';

/** What a record on a stream looks like. */
export interface RecordSchemaProps {
  /**
   * Name of the schema in `snake_case`, for example `taxi_trips`. Tables and the search index derive their names from it.
   */
  readonly name: string;

  /** The fields, in the order in which tables show them. */
  readonly fields: Field[];

  /**
   * Name of the timestamp field that says when a record happened: Flink's rowtime, and the time field of dashboards.
   *
   * @default - records have no time of their own
   */
  readonly eventTime?: string;

  /**
   * Name of the field whose value producers use as partition key, so that records with the same value keep their order.
   *
   * @default - producers choose
   */
  readonly partitionKey?: string;

  /**
   * Name of the field that makes a record unique. With it, neither a producer's retry nor a consumer's retry makes a second document in search.
   *
   * @default - a record's place in the stream identifies its document, which covers consumers' retries only
   */
  readonly documentId?: string;
}

/**
 * One definition of a record, used by every part of a pipeline: Glue columns, Parquet, Flink tables, the search mapping, and the
 * validation and coercion of the transform function all derive from it.
 *
 * A schema can grow: a new optional field at the end updates tables, functions and the index template in place, and replaces nothing that holds data.
 * Objects and documents written before simply lack it. A field that is made required sends the records of producers that do not know it to the error
 * prefix. To rename a field on the wire alone, set its `wireName`. A field that is renamed here is a new one: the old column's values stay in the objects,
 * where no column names them. A field of another type does not fit the objects written before, which Athena then cannot read, nor the search index, whose
 * mapping of a field cannot change: add a field with another name, and leave the old one optional until nobody needs it.
 *
 * @example
 * new RecordSchema({
 *   name: 'readings',
 *   fields: [
 *     Field.ofString('sensor_id', { required: true }),
 *     Field.ofTimestamp('measured_at', { required: true }),
 *     Field.ofDouble('temperature', { minimum: -90, maximum: 60 }),
 *   ],
 *   eventTime: 'measured_at',
 *   partitionKey: 'sensor_id',
 * });
 */
export class RecordSchema {
  /** Name of the schema. */
  public readonly name: string;
  /** The fields, in the order given. */
  public readonly fields: Field[];
  /** Name of the timestamp field that says when a record happened, if there is one. */
  public readonly eventTime?: string;
  /** Name of the field that is the partition key, if there is one. */
  public readonly partitionKey?: string;
  /** Name of the field that makes a record unique, if there is one. */
  public readonly documentId?: string;

  /**
   * @throws when a name is not snake_case, reserved or used twice, when a rule does not fit its field's type,
   * or when `eventTime`, `partitionKey` or `documentId` names no suitable field; one message lists all problems
   */
  constructor(props: RecordSchemaProps) {
    checkRecordSchema(props);
    this.name = props.name;
    this.fields = [...props.fields];
    this.eventTime = props.eventTime;
    this.partitionKey = props.partitionKey;
    this.documentId = props.documentId;
  }

  /** @internal */
  public _toConfig(): RecordSchemaConfig {
    return {
      name: this.name,
      fields: this.fields.map((field) => field._config),
      ...(this.eventTime !== undefined && { eventTime: this.eventTime }),
      ...(this.partitionKey !== undefined && { partitionKey: this.partitionKey }),
      ...(this.documentId !== undefined && { documentId: this.documentId }),
    };
  }
}
