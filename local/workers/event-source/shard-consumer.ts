import { createHash } from 'node:crypto';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { ShardConsumer } from '../shard-worker';
import type { StreamRecord } from '../stream-record';
import type { WorkerLog } from '../worker-log';
import { Checkpoint } from './checkpoint';
import type { MappingConfiguration } from './configuration';
import { BatchDelivery } from './delivery';
import { Lane } from './lane';
import type { OnFailureDestination } from './on-failure-destination';

/**
 * Batches of one shard for one mapping. With a parallelization factor above 1 so many batches run at a time, and all records of a
 * partition key go the same way, so that their order is kept.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
 */
export class EventSourceConsumer implements ShardConsumer {
  private readonly lanes: readonly Lane[];
  private readonly checkpoint = new Checkpoint();

  constructor(
    lambda: LambdaClient, private readonly mapping: MappingConfiguration, private readonly log: WorkerLog, destination?: OnFailureDestination,
  ) {
    const delivery = new BatchDelivery(lambda, mapping, log, (records) => this.finish(records), destination);
    this.lanes = Array.from({ length: mapping.parallelization }, () => new Lane(mapping, delivery));
  }

  public room(): number {
    return Math.max(0, this.mapping.batchSize - Math.max(...this.lanes.map(({ size }) => size)));
  }

  public async take(records: readonly StreamRecord[]): Promise<void> {
    const { filters } = this.mapping;
    const taken = filters.length === 0 ? records : records.filter((record) => filters.some((filter) => filter.takes(record)));
    this.checkpoint.begin(records);
    if (taken.length < records.length) {
      const kept = new Set(taken);
      this.finish(records.filter((record) => !kept.has(record)));
    }
    this.lanes.forEach((lane, index) => lane.add(taken.filter(({ partitionKey }) => this.laneOf(partitionKey) === index)));
  }

  public async pump(flush: boolean, signal: AbortSignal): Promise<boolean> {
    for (const lane of this.lanes) lane.begin(flush, signal);
    const busy = this.lanes.flatMap((lane) => lane.busy ?? []);
    if (busy.length === this.lanes.length) await Promise.race(busy);
    for (const lane of this.lanes) lane.begin(flush, signal);
    return this.lanes.some((lane) => lane.size > 0 || lane.busy !== undefined);
  }

  public async settle(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.busy));
  }

  private finish(records: readonly StreamRecord[]): void {
    const [first] = records;
    const moved = this.checkpoint.finish(records);
    const { sequenceNumber } = this.checkpoint;
    if (moved && first !== undefined && sequenceNumber !== undefined) this.log.checkpoint(this.mapping.functionArn, first.shardId, sequenceNumber);
  }

  private laneOf(partitionKey: string): number {
    return this.lanes.length === 1 ? 0 : createHash('md5').update(partitionKey).digest().readUInt32BE(0) % this.lanes.length;
  }
}
