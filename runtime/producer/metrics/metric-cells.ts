import { MetricCell } from './metric-cell';

/** What was measured between two moments: of each shard that it can be traced to, and the rest. */
export class MetricCells {
  /** What no shard is known for; everything, unless shards are told apart. */
  public readonly untraced = new MetricCell();
  public readonly shards = new Map<string, MetricCell>();
  private lastShardId: string | undefined;
  private lastCell = this.untraced;

  public of(shardId: string | undefined): MetricCell {
    if (shardId === this.lastShardId) return this.lastCell;
    this.lastShardId = shardId;
    this.lastCell = shardId === undefined ? this.untraced : this.ofShard(shardId);
    return this.lastCell;
  }

  public merge(other: MetricCells): void {
    this.untraced.merge(other.untraced);
    for (const [shardId, cell] of other.shards) this.ofShard(shardId).merge(cell);
  }

  /** What is known only of closed shards goes to the rest: a stream that is resharded for years does not fill the memory. */
  public retain(isOpen: (shardId: string) => boolean): void {
    this.lastShardId = undefined;
    this.lastCell = this.untraced;
    for (const [shardId, cell] of this.shards) {
      if (isOpen(shardId)) continue;
      this.untraced.merge(cell);
      this.shards.delete(shardId);
    }
  }

  /** All of it together. */
  public ofStream(): MetricCell {
    const sum = new MetricCell();
    sum.merge(this.untraced);
    for (const cell of this.shards.values()) sum.merge(cell);
    return sum;
  }

  private ofShard(shardId: string): MetricCell {
    const known = this.shards.get(shardId);
    if (known !== undefined) return known;
    const cell = new MetricCell();
    this.shards.set(shardId, cell);
    return cell;
  }
}
