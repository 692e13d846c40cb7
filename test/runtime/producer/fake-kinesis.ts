import { createHash } from 'node:crypto';
import { readRecords } from '../../../runtime/consumer';
import { decode, UserRecord } from '../../../runtime/kpl-format';
import {
  CallOptions, KinesisApi, KinesisApiError, ListShardsRequest, ListShardsResponse, PutRecordsEntry, PutRecordsRequest, PutRecordsResponse,
  PutRecordsResult, RecordDistributionStrategy, ShardDescription, StreamIdentity, StreamSummary,
} from '../../../runtime/producer';

const HASH_KEYS = 2n ** 128n;

export interface FakeShard {
  readonly shardId: string;
  readonly start: bigint;
  readonly end: bigint;
  readonly records: PutRecordsEntry[];
  open: boolean;
}

/** What happens to one PutRecords call: nothing (undefined), an error for the whole call, or per record an error code. */
export type CallFate = undefined | KinesisApiError | { readonly errorCodeOf: (index: number) => string | undefined };

const answerAll: (request: PutRecordsRequest, call: number) => CallFate = () => undefined;

export function hashOf({ partitionKey, explicitHashKey }: { partitionKey: string; explicitHashKey?: string }): bigint {
  return BigInt(explicitHashKey ?? `0x${createHash('md5').update(partitionKey, 'utf8').digest('hex')}`);
}

/** A stream in memory that places, throttles and reshards as Kinesis does. */
export class FakeKinesis implements KinesisApi {
  public readonly shards: FakeShard[] = [];
  public readonly requests: PutRecordsRequest[] = [];
  /** User records that consumers see, in the order of their arrival. */
  public readonly arrivals: UserRecord[] = [];
  public strategy: RecordDistributionStrategy = 'USER_PARTITION_KEY';
  public maxRecordSizeInKiB = 1024;
  /** Milliseconds that a PutRecords call takes. */
  public latency = 10;
  public shardsPerPage = 1000;
  public listings = 0;
  public describeError: KinesisApiError | undefined;
  public listError: KinesisApiError | undefined;
  public inFlight = 0;
  public mostInFlight = 0;
  public destroyed = 0;
  /** Decides about each call, and may change the stream before it is answered. */
  public fate = answerAll;
  private sequence = 0;

  constructor(shardCount: number) {
    this.reshard(shardCount);
  }

  /** Replaces all shards by this many new ones of equal size. */
  public reshard(shardCount: number): void {
    for (const shard of this.shards) shard.open = false;
    const width = HASH_KEYS / BigInt(shardCount);
    for (let index = 0; index < shardCount; index++) {
      const start = width * BigInt(index);
      const end = index === shardCount - 1 ? HASH_KEYS - 1n : start + width - 1n;
      this.shards.push({ shardId: `shardId-${String(this.shards.length).padStart(12, '0')}`, start, end, records: [], open: true });
    }
  }

  public async putRecords(request: PutRecordsRequest, { signal }: CallOptions): Promise<PutRecordsResponse> {
    this.requests.push(request);
    this.inFlight++;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    const fate = this.fate(request, this.requests.length);
    await new Promise((resolve) => setTimeout(resolve, this.latency));
    this.inFlight--;
    if (signal.aborted) throw new KinesisApiError('AbortError', 'fault', 'aborted');
    if (fate instanceof KinesisApiError) throw fate;
    return { records: request.records.map((entry, index) => this.place(entry, fate?.errorCodeOf(index))) };
  }

  public async listShards({ nextToken = '0' }: ListShardsRequest): Promise<ListShardsResponse> {
    this.listings++;
    if (this.listError) throw this.listError;
    const first = Number(nextToken);
    const open = this.shards.filter((shard) => shard.open);
    const next = first + this.shardsPerPage;
    return {
      shards: open.slice(first, next).map(({ shardId, start, end }): ShardDescription => {
        return { shardId, startingHashKey: String(start), endingHashKey: String(end) };
      }),
      nextToken: next < open.length ? String(next) : undefined,
    };
  }

  public async describeStreamSummary(_request: StreamIdentity): Promise<StreamSummary> {
    if (this.describeError) throw this.describeError;
    return { recordDistributionStrategy: this.strategy, maxRecordSizeInKiB: this.maxRecordSizeInKiB };
  }

  public destroy(): void {
    this.destroyed++;
  }

  /** All Kinesis records, as written. */
  public get kinesisRecords(): PutRecordsEntry[] {
    return this.shards.flatMap(({ records }) => records);
  }

  /**
   * What an application with the Kinesis Client Library sees: an aggregate with a record from another shard's range is dropped. The library does not
   * look into compressed blocks; here a record inside one counts as well, because it belongs on its shard, too.
   */
  public get userRecords(): UserRecord[] {
    return this.shards.flatMap((shard) => shard.records.flatMap((entry) => visible(entry, shard)));
  }

  private place(entry: PutRecordsEntry, errorCode: string | undefined): PutRecordsResult {
    if (errorCode !== undefined) return { errorCode, errorMessage: `${errorCode} by the test` };
    const hash = hashOf(entry);
    const open = this.shards.filter((shard) => shard.open);
    const shard = this.strategy === 'AUTO'
      ? open[this.sequence % open.length]
      : open.find(({ start, end }) => hash >= start && hash <= end);
    if (shard === undefined) throw new Error('the shards leave a gap');
    shard.records.push(entry);
    this.arrivals.push(...visible(entry, shard));
    return { shardId: shard.shardId, sequenceNumber: String(++this.sequence) };
  }
}

function visible(entry: PutRecordsEntry, { start, end }: FakeShard): UserRecord[] {
  const inside = decode(entry);
  const isAlone = inside.length === 1 && inside[0] === entry;
  const { records, unreadable } = readRecords(entry);
  if (unreadable.length > 0) throw unreadable[0].error;
  return isAlone || [...inside, ...records].every((record) => hashOf(record) >= start && hashOf(record) <= end) ? records : [];
}
