/**
 * A record schema as the functions read it: plain JSON, written into a function's asset as part of its `config.json`.
 *
 * Not exported from the package: only the constructs write it and only the functions read it.
 */
export interface RecordSchemaConfig {
  /** Name of the schema: the search index and the tables derive theirs from it. */
  readonly name: string;
  readonly fields: FieldConfig[];
  /** Name of the timestamp field that says when a record happened. */
  readonly eventTime?: string;
  /** Name of the field whose value producers use as partition key. */
  readonly partitionKey?: string;
  /** Name of the field that makes a document unique. */
  readonly documentId?: string;
}

/** The types a field can have, in the words of the wire. */
export type FieldTypeName = 'string' | 'boolean' | 'integer' | 'bigint' | 'double' | 'decimal' | 'timestamp' | 'date' | 'json' | 'geo_point';

export interface FieldConfig {
  /** Name in Parquet, Glue and search. */
  readonly name: string;
  readonly type: FieldTypeName;
  /** Name in the records on the stream. Absent on a derived field, which is not on the wire. */
  readonly wireName?: string;
  /** A record without it, or with null in it, is invalid. */
  readonly required?: boolean;
  /** Inclusive bounds; decimal digits, so that 64-bit integers and decimals keep every digit. Timestamps and dates: ISO-8601. */
  readonly minimum?: string;
  readonly maximum?: string;
  readonly allowedValues?: string[];
  /** An ECMAScript regular expression that the whole value must match. */
  readonly pattern?: string;
  /** Decimal only. */
  readonly precision?: number;
  readonly scale?: number;
  /** geo_point only: the two double fields it derives from. */
  readonly longitude?: string;
  readonly latitude?: string;
}
