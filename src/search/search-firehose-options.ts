import { Duration, Size } from 'aws-cdk-lib';
import { IndexRotation } from './index-rotation';
import { IndexSizeOptions } from './index-size-options';

/** What can be decided about how Firehose brings records into search. */
export interface SearchFirehoseOptions extends IndexSizeOptions {
  /**
   * How long Firehose gathers records at the most: 0 to 900 seconds.
   *
   * @default Duration.seconds(60)
   * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_AmazonopensearchserviceBufferingHints.html
   */
  readonly bufferingInterval?: Duration;

  /**
   * How many records Firehose gathers at the most: 1 to 100 MiB, in whole MiB. The smallest instances take requests of 10 MiB.
   *
   * @default Size.mebibytes(5)
   */
  readonly bufferingSize?: Size;

  /**
   * How often a new index begins. An index that has ended is deleted or moved as a whole, by a policy of index state management.
   *
   * @default IndexRotation.NONE
   * @see https://docs.aws.amazon.com/firehose/latest/dev/es-index-rotation.html
   */
  readonly indexRotation?: IndexRotation;

  /**
   * How long Firehose tries again when the domain does not answer: 0 to 7,200 seconds. Then it keeps the documents in the bucket.
   *
   * @default Duration.minutes(5)
   */
  readonly retryDuration?: Duration;
}
