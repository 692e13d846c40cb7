/** What a producer wrote in one minute of the clock, or in the part of it that was observed; names as in `ProducerMetrics`. */
export interface ThroughputMinute {
  /** When the observation of this minute began, in ISO 8601. */
  readonly from: string;
  /** When it ended. */
  readonly to: string;
  readonly UserRecordsPut: number;
  readonly UserRecordsDataPut: number;
  readonly KinesisRecordsPut: number;
  readonly KinesisRecordsDataPut: number;
  /** Bytes of the Kinesis records' partition keys: a shard's limit counts them, too. */
  readonly PartitionKeyBytesPut: number;
  /** What provisioned mode bills: a Kinesis record in pieces of 25 KiB, the last one as a whole. */
  readonly PutPayloadUnits: number;
  /** What on-demand mode bills: each Kinesis record, rounded up to the next KiB. */
  readonly KibibytesBilled: number;
  /** Shards that took records at the end of the minute. @default - not known: the producer does not list them while it does not aggregate */
  readonly OpenShards?: number;
}
