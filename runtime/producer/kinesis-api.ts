/** Which stream; exactly one of the two is given. */
export interface StreamIdentity {
  readonly streamName?: string;
  readonly streamArn?: string;
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecordsRequestEntry.html */
export interface PutRecordsEntry {
  readonly data: Uint8Array;
  readonly partitionKey: string;
  readonly explicitHashKey?: string;
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html */
export interface PutRecordsRequest extends StreamIdentity {
  readonly records: readonly PutRecordsEntry[];
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecordsResultEntry.html */
export interface PutRecordsResult {
  readonly shardId?: string;
  readonly sequenceNumber?: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
}

/** One result for each record of the request, in the same order. */
export interface PutRecordsResponse {
  readonly records: readonly PutRecordsResult[];
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListShards.html, for the shards open now. */
export interface ListShardsRequest extends StreamIdentity {
  /** @default - the first page */
  readonly nextToken?: string;
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_Shard.html */
export interface ShardDescription {
  readonly shardId: string;
  /** Decimal, 0 to 2^128 - 1. */
  readonly startingHashKey: string;
  /** Decimal, 0 to 2^128 - 1, inclusive. */
  readonly endingHashKey: string;
  /** @default - the shard is open */
  readonly endingSequenceNumber?: string;
}

export interface ListShardsResponse {
  readonly shards: readonly ShardDescription[];
  /** @default - this is the last page */
  readonly nextToken?: string;
}

/** Whether partition keys decide the shard. */
export type RecordDistributionStrategy = 'USER_PARTITION_KEY' | 'AUTO';

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StreamDescriptionSummary.html, as far as a producer needs it. */
export interface StreamSummary {
  /** @default - the service does not say */
  readonly recordDistributionStrategy?: RecordDistributionStrategy;
  /** @default - the service does not say */
  readonly maxRecordSizeInKiB?: number;
}

export interface CallOptions {
  /** Fires when the producer no longer waits for the answer. */
  readonly signal: AbortSignal;
}

/**
 * The calls the producer makes; give your own as `client` to put a proxy, another SDK or a fake in its place.
 *
 * A call that fails should reject with a `KinesisApiError`; any other error is not tried again. The client must not retry by itself:
 * the producer does, and counts.
 */
export interface KinesisApi {
  /**
   * Set it to false when nothing reads the `data` of a `putRecords` call after its promise is settled: then the producer uses the memory again,
   * instead of having new memory for every aggregate.
   *
   * @default true
   */
  readonly keepsData?: boolean;
  putRecords(request: PutRecordsRequest, options: CallOptions): Promise<PutRecordsResponse>;
  listShards(request: ListShardsRequest, options: CallOptions): Promise<ListShardsResponse>;
  describeStreamSummary(request: StreamIdentity, options: CallOptions): Promise<StreamSummary>;
  /** Frees connections; called once, by `close`. */
  destroy?(): void;
}

/**
 * What a retry can do about an error: `throttle` (the service asks for less), `fault` (the service or the network broke), or `refused`
 * (the same call would fail again).
 */
export type ErrorKind = 'throttle' | 'fault' | 'refused';

/** A call that failed as a whole. */
export class KinesisApiError extends Error {
  public override readonly name = 'KinesisApiError';

  constructor(
    /** The service's error code, or the network's. */
    public readonly code: string,
    public readonly kind: ErrorKind,
    message: string,
  ) {
    super(message);
  }
}
