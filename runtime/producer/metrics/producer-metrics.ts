import { Statistics } from './distribution';

/** What can be told of each shard, too. */
export interface ShardMetrics {
  /** User records delivered. */
  readonly UserRecordsPut: number;
  /** Bytes of data in the user records delivered. */
  readonly UserRecordsDataPut: number;
  /** Kinesis records written; an aggregate is one. */
  readonly KinesisRecordsPut: number;
  /** Bytes of data in the Kinesis records written. */
  readonly KinesisRecordsDataPut: number;
  /** Failed attempts of Kinesis records, by error code; codes beyond the first 100 count as `Other`. A refused request that is halved counts once. */
  readonly ErrorsByCode: Readonly<Record<string, number>>;
  /** Failed attempts of Kinesis records. */
  readonly AllErrors: number;
  /** Attempts beyond the first, for each user record that was delivered or failed. */
  readonly RetriesPerRecord: Statistics;
  /** Milliseconds from the admission of a user record to its first request. */
  readonly BufferingTime: Statistics;
  /** User records in each Kinesis record written. */
  readonly UserRecordsPerKinesisRecord: Statistics;
}

/**
 * What the producer has done since it was made, under the names of the Kinesis Producer Library:
 * https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-kpl.html.
 */
export interface ProducerMetrics extends ShardMetrics {
  /** User records that `put` accepted. */
  readonly UserRecordsReceived: number;
  /** User records that are neither delivered nor failed now, those that wait for room in the buffer included. */
  readonly UserRecordsPending: number;
  /** Milliseconds that PutRecords requests took. */
  readonly RequestTime: Statistics;
  /** Kinesis records in each PutRecords request. */
  readonly KinesisRecordsPerPutRecordsRequest: Statistics;
  /** User records in each PutRecords request. */
  readonly UserRecordsPerPutRecordsRequest: Statistics;
  /** The same of each shard, by its id, as far as it can be traced to one; empty unless `metricsGranularity` is `shard`. */
  readonly Shards: Readonly<Record<string, ShardMetrics>>;
}
