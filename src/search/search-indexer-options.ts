import { Duration } from 'aws-cdk-lib';
import { RetryOptions } from './retry-options';

/** What can be decided about how records come into search. */
export interface SearchIndexerOptions {
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
   * How many primary shards an index gets: 1 to 1,024. A shard should hold 10 to 50 GiB.
   *
   * @default 1
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/bp-sharding.html
   */
  readonly primaryShards?: number;

  /**
   * How many copies of a shard there are besides the first, as far as there are nodes for them: 0 to 5. A domain with a zone on
   * standby asks for 2; `SearchDomain.replicas` says what suits.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * What happens when a batch fails.
   *
   * @default - it is tried again ten times within a day, in halves, and then kept in the dead-letter bucket
   */
  readonly retry?: RetryOptions;
}
