import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UserRecord } from '../kpl-format';
import { Batch, BatchParts } from './batch';
import { BufferBudget, sizeInBuffer } from './buffer-budget';
import { BufferPool } from './buffer-pool';
import { Calls } from './calls';
import { CapacityEstimate, CapacityOptions } from './capacity/capacity-estimate';
import { Dispatcher } from './dispatcher';
import { BufferFullError, InvalidOptionsError, InvalidRecordError, ProducerClosedError, RecordTooLargeError } from './errors';
import { KinesisApi } from './kinesis-api';
import { MetricsRecorder } from './metrics/metrics-recorder';
import { MetricsReporting } from './metrics/metrics-reporting';
import { ProducerMetrics } from './metrics/producer-metrics';
import { OrderedSendQueue } from './ordered-send-queue';
import { Outbox } from './outbox';
import { Generation, OutstandingPuts } from './outstanding-puts';
import { Moment } from './pending-calls';
import { Passenger, PendingRecord } from './pending-put';
import { KinesisProducerOptions } from './producer-options';
import { ProducerRecord, toUserRecord } from './producer-record';
import { PutReceipt } from './put-receipt';
import { PutResult } from './put-result';
import { RecordWritable, SinkOptions } from './record-writable';
import { Router } from './router';
import { createSdkClient } from './sdk-client';
import { SendQueue } from './send-queue';
import { resolveSettings, Settings } from './settings';
import { Settlements } from './settlements';
import { TopologySource } from './topology';

/** How the records of `putAll` ended. */
export interface PutAllResult {
  /** Records that the iterable gave. */
  readonly recordCount: number;
  /** Records in the stream; each of the others was told to `onFailure`. */
  readonly deliveredCount: number;
}

/** Buffers that are kept for later aggregates take at most this many bytes. */
const SPARE_BYTES = 16_777_216;
const SETTLED = Promise.resolve();
const CLOSED = 'the producer is closed: put before close, or make a new producer';

export interface CloseOptions {
  /**
   * Milliseconds; what is not delivered then fails with a `ProducerClosedError`.
   *
   * @default - no deadline of its own: every record ends by `recordTtl`
   */
  readonly deadline?: number;
}

/**
 * Puts records into a Kinesis data stream, many of them in one request and several in one Kinesis record, in the format of the Kinesis
 * Producer Library: every consumer that understands it gets single records.
 *
 * Needs `kinesis:PutRecords`, for aggregation `kinesis:ListShards`, and uses `kinesis:DescribeStreamSummary` where it may.
 * Records are delivered at least once; their order is not kept, unless `strictOrder` asks for it.
 */
export class KinesisProducer {
  private readonly settings: Settings;
  private readonly client: KinesisApi;
  private readonly calls: Calls;
  private readonly reporting: MetricsReporting;
  private readonly metricsRecorder: MetricsRecorder;
  private readonly outstanding = new OutstandingPuts();
  private readonly budget: BufferBudget;
  private readonly queue: Outbox;
  private readonly router: Router;
  private readonly dispatcher: Dispatcher;
  private bufferTimer: NodeJS.Timeout | undefined;
  private flushes = 0;
  private closing: Promise<void> | undefined;
  private moment: Moment | undefined;

  /** @throws InvalidOptionsError with every problem found. Makes no call: the first `put` does. */
  constructor(options: KinesisProducerOptions) {
    const settings = resolveSettings(options);
    const client = options.client ?? createSdkClient(options);
    const calls = new Calls(settings.requestTimeout);
    const queue = settings.strictOrder ? new OrderedSendQueue(settings) : new SendQueue(settings);
    const budget = new BufferBudget(settings.bufferMaxSize);
    const reporting = new MetricsReporting(options, {
      stream: settings.stream,
      calls,
      userRecordsPending: () => this.outstanding.count,
      openShards: () => topology.current?.shards?.size,
    });
    const metrics = reporting.recorder;
    const settlements = new Settlements(this.outstanding, budget, metrics);
    const topology = new TopologySource(settings, client, calls, () => {
      this.router.sealAll();
      queue.shardsChanged();
    });
    const buffers = new BufferPool(SPARE_BYTES);
    const router = new Router(settings, topology, calls, queue, settlements, buffers, () => this.sendRouted());
    this.dispatcher = new Dispatcher({
      settings,
      client,
      calls,
      queue,
      router,
      topology,
      settlements,
      metrics,
      buffers,
      onIdle: () => {
        if (budget.waitingCount > 0) this.sendNow();
      },
    });
    this.settings = settings;
    this.reporting = reporting;
    this.metricsRecorder = metrics;
    this.client = client;
    this.calls = calls;
    this.queue = queue;
    this.budget = budget;
    this.router = router;
  }

  /**
   * Puts one record. Resolves when the stream has it, rejects with a `ProducerError` when it is given up or can never be put; in either case once.
   *
   * Waits while the buffer is full (or rejects with a `BufferFullError`, see `whenBufferFull`): await it, or many puts at a time,
   * to let the stream set the pace.
   */
  public put(record: ProducerRecord): Promise<PutResult> {
    // no async function: it would make a second promise for every record
    try {
      return this.putValid(toUserRecord(record));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * Puts many records at less than half the cost of as many calls of `put`: there is one promise, and it tells which records failed.
   *
   * Resolves, when every record is delivered or has failed, with a receipt; look at its `failures`. A record that is invalid, or too large, or
   * finds the buffer full with `whenBufferFull` `reject`, fails alone. While the buffer is full the rest of the records waits. Leave the array
   * and the records unchanged until the promise settles. Rejects only with a `ProducerClosedError`, or an `InvalidRecordError` when `records` is no array.
   */
  public putMany(records: readonly ProducerRecord[]): Promise<PutReceipt> {
    return this.submit(records, () => undefined);
  }

  /**
   * A stream in object mode that puts the records written to it and asks its source to wait while the buffer is full. Its end waits until
   * every record is delivered or has failed; the producer stays open.
   */
  public writable(options: SinkOptions = {}): Writable {
    return this.sink(options);
  }

  /**
   * Puts all records of an iterable or async iterable, and asks for the next only when there is room in the buffer.
   *
   * Resolves when every record is delivered or has failed. Without `onFailure` it rejects with the `ProducerError` of the first record that
   * fails, after it has asked for no more and all that were under way have ended.
   */
  public async putAll(records: Iterable<ProducerRecord> | AsyncIterable<ProducerRecord>, options: SinkOptions = {}): Promise<PutAllResult> {
    const sink = this.sink(options);
    await pipeline(records, sink);
    return { recordCount: sink.recordCount, deliveredCount: sink.deliveredCount };
  }

  /** Sends everything now. Resolves when every record put before is delivered or has failed; never rejects. */
  public async flush(): Promise<void> {
    this.flushes++;
    this.sendNow();
    await this.outstanding.settled();
    this.flushes--;
  }

  /**
   * Takes no more records, sends what is there and frees the connections. Resolves when every record is delivered or has failed.
   *
   * @throws InvalidOptionsError when the deadline is no number of milliseconds
   */
  public async close(options: CloseOptions = {}): Promise<void> {
    const { deadline } = options;
    if (deadline !== undefined && !(Number.isInteger(deadline) && deadline >= 0 && deadline < 2 ** 31)) {
      throw new InvalidOptionsError([`deadline is ${String(deadline)}, allowed are whole numbers of milliseconds from 0 to ${2 ** 31 - 1}`]);
    }
    this.closing ??= this.shutDown();
    // a later call may still set a deadline
    const timer = deadline === undefined ? undefined : setTimeout(() => this.stop(`close reached its deadline of ${deadline} ms`), deadline);
    await this.closing;
    clearTimeout(timer);
  }

  /** What the producer has done until now. */
  public metrics(): ProducerMetrics {
    return this.reporting.snapshot();
  }

  /**
   * What a stream needs and costs that takes what this producer has put since it was made: shards, the cheaper mode, head-room. Other producers of the stream
   * are not in it: record all of them (`onThroughput`) and give their files to `estimateCapacity`, or to the command `streaming-analytics-capacity`.
   *
   * @throws InvalidOptionsError with every problem found
   */
  public capacityEstimate(options: CapacityOptions = {}): CapacityEstimate {
    return this.reporting.capacityEstimate(options);
  }

  private sink(options: SinkOptions): RecordWritable {
    return new RecordWritable((records, onAdmitted) => this.submit(records, onAdmitted), async () => this.flush(), options);
  }

  private submit(records: readonly ProducerRecord[], onAdmitted: () => void): Promise<PutReceipt> {
    return new Promise<PutReceipt>((resolve) => {
      if (!Array.isArray(records)) throw new InvalidRecordError([`records is ${String(records)}, expected is an array of records`]);
      if (this.closing !== undefined) throw new ProducerClosedError(CLOSED);
      new Batch(records, this.batchParts(this.outstanding.begin(records.length), onAdmitted), resolve).start();
    });
  }

  /** A method of its own, because functions keep alive all that is around them: here, no records. */
  private batchParts(generation: Generation, onAdmitted: () => void): BatchParts {
    const { bufferMaxSize, whenBufferFull } = this.settings;
    return {
      bufferMaxSize,
      whenBufferFull,
      generation,
      onAdmitted,
      tryReserve: (size) => this.budget.tryReserve(size),
      wait: (waiting) => {
        this.budget.wait(waiting);
        this.makeRoom();
      },
      admit: (record, put, index) => {
        this.metricsRecorder.userRecordsReceived++;
        this.admit(record, put, index);
      },
      settledUnadmitted: () => this.outstanding.settle(generation, 1),
    };
  }

  private putValid(record: UserRecord): Promise<PutResult> {
    const { bufferMaxSize, whenBufferFull } = this.settings;
    const size = sizeInBuffer(record, { overhead: PendingRecord.OVERHEAD });
    if (this.closing !== undefined) throw new ProducerClosedError(CLOSED);
    if (size > bufferMaxSize) throw new RecordTooLargeError(record.partitionKey, size, bufferMaxSize);
    const hasRoom = this.budget.tryReserve(size);
    if (!hasRoom && whenBufferFull === 'reject') throw new BufferFullError(bufferMaxSize);
    this.metricsRecorder.userRecordsReceived++;
    const generation = this.outstanding.begin(1);
    if (!hasRoom) return new Promise((resolve, reject) => this.waitForRoom(record, size, new PendingRecord(generation, resolve, reject)));
    const moment = this.momentOf(generation);
    this.admit(record, moment, 0);
    return moment.takePromise();
  }

  private momentOf(generation: Generation): Moment {
    if (this.moment?.generation === generation && !this.moment.isOver) return this.moment;
    this.moment = new Moment(generation, performance.now());
    // when the caller pauses
    void SETTLED.then(() => this.endMoment());
    return this.moment;
  }

  private endMoment(): void {
    this.moment = undefined;
  }

  private admit(record: UserRecord, put: Passenger, index: number): void {
    this.router.route(record, put, index);
    this.bufferTimer ??= setTimeout(() => this.sendNow(), this.flushes > 0 ? 0 : this.settings.recordMaxBufferedTime);
    if (this.queue.isReady) this.dispatcher.pump();
  }

  private waitForRoom(record: UserRecord, size: number, put: PendingRecord): void {
    this.budget.wait({
      size,
      admit: (now) => {
        put.admittedAt = now;
        this.admit(record, put, 0);
        return false;
      },
      refuse: () => {
        put.failed(0, new ProducerClosedError('close reached its deadline while the record waited for room in the buffer'));
        this.outstanding.settle(put.generation, 1);
      },
    });
    this.makeRoom();
  }

  private makeRoom(): void {
    // nothing is under way that would make room: do not wait for the buffered time
    if (this.dispatcher.isIdle) this.sendNow();
  }

  private sendRouted(): void {
    // the buffered time of the first record may be over, and others may wait for its room
    if (this.bufferTimer === undefined || this.budget.waitingCount > 0) this.sendNow();
    else if (this.queue.isReady) this.dispatcher.pump();
  }

  private sendNow(): void {
    clearTimeout(this.bufferTimer);
    this.bufferTimer = undefined;
    this.router.sealAll();
    this.queue.markDue();
    this.dispatcher.pump();
  }

  private async shutDown(): Promise<void> {
    await this.flush();
    clearTimeout(this.bufferTimer);
    await this.reporting.close();
    this.calls.abortAll();
    this.client.destroy?.();
  }

  private stop(reason: string): void {
    this.budget.refuseWaiting();
    this.router.failUnrouted((attempts) => new ProducerClosedError(reason, attempts));
    this.router.sealAll();
    this.dispatcher.stop(reason);
  }
}
