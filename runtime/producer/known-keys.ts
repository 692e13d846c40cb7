import { KeyPlace } from '../kpl-format';
import { hashKeyOf, newHashKey } from './hash-key';
import { Shard, ShardMap } from './shard-map';

/** Keys that came lately; as many again from before may be known. */
const MOST_RECENT = 16_384;
/** After so many look-ups it shows whether keys come again: as many different ones as can be known must have had the time to. */
const TRIAL = 4 * MOST_RECENT;
/** Look-ups without a memory, when they do not. */
const REST = 16 * TRIAL;
/** The engine keeps the whole of a text in memory for a part of it that is longer than this. */
const COPIED_BY_THE_ENGINE = 12;

/** Where records with a partition key go, and where the key stands in the aggregate there. */
class KnownKey extends KeyPlace {
  constructor(key: string, public readonly shard: Shard | undefined) {
    super(key);
  }
}

/**
 * Remembers partition keys that come again and again: to look one up costs less than to hash it, to find its shard, and to find its place in
 * the table of the aggregate. Remembers nothing while most keys are new.
 */
export class KnownKeys {
  private recent = new Map<string, KnownKey>();
  private earlier = new Map<string, KnownKey>();
  private readonly hashKey = newHashKey();
  private misses = 0;
  private left = TRIAL;
  private isResting = false;
  private known: KnownKey | undefined;

  constructor(public readonly shards: ShardMap) {}

  /** The shard of the record; undefined in a gap of the listing. */
  public shardOf(partitionKey: string, explicitHashKey: string | undefined): Shard | undefined {
    if (--this.left === 0) this.learnFromTrial();
    this.known = this.isResting ? undefined : this.recent.get(partitionKey) ?? this.remember(partitionKey);
    if (explicitHashKey === undefined && this.known !== undefined) return this.known.shard;
    return this.find(partitionKey, explicitHashKey);
  }

  /** Of the partition key asked for last, when it is remembered. */
  public get place(): KeyPlace | undefined {
    return this.known;
  }

  private find(partitionKey: string, explicitHashKey: string | undefined): Shard | undefined {
    hashKeyOf(partitionKey, explicitHashKey, this.hashKey);
    return this.shards.find(this.hashKey);
  }

  private remember(partitionKey: string): KnownKey {
    if (this.recent.size === MOST_RECENT) {
      this.earlier = this.recent;
      this.recent = new Map();
    }
    const known = this.earlier.get(partitionKey) ?? this.learn(partitionKey);
    this.recent.set(ownCopy(partitionKey), known);
    return known;
  }

  private learn(partitionKey: string): KnownKey {
    this.misses++;
    return new KnownKey(partitionKey, this.find(partitionKey, undefined));
  }

  private learnFromTrial(): void {
    this.isResting = !this.isResting && this.misses > TRIAL / 2;
    if (this.isResting) {
      this.recent.clear();
      this.earlier.clear();
    }
    this.misses = 0;
    this.left = this.isResting ? REST : TRIAL;
  }
}

function ownCopy(key: string): string {
  return key.length <= COPIED_BY_THE_ENGINE ? key : Buffer.from(key, 'utf8').toString('utf8');
}
