import { hashKeyOf, newHashKey } from './hash-key';
import { OutgoingRecord } from './outgoing-record';
import { Shard, ShardMap } from './shard-map';
import { TopologySource } from './topology';

/** Answers whether consumers find every user record of an aggregate on the shard where it arrived. */
export class Placement {
  private readonly hashKey = newHashKey();

  constructor(private readonly topology: TopologySource) {}

  /** Whether the record is for a shard that is not open any more, or for none although its shard is known now. */
  public isStale({ shard, partitionKey, explicitHashKey }: OutgoingRecord): boolean {
    const shards = this.topology.current?.shards;
    return shard === undefined ? shards !== undefined && this.shardOf(shards, partitionKey, explicitHashKey) !== undefined : !shards?.has(shard);
  }

  public isAsPredicted({ isAggregate, shard }: OutgoingRecord, shardId: string): boolean {
    return !isAggregate || shard?.shardId === shardId;
  }

  /** Whether the stream has other shards than those known, or distributes by itself now: a user record alone tells so, too. */
  public isSurprise({ shard }: OutgoingRecord, shardId: string): boolean {
    return shard?.shardId !== shardId && this.topology.current?.shards !== undefined;
  }

  /**
   * Whether all user records hash to the shard, although it is not the predicted one: after a merge always, after a split by chance.
   * The Kinesis Client Library drops the whole aggregate when one of them does not. Never, when the stream distributes by itself now.
   */
  public isRight(record: OutgoingRecord, shardId: string): boolean {
    const shards = this.topology.current?.shards;
    return record.userRecords().every(({ partitionKey, explicitHashKey }) => {
      return shards !== undefined && this.shardOf(shards, partitionKey, explicitHashKey)?.shardId === shardId;
    });
  }

  private shardOf(shards: ShardMap, partitionKey: string, explicitHashKey: string | undefined): Shard | undefined {
    hashKeyOf(partitionKey, explicitHashKey, this.hashKey);
    return shards.find(this.hashKey);
  }
}
