import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';

/**
 * What happens to a batch that a function could not process as a whole, for example because the domain does not answer.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 */
export interface RetryOptions {
  /**
   * How often a batch is tried again: 0 to 10,000.
   *
   * @default 10
   */
  readonly retryAttempts?: number;

  /**
   * How old a record may be to be tried again: 60 seconds to 7 days.
   *
   * @default Duration.days(1)
   */
  readonly maxRecordAge?: Duration;

  /**
   * Whether a failed batch is tried again in two halves, so that what is well gets through.
   *
   * @default true
   */
  readonly bisectBatchOnError?: boolean;

  /**
   * Where a batch goes that is given up. An S3 bucket gets the records themselves, SQS and SNS only their place in the stream.
   *
   * @default - the dead-letter bucket, under `aws/lambda/`, the prefix that Lambda itself chooses
   */
  readonly onFailure?: lambda.IEventSourceDlq;
}
