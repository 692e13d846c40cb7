import { setTimeout as sleep } from 'node:timers/promises';
import type { ShardWorker } from './shard-worker';

/** What holds records of several shards together. */
export interface SharedBuffer {
  drain(flush: boolean): Promise<void>;
  discard(): void;
}

export interface DrainOptions {
  /** Do not wait for buffers to fill or their time to pass. */
  readonly flush: boolean;
  /** How long nothing may move before the wait is given up. */
  readonly patienceMillis: number;
  /** A number that changes as long as records arrive. */
  readonly moved: () => number;
  /** Why nothing moves, for the message. */
  readonly stuck: () => string;
}

/** Everything that reads streams during a run. */
export class Workers {
  private readonly stopping = new AbortController();
  private readonly shards: ShardWorker[] = [];
  private readonly buffers: SharedBuffer[] = [];
  private readonly following = new Set<Promise<void>>();
  private readonly running: Array<Promise<void>> = [];
  private failure?: unknown;

  /**
   * Starts reading a shard.
   * @param then what follows when the shard has ended.
   */
  public start(shard: ShardWorker, then: () => Promise<void> = async () => undefined): void {
    this.shards.push(shard);
    const ended = shard.run(this.stopping.signal).then(async () => {
      if (this.stopping.signal.aborted) return;
      const following = then();
      this.following.add(following);
      await following.finally(() => this.following.delete(following));
    });
    this.running.push(ended.catch((error: unknown) => {
      if (!this.stopping.signal.aborted) this.failure ??= error;
      this.stopping.abort();
    }));
  }

  /** What is drained once every shard is. */
  public addBuffer(buffer: SharedBuffer): void {
    this.buffers.push(buffer);
  }

  /**
   * Ends when everything put so far has been handed on.
   * @throws when a worker failed, or nothing has moved for too long.
   */
  public async drain(options: DrainOptions): Promise<void> {
    let ended = false;
    const all = this.drainAll(options.flush).finally(() => { ended = true; });
    all.catch(() => undefined);
    let last = options.moved();
    let since = Date.now();
    while (!ended && this.failure === undefined) {
      const now = options.moved();
      if (now !== last) since = Date.now();
      last = now;
      if (Date.now() - since > options.patienceMillis) {
        throw new Error(`nothing has arrived for ${options.patienceMillis / 1000} seconds: ${options.stuck()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    if (this.failure !== undefined) throw this.failure;
    await all;
  }

  /** Stops reading; what is held is not handed on. */
  public async stop(): Promise<void> {
    this.stopping.abort();
    for (const buffer of this.buffers) buffer.discard();
    await Promise.all(this.running);
  }

  private async drainAll(flush: boolean): Promise<void> {
    for (let drained = 0; drained < this.shards.length;) {
      drained = this.shards.length;
      await Promise.all(this.shards.map((shard) => shard.drain(flush)));
      // a shard that has just ended is followed from the next turn on
      await sleep(0);
      await Promise.all(this.following);
    }
    await Promise.all(this.buffers.map((buffer) => buffer.drain(flush)));
  }
}
