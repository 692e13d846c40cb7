/**
 * Who decides which shard of an on-demand stream a record goes to.
 *
 * @see https://docs.aws.amazon.com/streams/latest/dev/service-managed-record-distribution.html
 */
export enum RecordDistributionStrategy {
  /** Kinesis spreads the records evenly and ignores their keys, so records with the same key do not keep their order. */
  AUTO = 'AUTO',

  /** The hash of a record's partition key decides, so records with the same key keep their order. */
  USER_PARTITION_KEY = 'USER_PARTITION_KEY',
}
