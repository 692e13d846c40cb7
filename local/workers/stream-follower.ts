import type { KinesisClient } from '@aws-sdk/client-kinesis';
import { ShardReader, type StartingPosition } from './shard-reader';
import { type ShardConsumer, ShardWorker } from './shard-worker';
import type { Workers } from './workers';

/**
 * Feeds consumers with every shard of a stream, also with those that come of a split or a merge: each begins when all that it came of is
 * handed on, so that the order of a partition key is kept.
 * https://docs.aws.amazon.com/streams/latest/dev/kinesis-using-sdk-java-after-resharding.html
 */
export class StreamFollower {
  private readonly started = new Set<string>();
  private readonly ended = new Set<string>();

  constructor(private readonly kinesis: KinesisClient, private readonly workers: Workers, private readonly consumerOf: () => ShardConsumer) {}

  /** When this ends, every shard is at its position: what is put from now on is read. */
  public async follow(streamArn: string, position: StartingPosition): Promise<void> {
    const readers = await ShardReader.open(this.kinesis, streamArn, position);
    const listed = new Set(readers.map(({ shardId }) => shardId));
    // at the tip no older record comes of a closed shard
    const first = position.type === 'LATEST' ? readers : readers.filter(({ parents }) => !parents.some((parent) => listed.has(parent)));
    for (const { shardId } of first) this.started.add(shardId);
    // a closed shard may have ended before that time, and its children have begun before it
    const from = position.type === 'AT_TIMESTAMP' ? position.timestamp : undefined;
    for (const reader of first) this.start(reader, from);
  }

  private start(reader: ShardReader, from: Date | undefined): void {
    this.workers.start(new ShardWorker(reader, this.consumerOf()), () => this.goOn(reader, from));
  }

  private async goOn({ shardId, streamArn, children }: ShardReader, from: Date | undefined): Promise<void> {
    this.ended.add(shardId);
    for (const child of children) {
      // the other parent may be older than the stream's retention: then nobody has started it
      const waits = child.parents.some((parent) => this.started.has(parent) && !this.ended.has(parent));
      if (waits || this.started.has(child.shardId)) continue;
      this.started.add(child.shardId);
      this.start(await ShardReader.openShard(this.kinesis, streamArn, child.shardId, from), from);
    }
  }
}
