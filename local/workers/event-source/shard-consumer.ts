import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { ShardConsumer } from '../shard-worker';
import type { StreamRecord } from '../stream-record';
import type { WorkerLog } from '../worker-log';
import { Batcher } from './batcher';
import type { MappingConfiguration } from './configuration';
import { BatchDelivery } from './delivery';

/**
 * Batches of one shard for one mapping, one invocation at a time, so that the order of the shard is kept.
 *
 * A parallelization factor above 1 is not used: it would keep the order of each partition key as well, only faster.
 */
export class EventSourceConsumer implements ShardConsumer {
  private readonly batcher: Batcher;
  private readonly delivery: BatchDelivery;

  constructor(lambda: LambdaClient, private readonly mapping: MappingConfiguration, log: WorkerLog) {
    this.batcher = new Batcher(mapping.streamArn, mapping.batchSize, mapping.batchingWindowMillis);
    this.delivery = new BatchDelivery(lambda, mapping, log);
  }

  public room(): number {
    return Math.max(0, this.mapping.batchSize - this.batcher.size);
  }

  public async take(records: readonly StreamRecord[]): Promise<void> {
    this.batcher.add(records);
  }

  public async pump(flush: boolean, signal: AbortSignal): Promise<boolean> {
    const batch = this.batcher.take(flush);
    await this.delivery.deliver(batch, signal);
    return this.batcher.size > 0;
  }
}
