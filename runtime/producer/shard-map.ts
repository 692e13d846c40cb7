import { compareHashKey, HASH_KEY_WORDS, HashKey, writeHashKey } from './hash-key';
import { ShardDescription } from './kinesis-api';

/** An open shard. */
export interface Shard {
  readonly shardId: string;
  readonly startingHashKey: bigint;
  /** Inclusive. */
  readonly endingHashKey: bigint;
  /** A hash key that lands on the shard, as the service wants it. */
  readonly explicitHashKey: string;
}

/** The open shards of a stream at one moment. */
export class ShardMap {
  private readonly shards: readonly Shard[];
  private readonly byId: ReadonlyMap<string, Shard>;
  private readonly starts: Uint32Array;
  private readonly ends: Uint32Array;

  constructor(descriptions: readonly ShardDescription[]) {
    this.shards = descriptions
      // a closed shard takes no records; not every endpoint honours the filter of ListShards
      .filter(({ endingSequenceNumber }) => endingSequenceNumber === undefined)
      .map(({ shardId, startingHashKey, endingHashKey }) => ({
        shardId,
        startingHashKey: BigInt(startingHashKey),
        endingHashKey: BigInt(endingHashKey),
        explicitHashKey: startingHashKey,
      }))
      .sort((one, other) => (one.startingHashKey < other.startingHashKey ? -1 : 1));
    this.byId = new Map(this.shards.map((shard) => [shard.shardId, shard]));
    this.starts = new Uint32Array(this.shards.length * HASH_KEY_WORDS);
    this.ends = new Uint32Array(this.shards.length * HASH_KEY_WORDS);
    this.shards.forEach(({ startingHashKey, endingHashKey }, index) => {
      writeHashKey(startingHashKey, this.starts, index * HASH_KEY_WORDS);
      writeHashKey(endingHashKey, this.ends, index * HASH_KEY_WORDS);
    });
  }

  public get size(): number {
    return this.shards.length;
  }

  public byShardId(shardId: string): Shard | undefined {
    return this.byId.get(shardId);
  }

  /** Whether the shard is open and has the same range as then. */
  public has(shard: Shard): boolean {
    const known = this.byId.get(shard.shardId);
    return known !== undefined && known.startingHashKey === shard.startingHashKey && known.endingHashKey === shard.endingHashKey;
  }

  /** The shard a hash key lands on; undefined where the listing has a gap, as it may in the middle of a reshard. */
  public find(hashKey: HashKey): Shard | undefined {
    let low = 0;
    let high = this.shards.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareHashKey(this.ends, middle * HASH_KEY_WORDS, hashKey) < 0) low = middle + 1;
      else high = middle;
    }
    return this.contains(low, hashKey) ? this.shards[low] : undefined;
  }

  private contains(index: number, hashKey: HashKey): boolean {
    return index < this.shards.length
      && compareHashKey(this.starts, index * HASH_KEY_WORDS, hashKey) <= 0
      && compareHashKey(this.ends, index * HASH_KEY_WORDS, hashKey) >= 0;
  }
}
