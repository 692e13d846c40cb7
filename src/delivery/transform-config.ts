import type { RecordSchemaConfig } from '../schema/record-schema-config';

/** What `CuratedDelivery` writes into the transform function's asset as `config.json`. */
export interface TransformConfig {
  readonly schema: RecordSchemaConfig;
  /**
   * The answer to Firehose for a record that the schema rejects: `ProcessingFailed` sends it to the error prefix,
   * `Dropped` leaves it out on purpose.
   */
  readonly invalidRecords: 'ProcessingFailed' | 'Dropped';
  /** Name of the file beside the configuration that holds the user's hook, if there is one. */
  readonly hook?: string;
  /** The keys that Firehose partitions by, if it does so dynamically. */
  readonly partitionKeys?: PartitionKeysConfig;
}

export interface PartitionKeysConfig {
  /** Names of the fields whose values are keys. */
  readonly fields: string[];
  /** What a value must match to be a folder: a regular expression with the flag `u`. */
  readonly folderName: string;
  /** The parts of the schema's event time, in UTC, that are keys too. Empty where partitions are by the time of arrival, which Firehose knows. */
  readonly eventTime: ('year' | 'month' | 'day' | 'hour')[];
}

/**
 * Environment of the transform function: what is known only at deployment.
 *
 * Both are set where the stream carries compressed blocks, and say where the function keeps records of a block that the schema rejects while the
 * others are delivered. The prefix ends with a slash.
 */
export interface TransformEnvironment {
  readonly REJECTED_RECORD_BUCKET?: string;
  readonly REJECTED_RECORD_PREFIX?: string;
}
