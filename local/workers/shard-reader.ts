import { setTimeout as sleep } from 'node:timers/promises';
import {
  type _Record, ExpiredIteratorException, GetRecordsCommand, type GetRecordsCommandOutput, GetShardIteratorCommand, type GetShardIteratorCommandInput,
  type KinesisClient, ListShardsCommand, ProvisionedThroughputExceededException, type ShardIteratorType,
} from '@aws-sdk/client-kinesis';
import type { StreamRecord } from './stream-record';

/** Where a reader begins in a shard. */
export interface StartingPosition {
  readonly type: Extract<ShardIteratorType, 'TRIM_HORIZON' | 'LATEST' | 'AT_TIMESTAMP'>;
  readonly timestamp?: Date;
}

type Place = Pick<GetShardIteratorCommandInput, 'ShardIteratorType' | 'Timestamp' | 'StartingSequenceNumber'>;

const THROTTLED_MILLIS = 1000;

/**
 * Reads one shard in order, from its starting position on.
 *
 * The stream's ARN goes with every call: without it a policy on one stream denies GetRecords.
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html
 */
export class ShardReader {
  /** One reader for every shard of the stream, each already at its position: what is put after this is read. */
  public static async open(kinesis: KinesisClient, streamArn: string, position: StartingPosition): Promise<ShardReader[]> {
    const readers: ShardReader[] = [];
    let NextToken: string | undefined;
    do {
      const page = await kinesis.send(new ListShardsCommand(NextToken === undefined ? { StreamARN: streamArn } : { NextToken }));
      for (const { ShardId = '', ParentShardId, AdjacentParentShardId } of page.Shards ?? []) {
        readers.push(new ShardReader(kinesis, streamArn, ShardId, [ParentShardId ?? [], AdjacentParentShardId ?? []].flat()));
      }
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    await Promise.all(readers.map((reader) => reader.begin({ ShardIteratorType: position.type, Timestamp: position.timestamp })));
    return readers;
  }

  /** Opens one shard, at a time or else at its beginning. */
  public static async openShard(kinesis: KinesisClient, streamArn: string, shardId: string, from?: Date): Promise<ShardReader> {
    const reader = new ShardReader(kinesis, streamArn, shardId);
    await reader.begin(from === undefined ? { ShardIteratorType: 'TRIM_HORIZON' } : { ShardIteratorType: 'AT_TIMESTAMP', Timestamp: from });
    return reader;
  }

  /** What a closed shard was split into or merged to, once it is read to its end. */
  public children: ReadonlyArray<{ readonly shardId: string; readonly parents: readonly string[] }> = [];
  private iterator?: string;
  /** What is read next stands behind it. */
  private place?: Place;

  private constructor(
    private readonly kinesis: KinesisClient,
    public readonly streamArn: string,
    public readonly shardId: string,
    /** What it came of, also where the stream no longer has that. */
    public readonly parents: readonly string[] = [],
  ) {}

  /** The shard is closed, as after resharding, and read to its end. */
  public get ended(): boolean {
    return this.iterator === undefined;
  }

  /** @returns the next records, at most `limit`, and whether the tip of the shard was reached with them. */
  public async read(limit: number): Promise<{ readonly records: StreamRecord[]; readonly atTip: boolean }> {
    const answer = await this.getRecords(limit);
    if (answer === undefined) return { records: [], atTip: this.ended };
    this.iterator = answer.NextShardIterator;
    this.children = (answer.ChildShards ?? []).map(({ ShardId = '', ParentShards = [] }) => ({ shardId: ShardId, parents: ParentShards }));
    const records = (answer.Records ?? []).map((record) => this.toStreamRecord(record));
    const last = records.at(-1);
    if (last !== undefined) this.place = { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: last.sequenceNumber };
    return { records, atTip: this.ended || answer.MillisBehindLatest === 0 };
  }

  private async getRecords(Limit: number): Promise<GetRecordsCommandOutput | undefined> {
    if (this.iterator === undefined) return undefined;
    try {
      return await this.kinesis.send(new GetRecordsCommand({ ShardIterator: this.iterator, StreamARN: this.streamArn, Limit }));
    } catch (error) {
      if (error instanceof ExpiredIteratorException && this.place !== undefined) {
        await this.seek(this.place);
        return undefined;
      }
      if (!(error instanceof ProvisionedThroughputExceededException)) throw error;
      await sleep(THROTTLED_MILLIS);
      return undefined;
    }
  }

  private async begin(place: Place): Promise<void> {
    // the tip moves on: whoever went there again would pass over what was put since
    this.place = place.ShardIteratorType === 'LATEST' ? { ShardIteratorType: 'AT_TIMESTAMP', Timestamp: new Date() } : place;
    await this.seek(place);
  }

  private async seek(place: Place): Promise<void> {
    const answer = await this.kinesis.send(new GetShardIteratorCommand({ StreamARN: this.streamArn, ShardId: this.shardId, ...place }));
    this.iterator = answer.ShardIterator;
  }

  private toStreamRecord(record: _Record): StreamRecord {
    return {
      shardId: this.shardId,
      sequenceNumber: record.SequenceNumber ?? '',
      partitionKey: record.PartitionKey ?? '',
      data: record.Data ?? new Uint8Array(),
      arrival: record.ApproximateArrivalTimestamp ?? new Date(0),
    };
  }
}
