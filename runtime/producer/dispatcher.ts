import { BufferPool } from './buffer-pool';
import { Calls, toApiError } from './calls';
import { ProducerClosedError } from './errors';
import { Failure, failureOfRecord } from './failure';
import { KinesisApi, KinesisApiError, PutRecordsResult } from './kinesis-api';
import { MetricsRecorder } from './metrics/metrics-recorder';
import { Outbox } from './outbox';
import { OutgoingRecord } from './outgoing-record';
import { Placement } from './placement';
import { blamesARecord, exhaustionError, refusalError } from './refusal';
import { Retries } from './retries';
import { Router } from './router';
import { Settings } from './settings';
import { Settlements } from './settlements';
import { ShardRates } from './shard-rates';
import { TopologySource } from './topology';

interface Arrival {
  readonly record: OutgoingRecord;
  readonly shardId: string;
  readonly sequenceNumber: string;
}

/** The parts of a producer that sending a request takes. */
export interface DispatcherParts {
  readonly settings: Settings;
  readonly client: KinesisApi;
  readonly calls: Calls;
  readonly queue: Outbox;
  readonly router: Router;
  readonly topology: TopologySource;
  readonly settlements: Settlements;
  readonly metrics: MetricsRecorder;
  /** Where the memory of aggregates comes from. */
  readonly buffers: BufferPool;
  /** Called when nothing is queued or under way. */
  readonly onIdle: () => void;
}

/** Sends requests, reads the answers, and decides for each record: delivered, failed, or once more. */
export class Dispatcher {
  private readonly retries: Retries;
  private readonly placement: Placement;
  private readonly rates = new ShardRates();
  private inFlight = 0;
  private holds = 0;
  private isPumping = false;
  private isLearning = false;
  private stopReason: string | undefined;

  constructor(private readonly parts: DispatcherParts) {
    this.placement = new Placement(parts.topology);
    this.retries = new Retries(parts.settings, (records) => {
      for (const record of records) parts.queue.replace(record, [record]);
      this.pump();
    });
  }

  public get isIdle(): boolean {
    return this.inFlight === 0 && this.parts.queue.length === 0;
  }

  /** Sends what is ready, as far as connections are free. */
  public pump(): void {
    if (this.isPumping) return;
    this.isPumping = true;
    const { queue, settings } = this.parts;
    const unordered = queue.takeForRegrouping();
    if (unordered !== undefined) this.regroup(unordered);
    while (this.stopReason === undefined && this.holds === 0 && this.inFlight < settings.maxConnections && queue.isReady) {
      const batch = this.sendable(queue.take());
      if (batch.length > 0) void this.send(batch);
    }
    this.isPumping = false;
  }

  /** Sends nothing any more; every record that is queued, under way or waiting for a retry fails. */
  public stop(reason: string): void {
    this.stopReason = reason;
    const { queue, calls } = this.parts;
    const waiting = this.retries.takeAll();
    waiting.push(...queue.takeAll());
    for (const record of waiting) this.failStopped(record, reason);
    calls.abortAll();
  }

  private sendable(batch: readonly OutgoingRecord[]): readonly OutgoingRecord[] {
    const now = performance.now();
    const { settings, router, queue } = this.parts;
    const isSendable = (record: OutgoingRecord) => now - record.oldestAdmission < settings.recordTtl && !this.placement.isStale(record);
    const alive = batch.filter(isSendable);
    if (alive.length < batch.length) {
      const others = batch.filter((record) => !isSendable(record));
      // together, when their order is no matter, so that they fill their aggregates again
      if (settings.strictOrder) for (const record of others) queue.replace(record, router.regroup([record], now));
      else queue.replace(others[0], router.regroup(others, now));
    }
    return alive.filter((record) => {
      const delay = this.rates.delayOf(record, now);
      if (delay > 0) this.retries.defer(record, delay, now);
      return delay === 0;
    });
  }

  /** Brings what waits into the order of the shards of now: first what was for other shards. */
  private regroup(records: readonly OutgoingRecord[]): void {
    const { queue, router, settlements } = this.parts;
    settlements.admitAfter(() => {
      const regrouped = router.regroup(records.filter((record) => this.placement.isStale(record)), performance.now());
      for (const record of [...regrouped, ...records.filter((other) => !this.placement.isStale(other))]) queue.push(record);
    });
    queue.markDue();
  }

  private async send(batch: readonly OutgoingRecord[]): Promise<void> {
    this.inFlight++;
    this.measureBuffering(batch, performance.now());
    await this.request(batch);
    this.inFlight--;
    this.pump();
    if (this.isIdle) this.parts.onIdle();
  }

  private async request(batch: readonly OutgoingRecord[]): Promise<void> {
    const start = performance.now();
    let results: readonly PutRecordsResult[];
    try {
      results = await this.call(batch);
    } catch (error) {
      await this.refused(batch, toApiError(error), start);
      return;
    }
    this.parts.metrics.requested(performance.now() - start, batch.length, batch.reduce((sum, { passengers }) => sum + passengers.count, 0));
    await this.answered(batch, results, start);
  }

  private async call(batch: readonly OutgoingRecord[]): Promise<readonly PutRecordsResult[]> {
    const { client, calls, settings } = this.parts;
    const records = batch.map(({ data, partitionKey, explicitHashKey }) => ({ data, partitionKey, explicitHashKey }));
    const answer = await calls.run(async (signal) => client.putRecords({ ...settings.stream, records }, { signal }));
    if (answer.records.length === batch.length) return answer.records;
    throw new KinesisApiError('InvalidResponse', 'fault', `the answer has ${answer.records.length} results for ${batch.length} records`);
  }

  private async answered(batch: readonly OutgoingRecord[], results: readonly PutRecordsResult[], start: number): Promise<void> {
    const misplaced: Arrival[] = [];
    const failed: [OutgoingRecord, Failure][] = [];
    const end = performance.now();
    batch.forEach((record, index) => {
      const { shardId, sequenceNumber, errorCode, errorMessage } = results[index] ?? {};
      if (shardId === undefined || sequenceNumber === undefined) {
        failed.push([record, failureOfRecord(errorCode, errorMessage)]);
      } else if (this.placement.isAsPredicted(record, shardId)) {
        if (this.placement.isSurprise(record, shardId)) void this.learnMeanwhile(start);
        this.delivered({ record, shardId, sequenceNumber }, start, end);
      } else {
        misplaced.push({ record, shardId, sequenceNumber });
      }
    });
    this.failedAttempts(failed, start, end);
    if (misplaced.length > 0) await this.judge(misplaced, start, end);
  }

  /** A request that failed as a whole. */
  private async refused(batch: readonly OutgoingRecord[], { kind, code, message }: KinesisApiError, start: number): Promise<void> {
    const end = performance.now();
    const failure = { kind, errorCode: code, errorMessage: message };
    if (batch.length === 1 || !blamesARecord(code)) {
      this.failedAttempts(batch.map((record) => [record, failure]), start, end);
      return;
    }
    // one bad record must not take its neighbours along: halve until it is alone; until then it is no failed attempt of any of them
    this.parts.metrics.failed(code);
    await this.request(batch.slice(0, batch.length / 2));
    await this.request(batch.slice(batch.length / 2));
  }

  /** Aggregates that arrived on another shard than predicted: the stream was resharded. Nothing is sent until its new shards are known. */
  private async judge(misplaced: readonly Arrival[], start: number, end: number): Promise<void> {
    this.holds++;
    // when it fails, the records are sent again by the old map, and the next answer asks for the new one again
    await this.learn(start);
    this.holds--;
    const failed: [OutgoingRecord, Failure][] = [];
    for (const arrival of misplaced) {
      const { record, shardId } = arrival;
      if (this.placement.isRight(record, shardId)) {
        this.delivered(arrival, start, end);
      } else {
        const errorMessage = `predicted ${record.shard?.shardId}, arrived on ${shardId}, where not all of its records belong`;
        failed.push([record, { kind: 'fault', errorCode: 'WrongShard', errorMessage }]);
      }
    }
    this.failedAttempts(failed, start, end);
    this.forgetClosedShards();
  }

  /** What arrived is right, and what is sent until then is judged when it arrives. */
  private async learnMeanwhile(since: number): Promise<void> {
    if (this.isLearning) return;
    this.isLearning = true;
    await this.learn(since);
    this.isLearning = false;
    this.forgetClosedShards();
    // what waits may have to be regrouped
    this.pump();
  }

  private async learn(since: number): Promise<void> {
    await this.parts.topology.refresh(since).catch(toApiError);
  }

  private forgetClosedShards(): void {
    const isOpen = (shardId: string) => this.parts.topology.current?.shards?.byShardId(shardId) !== undefined;
    this.rates.retain(isOpen);
    this.parts.metrics.retain(isOpen);
  }

  private delivered({ record, shardId, sequenceNumber }: Arrival, start: number, end: number): void {
    record.attempted(start, end);
    this.parts.queue.settled(record);
    this.rates.accepted(shardId);
    this.parts.metrics.written(shardId, record.written);
    this.parts.settlements.delivered(record, shardId, sequenceNumber);
    // a call that was given up may still be reading
    if (this.parts.client.keepsData === false && record.isAggregate && record.attempts.length === 1) this.parts.buffers.release(record.data);
  }

  private failedAttempts(failed: readonly [OutgoingRecord, Failure][], start: number, end: number): void {
    const again = { throttle: new Array<OutgoingRecord>(), fault: new Array<OutgoingRecord>() };
    for (const [record, failure] of failed) {
      this.noteFailure(record, failure, start, end);
      if (failure.kind === 'throttle' && record.shard !== undefined) this.rates.throttled(record.shard.shardId, end);
      if (this.stopReason !== undefined) this.failStopped(record, this.stopReason);
      else if (failure.kind !== 'refused' && this.retries.allows(record, failure, end)) again[failure.kind].push(record);
      else this.failForGood(record, failure);
    }
    this.retries.schedule('throttle', again.throttle, end);
    this.retries.schedule('fault', again.fault, end);
  }

  private noteFailure(record: OutgoingRecord, { errorCode, errorMessage }: Failure, start: number, end: number): void {
    record.attempted(start, end, { errorCode, errorMessage });
    this.parts.metrics.failed(errorCode, record.shard?.shardId);
  }

  private failForGood(record: OutgoingRecord, { kind, errorCode, errorMessage }: Failure): void {
    this.parts.queue.settled(record);
    this.parts.settlements.failed(record, (attempts) => {
      return kind === 'refused' ? refusalError(errorCode, errorMessage, attempts) : exhaustionError(attempts);
    });
  }

  private failStopped(record: OutgoingRecord, reason: string): void {
    this.parts.queue.settled(record);
    this.parts.settlements.failed(record, (attempts) => new ProducerClosedError(reason, attempts));
  }

  private measureBuffering(batch: readonly OutgoingRecord[], now: number): void {
    const { metrics } = this.parts;
    for (const { attemptCount, passengers, shard } of batch) {
      if (attemptCount === 0) passengers.forEachPut(({ admittedAt }, count) => metrics.buffered(shard?.shardId, now - admittedAt, count));
    }
  }
}
