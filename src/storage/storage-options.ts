import { Duration } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';

/** What can be decided about the buckets of a pipeline. */
export interface StorageOptions {
  /**
   * A bucket that exists already, for the original data. It is taken as it is.
   *
   * @default - a bucket is defined
   */
  readonly existingDatasetBucket?: s3.IBucket;

  /**
   * A bucket that exists already, for curated data, failed records and dead letters. It is taken as it is.
   *
   * @default - a bucket is defined
   */
  readonly existingCuratedBucket?: s3.IBucket;

  /**
   * A bucket that exists already, for the access logs of the buckets that are defined. It is taken as it is: its policy must let
   * `logging.s3.amazonaws.com` put objects, and its default encryption must be SSE-S3.
   *
   * @default - a bucket is defined where there are access logs
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
   */
  readonly existingAccessLogBucket?: s3.IBucket;

  /**
   * Whether the buckets keep former versions of their objects.
   *
   * @default true
   */
  readonly versioned?: boolean;

  /**
   * How long objects of the dataset and curated buckets are kept, in whole days. It holds for failed records and dead letters too.
   *
   * @default - for ever
   */
  readonly expiration?: Duration;

  /**
   * How long former versions of objects are kept, in whole days.
   *
   * @default Duration.days(30)
   */
  readonly noncurrentVersionExpiration?: Duration;

  /**
   * How long the parts of an upload that was never completed are kept, in whole days.
   *
   * @default Duration.days(7)
   */
  readonly abortIncompleteMultipartUploadAfter?: Duration;

  /**
   * Whether every request to the buckets is logged in a bucket of its own.
   *
   * @default true
   */
  readonly accessLogs?: boolean;

  /**
   * How long access logs are kept, in whole days.
   *
   * @default Duration.days(90)
   */
  readonly accessLogExpiration?: Duration;

  /**
   * Whether the buckets are emptied when they leave the stack: without it, one that still holds objects stops the deletion. It needs
   * `RemovalPolicy.DESTROY`, and brings a custom resource for each bucket, with a function and a role for the whole stack.
   *
   * @default - true with `RemovalPolicy.DESTROY`, which could not delete them otherwise
   */
  readonly autoDeleteObjects?: boolean;
}
