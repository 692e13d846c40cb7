import { Duration } from 'aws-cdk-lib';
import { IndexLifetimeOptions } from './index-lifetime-options';
import { IndexSizeOptions } from './index-size-options';
import { RetryOptions } from './retry-options';

/** What can be decided about how records come into search. */
export interface SearchIndexerOptions extends IndexSizeOptions, IndexLifetimeOptions {
  /**
   * How many records of the stream the indexer gets at once at the most: 1 to 10,000. One such record holds many records of users when
   * the producer aggregates.
   *
   * @default 1000
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
   */
  readonly batchSize?: number;

  /**
   * How long Lambda gathers a batch at the most: 0 to 300 seconds, in whole seconds.
   *
   * @default Duration.seconds(5)
   */
  readonly maxBatchingWindow?: Duration;

  /**
   * How many batches of one shard are indexed at once: 1 to 10. Records with the same partition key keep their order.
   *
   * @default 1
   */
  readonly parallelizationFactor?: number;

  /**
   * What happens when a batch fails.
   *
   * @default - it is tried again ten times within a day, in halves, and then kept in the dead-letter bucket
   */
  readonly retry?: RetryOptions;
}
