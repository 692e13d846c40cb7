import { Duration, Size, TimeZone } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { DeliveryFormat } from './delivery-format';
import { RecordTransform } from './record-transform';
import { RecordPartitioning } from '../schema';

/** What can be decided about the delivery of records to a bucket. */
export interface DeliveryOptions {
  /**
   * The format of the objects.
   *
   * @default - DeliveryFormat.parquet() where a table describes the objects, DeliveryFormat.json() without one
   */
  readonly format?: DeliveryFormat;

  /**
   * The prefix of the objects: folder names that each end with a slash, at most 512 characters. The partitions are added after it,
   * for example `year=2026/month=01/day=31/hour=23/`.
   *
   * @default - the name of the schema, then a slash
   * @see https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
   */
  readonly prefix?: string;

  /**
   * The prefix of what could not be delivered: folder names that each end with a slash, at most 512 characters. The kind of error and the day
   * are added after it: `processing-failed/year=2026/month=01/day=31/`.
   *
   * @default "errors/"
   */
  readonly errorPrefix?: string;

  /**
   * How the objects are divided into partitions.
   *
   * @default RecordPartitioning.byArrival()
   */
  readonly partitioning?: RecordPartitioning;

  /**
   * How long Firehose tries to write the objects of a partition again when it fails, before they go to the error prefix: 0 to 7,200 seconds, in
   * whole seconds. Goes with partitioning by event time or fields only; other deliveries are tried again as long as the stream keeps the records.
   *
   * @default Duration.seconds(300)
   * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_RetryOptions.html
   */
  readonly partitionRetryDuration?: Duration;

  /**
   * The time zone of partitions by arrival, and of the days of the error prefix. Partitions by event time are in UTC.
   *
   * @default TimeZone.ETC_UTC
   */
  readonly timeZone?: TimeZone;

  /**
   * How long records are collected before they become an object: 0 to 900 seconds, with partitioning by event time or fields 60 to 900 seconds,
   * in whole seconds. An object is also written when `bufferingSize` is reached.
   *
   * @default Duration.seconds(300)
   * @see https://docs.aws.amazon.com/firehose/latest/dev/buffering-hints.html
   */
  readonly bufferingInterval?: Duration;

  /**
   * How much is collected before it becomes an object: 1 to 128 MiB, for Parquet, for ORC, and with partitioning by event time or fields
   * 64 to 128 MiB, in whole MiB.
   *
   * @default Size.mebibytes(128)
   * @see https://docs.aws.amazon.com/firehose/latest/dev/buffering-hints.html
   */
  readonly bufferingSize?: Size;

  /**
   * What happens to records on their way.
   *
   * @default RecordTransform.standard()
   */
  readonly transform?: RecordTransform;

  /**
   * How long records are collected before the transform function gets them: 0 to 900 seconds, in whole seconds.
   *
   * @default Duration.seconds(60)
   * @see https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
   */
  readonly transformBufferInterval?: Duration;

  /**
   * How much is collected before the transform function gets it: 0.2 to 3 MiB.
   *
   * The function may answer with 6 MiB. Records that do not fit end in the error prefix, and the others arrive.
   *
   * @default - at most 1 MiB, and less where records of the schema could grow beyond what the function may answer; 0.2 MiB of compressed records
   * @see https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
   */
  readonly transformBufferSize?: Size;

  /**
   * How often Firehose calls the transform function again when a call fails: 0 to 300 times. Then the batch goes to the error prefix.
   *
   * @default 3
   * @see https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html
   */
  readonly transformRetries?: number;

  /**
   * Whether records are also kept as they came, before any transform, in GZIP objects by the hour of arrival. They stand one behind the other: only
   * what producers end with a newline is a line. Firehose cannot switch it off again: to do so, replace the delivery.
   *
   * @default false
   * @see https://docs.aws.amazon.com/firehose/latest/dev/create-configure-backup.html
   */
  readonly rawRecordBackup?: boolean;

  /**
   * The prefix of records as they came: folder names that each end with a slash, at most 512 characters. Goes with `rawRecordBackup` only.
   *
   * @default "raw/"
   */
  readonly rawRecordPrefix?: string;

  /**
   * The bucket of records as they came. What could not be written there goes to the error prefix in it. Goes with `rawRecordBackup` only.
   *
   * @default - the bucket of the curated objects
   */
  readonly rawRecordBucket?: s3.IBucket;

  /**
   * A role that exists already and that `firehose.amazonaws.com` can assume. It gets the same narrow policy as a role of the delivery's own
   * would; one that is imported as not mutable must allow all of that already.
   *
   * @default - a role is defined
   * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html
   */
  readonly existingRole?: iam.IRole;

  /**
   * A log group that exists already, for what Firehose has to say about failures.
   *
   * @default - a log group is defined
   */
  readonly existingLogGroup?: logs.ILogGroup;
}
