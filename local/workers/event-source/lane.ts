import { Batcher } from './batcher';
import type { MappingConfiguration } from './configuration';
import type { BatchDelivery } from './delivery';
import type { StreamRecord } from '../stream-record';

/** Batches of some partition keys of a shard, one invocation at a time, so that the order within each key is kept. */
export class Lane {
  private readonly batcher: Batcher;
  private running?: Promise<void>;
  private failure?: { readonly error: unknown };

  constructor(mapping: MappingConfiguration, private readonly delivery: BatchDelivery) {
    this.batcher = new Batcher(mapping, mapping.batchSize, mapping.batchingWindowMillis);
  }

  /** Records that wait. */
  public get size(): number {
    return this.batcher.size;
  }

  /** Ends with the invocation that runs; undefined while none does. */
  public get busy(): Promise<void> | undefined {
    return this.running;
  }

  public add(records: readonly StreamRecord[]): void {
    this.batcher.add(records);
  }

  /** Begins with the next batch if it is due and none is under way. Throws what an earlier one has failed with. */
  public begin(flush: boolean, signal: AbortSignal): void {
    if (this.failure !== undefined) throw this.failure.error;
    if (this.running !== undefined) return;
    const batch = this.batcher.take(flush);
    if (batch.length === 0) return;
    this.running = this.delivery.deliver(batch, signal)
      .catch((error: unknown) => { this.failure = { error }; })
      .finally(() => { this.running = undefined; });
  }
}
