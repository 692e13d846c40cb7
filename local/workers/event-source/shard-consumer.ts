import { createHash } from 'node:crypto';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { ShardConsumer } from '../shard-worker';
import type { StreamRecord } from '../stream-record';
import type { WorkerLog } from '../worker-log';
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

  constructor(lambda: LambdaClient, private readonly mapping: MappingConfiguration, log: WorkerLog, destination?: OnFailureDestination) {
    this.lanes = Array.from({ length: mapping.parallelization }, () => new Lane(mapping, new BatchDelivery(lambda, mapping, log, destination)));
  }

  public room(): number {
    return Math.max(0, this.mapping.batchSize - Math.max(...this.lanes.map(({ size }) => size)));
  }

  public async take(records: readonly StreamRecord[]): Promise<void> {
    const { filters } = this.mapping;
    const taken = filters.length === 0 ? records : records.filter((record) => filters.some((filter) => filter.takes(record)));
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

  private laneOf(partitionKey: string): number {
    return this.lanes.length === 1 ? 0 : createHash('md5').update(partitionKey).digest().readUInt32BE(0) % this.lanes.length;
  }
}
