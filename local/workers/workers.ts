import type { ShardWorker } from './shard-worker';

/** Everything that reads streams during a run. */
export class Workers {
  private readonly stopping = new AbortController();
  private readonly shards: ShardWorker[] = [];
  private readonly running: Array<Promise<void>> = [];
  private failure?: unknown;

  /** Starts reading a shard. */
  public start(shard: ShardWorker): void {
    this.shards.push(shard);
    this.running.push(shard.run(this.stopping.signal).catch((error: unknown) => {
      if (!this.stopping.signal.aborted) this.failure ??= error;
      this.stopping.abort();
    }));
  }

  /**
   * Ends when everything put so far has been handed on.
   * @param flush do not wait for buffers to fill or their time to pass.
   * @throws when a worker failed, or nothing has moved for `patienceMillis` according to `moved`.
   */
  public async drain(flush: boolean, patienceMillis: number, moved: () => number, stuck: () => string): Promise<void> {
    let drained = false;
    const all = Promise.all(this.shards.map((shard) => shard.drain(flush))).then(() => { drained = true; });
    let last = moved();
    let since = Date.now();
    while (!drained) {
      this.throwFailure();
      const now = moved();
      if (now !== last) since = Date.now();
      last = now;
      if (Date.now() - since > patienceMillis) throw new Error(`nothing has arrived for ${patienceMillis / 1000} seconds: ${stuck()}`);
      await Promise.race([all, new Promise((resolve) => setTimeout(resolve, 500))]);
    }
    this.throwFailure();
  }

  /** Stops reading; what is held is not handed on. */
  public async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
  }

  private throwFailure(): void {
    if (this.failure !== undefined) throw this.failure;
  }
}
