import { UserRecord } from '../kpl-format';
import { BufferPool } from './buffer-pool';
import { Calls } from './calls';
import { CapacityEstimate, CapacityOptions } from './capacity/capacity-estimate';
import { Dispatcher } from './dispatcher';
import { ProducerClosedError } from './errors';
import { KinesisApi } from './kinesis-api';
import { MetricsRecorder } from './metrics/metrics-recorder';
import { MetricsReporting } from './metrics/metrics-reporting';
import { ProducerMetrics } from './metrics/producer-metrics';
import { OrderedSendQueue } from './ordered-send-queue';
import { Outbox } from './outbox';
import { Generation } from './outstanding-puts';
import { Moment } from './pending-calls';
import { Passenger } from './pending-put';
import { KinesisProducerOptions } from './producer-options';
import { PutResult } from './put-result';
import { RecordIntake, WAITED_TOO_LONG } from './record-intake';
import { Router } from './router';
import { createSdkClient } from './sdk-client';
import { SealedAggregates } from './sealed-aggregates';
import { SendQueue } from './send-queue';
import { resolveSettings, Settings } from './settings';
import { Settlements } from './settlements';
import { TopologySource } from './topology';

/** Buffers that are kept for later aggregates take at most this many bytes. */
const SPARE_BYTES = 16_777_216;
const SETTLED = Promise.resolve();

/**
 * Puts records into a Kinesis data stream, many of them in one request and several in one Kinesis record, in the format of the Kinesis
 * Producer Library: every consumer that understands it gets single records.
 *
 * Needs `kinesis:PutRecords`, for aggregation `kinesis:ListShards`, and uses `kinesis:DescribeStreamSummary` where it may.
 * Records are delivered at least once; their order is not kept, unless `strictOrder` asks for it.
 */
export class KinesisProducer extends RecordIntake {
  private readonly settings: Settings;
  private readonly client: KinesisApi;
  private readonly calls: Calls;
  private readonly reporting: MetricsReporting;
  private readonly metricsRecorder: MetricsRecorder;
  private readonly queue: Outbox;
  private readonly router: Router;
  private readonly dispatcher: Dispatcher;
  private bufferTimer: NodeJS.Timeout | undefined;
  private moment: Moment | undefined;

  /** @throws InvalidOptionsError with every problem found. Makes no call: the first `put` does. */
  constructor(options: KinesisProducerOptions) {
    const settings = resolveSettings(options);
    super(settings);
    const { budget } = this;
    const client = options.client ?? createSdkClient(options);
    const calls = new Calls(settings.requestTimeout);
    const queue = settings.strictOrder ? new OrderedSendQueue(settings) : new SendQueue(settings);
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
    const router = new Router(settings, topology, calls, queue, settlements, new SealedAggregates(buffers), () => this.sendRouted());
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
    this.router = router;
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

  /** @internal */
  protected take(record: UserRecord, generation: Generation): Promise<PutResult> {
    const moment = this.momentOf(generation);
    this.admit(record, moment, 0);
    return moment.takePromise();
  }

  /** @internal */
  protected received(): void {
    this.metricsRecorder.userRecordsReceived++;
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

  /** @internal */
  protected admit(record: UserRecord, put: Passenger, index: number): void {
    this.router.route(record, put, index);
    this.bufferTimer ??= setTimeout(() => this.sendNow(), this.isFlushing ? 0 : this.settings.recordMaxBufferedTime);
    if (this.queue.isReady) this.dispatcher.pump();
  }

  /** @internal */
  protected makeRoom(): void {
    // nothing is under way that would make room: do not wait for the buffered time
    if (this.dispatcher.isIdle) this.sendNow();
  }

  private sendRouted(): void {
    // the buffered time of the first record may be over, and others may wait for its room
    if (this.bufferTimer === undefined || this.budget.waitingCount > 0) this.sendNow();
    else if (this.queue.isReady) this.dispatcher.pump();
  }

  /** @internal */
  protected sendNow(): void {
    clearTimeout(this.bufferTimer);
    this.bufferTimer = undefined;
    this.router.sealAll();
    this.queue.markDue();
    this.dispatcher.pump();
  }

  /** @internal */
  protected async end(): Promise<void> {
    clearTimeout(this.bufferTimer);
    await this.reporting.close();
    this.calls.abortAll();
    this.client.destroy?.();
  }

  /** @internal */
  protected stop(reason: string): void {
    this.budget.refuseWaiting(new ProducerClosedError(WAITED_TOO_LONG));
    this.router.failUnrouted((attempts) => new ProducerClosedError(reason, attempts));
    this.router.sealAll();
    this.dispatcher.stop(reason);
  }
}
