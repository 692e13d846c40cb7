import { Duration, Size } from 'aws-cdk-lib';

/**
 * When the next index begins, and how long documents are kept.
 *
 * Documents are written through an alias that has the name of the index; behind it are `<index>-000001`, `<index>-000002` and so on, and a policy of
 * index state management begins the next one. OpenSearch Service looks every 30 to 48 minutes whether it is time to.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ism.html
 */
export interface IndexLifetimeOptions {
  /**
   * How large a primary shard grows, on average, before the next index begins: 1 to 50 GiB, in whole MiB.
   *
   * @default Size.gibibytes(30)
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/bp-sharding.html
   */
  readonly rolloverSize?: Size;

  /**
   * How old an index grows before the next one begins, however small it is: 1 hour to 3,650 days, in whole minutes.
   *
   * @default - a tenth of `documentRetention` in whole hours; without one, size alone decides
   */
  readonly rolloverAge?: Duration;

  /**
   * How long documents are kept at least: 1 to 3,650 days, in whole minutes. An index is deleted as a whole when this much time has passed since
   * the next one began, so that its oldest document has become older by up to `rolloverAge`. It is the time of arrival that counts.
   *
   * At most 200 indexes may be kept at once: each costs memory, and is asked whether it has a document that comes again.
   *
   * @default - for ever
   */
  readonly documentRetention?: Duration;
}
