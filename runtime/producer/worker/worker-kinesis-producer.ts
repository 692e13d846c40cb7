import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { checkCrossing } from './crossing';
import { Failed, FromWorker, ToWorker } from './messages';
import { ParcelWriter, SentParcel } from './parcel';
import { fromPlainError } from './plain-error';
import { UserRecord } from '../../kpl-format';
import { sizeInBuffer } from '../buffer-budget';
import { CapacityEstimate, CapacityOptions } from '../capacity/capacity-estimate';
import { InvalidOptionsError, ProducerClosedError, ProducerError, WorkerThreadError } from '../errors';
import { ProducerMetrics } from '../metrics/producer-metrics';
import { checkOptions } from '../option-checks';
import { Generation } from '../outstanding-puts';
import { Passenger, PendingRecord, PendingShare } from '../pending-put';
import { KinesisProducerOptions } from '../producer-options';
import { PutResult } from '../put-result';
import { RecordIntake, WAITED_TOO_LONG } from '../record-intake';
import { resolveSettings } from '../settings';

/** A parcel that has reached this size goes at once; a smaller one, when the caller pauses. */
const PARCEL_BYTES = 262_144;
/** Milliseconds in which the thread must have told of every record after the deadline of `close`. */
const LAST_WORDS = 1000;
const THREAD_CLOSED = 'the producer is closed, and its thread has ended: ask before close';
/** A receipt does not tell where its records were written. */
const UNTOLD: PutResult = { shardId: '', sequenceNumber: '', attempts: [] };

interface Question {
  readonly resolve: (answer: Extract<FromWorker, { kind: 'answer' }>) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A `KinesisProducer` in a worker thread: packing, hashing, signing and sending do not hold up the event loop of the caller, who pays for a copy of each record
 * only. It takes more processor time altogether, and a second one to take it on.
 *
 * Takes the options of `KinesisProducer`, but none that holds a function: `client`, `agent`, `cloudWatch`, `meter`, `retryPolicy.retryWhen` and the like stay
 * in their thread. Records, results, errors, back-pressure, `flush` and `close` are those of `KinesisProducer`; `metrics` and `capacityEstimate` give a promise.
 * When the thread ends of itself, every record that has not ended fails with a `WorkerThreadError`, and so does every later put.
 *
 * The thread runs a file of this package: leave the package out of bundles (esbuild: `--external:streaming-analytics-pipeline`).
 */
export class WorkerKinesisProducer extends RecordIntake {
  private readonly worker: Worker;
  private readonly writer = new ParcelWriter();
  private readonly sent = new Map<number, SentParcel>();
  private readonly questions = new Map<number, Question>();
  private readonly exited: Promise<void>;
  private parcels = 0;
  private asked = 0;
  private receivedCount = 0;
  private open: SentParcel | undefined;
  private isHurried = false;
  private stopReason: string | undefined;
  private lastMetrics: ProducerMetrics | undefined;
  private ended: ProducerError | undefined;

  /** @throws InvalidOptionsError with every problem found. Starts the thread, which makes no call: the first `put` does. */
  constructor(options: KinesisProducerOptions) {
    const problems = [...checkOptions(options), ...checkCrossing(options)];
    if (problems.length > 0) throw new InvalidOptionsError(problems);
    super(resolveSettings(options));
    this.worker = new Worker(join(__dirname, 'producer-thread.js'), { workerData: options });
    this.worker.on('message', (message: FromWorker) => this.handle(message));
    let cause = 'it exited';
    this.worker.on('error', (error) => {
      cause = String(error);
    });
    this.exited = new Promise((resolve) => {
      this.worker.once('exit', () => {
        this.failAll(cause);
        resolve();
      });
    });
    // a producer that has nothing to do keeps no process alive
    this.worker.unref();
  }

  /** What the producer has done until now, or until it was closed. Rejects with a ProducerError when the thread could not tell it before its end. */
  public async metrics(): Promise<ProducerMetrics> {
    const metrics = this.lastMetrics ?? (await this.ask({})).metrics;
    return { ...metrics, UserRecordsReceived: this.receivedCount, UserRecordsPending: this.outstanding.count };
  }

  /**
   * What a stream needs and costs that takes what this producer has put since it was made: see `KinesisProducer.capacityEstimate`. Ask before `close`.
   *
   * Rejects with an InvalidOptionsError with every problem found, or with a ProducerClosedError after `close`.
   */
  public async capacityEstimate(options: CapacityOptions = {}): Promise<CapacityEstimate> {
    const { estimate, error } = await this.ask({ capacity: options });
    if (estimate === undefined) throw error === undefined ? new ProducerClosedError(THREAD_CLOSED) : fromPlainError(error);
    return estimate;
  }

  /** @internal */
  protected override get refusal(): ProducerError | undefined {
    return super.refusal ?? this.ended;
  }

  /** @internal */
  protected take(record: UserRecord, generation: Generation): Promise<PutResult> {
    return new Promise((resolve, reject) => this.admit(record, new PendingRecord(generation, resolve, reject), 0));
  }

  /** @internal */
  protected received(): void {
    this.receivedCount++;
  }

  /** @internal */
  protected admit(record: UserRecord, put: Passenger, index: number): void {
    const isTold = !(put instanceof PendingShare);
    if (this.open !== undefined && (this.open.isTold !== isTold || this.writer.size >= PARCEL_BYTES)) this.post();
    if (this.open === undefined) {
      this.open = new SentParcel(isTold);
      setImmediate(() => {
        // the thread began no flush for what got its room since
        if (this.isFlushing) this.sendNow();
        else this.post();
      });
    }
    this.writer.add(record);
    this.open.add(put, index, sizeInBuffer(record, put));
  }

  /** @internal */
  protected makeRoom(): void {
    this.post();
    if (this.isHurried) return;
    this.isHurried = true;
    this.tell({ kind: 'flush' });
  }

  /** @internal */
  protected sendNow(): void {
    this.post();
    this.tell({ kind: 'flush' });
  }

  /** @internal */
  protected async end(): Promise<void> {
    // from now on the process waits for it
    this.worker.ref();
    this.tell({ kind: 'close' });
    await this.exited;
  }

  /** @internal */
  protected stop(reason: string): void {
    this.stopReason = reason;
    this.budget.refuseWaiting(new ProducerClosedError(WAITED_TOO_LONG));
    this.post();
    this.tell({ kind: 'stop' });
    const timer = setTimeout(() => void this.worker.terminate(), LAST_WORDS);
    void this.exited.then(() => clearTimeout(timer));
  }

  private post(): void {
    const { open } = this;
    if (open === undefined) return;
    this.open = undefined;
    const parcel = ++this.parcels;
    this.sent.set(parcel, open);
    const bytes = this.writer.take();
    this.worker.ref();
    this.tell({ kind: 'parcel', parcel, isTold: open.isTold, count: open.count, bytes }, [bytes]);
  }

  private tell(message: ToWorker, transferred: readonly ArrayBuffer[] = []): void {
    this.worker.postMessage(message, transferred);
  }

  private ask(question: { readonly capacity?: CapacityOptions }): Promise<Extract<FromWorker, { kind: 'answer' }>> {
    return new Promise((resolve, reject) => {
      if (this.ended !== undefined) throw this.ended;
      this.questions.set(++this.asked, { resolve, reject });
      this.tell({ kind: 'ask', question: this.asked, ...question });
    });
  }

  private handle(message: FromWorker): void {
    switch (message.kind) {
      case 'ends':
        for (const { parcel, positions, result } of message.written) positions.forEach((position) => this.written(parcel, position, 1, result));
        message.failed.forEach((failed) => this.failed(failed));
        break;
      case 'receipt':
        message.failed.forEach((failed) => this.failed(failed));
        // all others
        this.sent.get(message.parcel)?.passengers.forEachPut((_, count, start) => this.written(message.parcel, start, count, UNTOLD));
        break;
      case 'flushed':
        this.isHurried = false;
        if (this.budget.waitingCount > 0) this.makeRoom();
        break;
      case 'answer':
        this.questions.get(message.question)?.resolve(message);
        this.questions.delete(message.question);
        break;
      case 'closed':
        this.lastMetrics = message.metrics;
        break;
    }
    if (this.sent.size === 0 && this.questions.size === 0 && super.refusal === undefined) this.worker.unref();
  }

  private written(parcel: number, position: number, count: number, result: PutResult): void {
    const sent = this.sent.get(parcel);
    if (sent === undefined) return;
    const put = sent.passengers.putAt(position);
    let size = 0;
    let written = 0;
    for (let n = position; n < position + count; n++) {
      const settled = sent.settle(n);
      size += settled;
      if (settled > 0) written++;
    }
    if (written > 0) put.delivered(written, result, sent.passengers, position);
    this.settled(parcel, sent, put.generation, written, size);
  }

  private failed({ parcel, position, error }: Failed): void {
    const isStopped = this.stopReason !== undefined && error.code === 'ProducerClosed';
    this.failAt(parcel, position, isStopped ? new ProducerClosedError(this.stopReason ?? '', error.attempts) : fromPlainError(error));
  }

  private failAt(parcel: number, position: number, error: ProducerError): void {
    const sent = this.sent.get(parcel);
    const size = sent?.settle(position) ?? 0;
    if (sent === undefined || size === 0) return;
    const put = sent.passengers.putAt(position);
    put.failed(sent.passengers.indexAt(position), error);
    this.settled(parcel, sent, put.generation, 1, size);
  }

  private settled(parcel: number, sent: SentParcel, generation: Generation, count: number, size: number): void {
    this.outstanding.settle(generation, count);
    if (sent.isSettled) this.sent.delete(parcel);
    this.budget.release(size);
  }

  private endedBy(cause: string): ProducerError {
    if (this.lastMetrics !== undefined) return new ProducerClosedError(THREAD_CLOSED);
    return this.stopReason === undefined ? new WorkerThreadError(cause) : new ProducerClosedError(this.stopReason);
  }

  /** The thread has ended. */
  private failAll(cause: string): void {
    const ended = this.endedBy(cause);
    this.ended = ended;
    // first those that wait: what the others hold must not let them in
    this.budget.refuseWaiting(ended);
    this.post();
    for (const [parcel, { count }] of this.sent) for (let position = 0; position < count; position++) this.failAt(parcel, position, ended);
    for (const { reject } of this.questions.values()) reject(ended);
    this.questions.clear();
  }
}
