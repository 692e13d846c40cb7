/** One try to deliver a record, as the Kinesis Producer Library reports it. */
export interface Attempt {
  /** Milliseconds from the end of the attempt before, or from the `put`, to the begin of this one. */
  readonly delay: number;
  /** Milliseconds that the call took. */
  readonly duration: number;
  readonly success: boolean;
  /**
   * The error code of the service (`ProvisionedThroughputExceededException`, …), of the network (`ECONNRESET`, `TimeoutError`, …),
   * or `WrongShard` when an aggregate arrived on a shard where the Kinesis Client Library would drop it.
   *
   * @default - the attempt succeeded
   */
  readonly errorCode?: string;
  /** @default - the attempt succeeded */
  readonly errorMessage?: string;
}

/** Where a record was written. */
export interface PutResult {
  readonly shardId: string;
  /** Of the Kinesis record; user records that were aggregated into one share it. */
  readonly sequenceNumber: string;
  /** All tries, the successful one last. */
  readonly attempts: readonly Attempt[];
}
