import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UserRecord } from '../kpl-format';
import { Batch, BatchParts } from './batch';
import { BufferBudget, sizeInBuffer } from './buffer-budget';
import { BufferFullError, InvalidOptionsError, InvalidRecordError, ProducerClosedError, ProducerError, RecordTooLargeError } from './errors';
import { Generation, OutstandingPuts } from './outstanding-puts';
import { Passenger, PendingRecord } from './pending-put';
import { ProducerRecord, toUserRecord } from './producer-record';
import { PutReceipt } from './put-receipt';
import { PutResult } from './put-result';
import { RecordWritable, SinkOptions } from './record-writable';
import { Settings } from './settings';
import { Source } from './source';

/** How the records of `putAll` ended. */
export interface PutAllResult {
  /** Records that the iterable gave. */
  readonly recordCount: number;
  /** Records in the stream; each of the others was told to `onFailure`. */
  readonly deliveredCount: number;
}

export const WAITED_TOO_LONG = 'close reached its deadline while the record waited for room in the buffer';
const CLOSED = 'the producer is closed: put before close, or make a new producer';

export interface CloseOptions {
  /**
   * Milliseconds; what is not delivered then fails with a `ProducerClosedError`.
   *
   * @default - no deadline of its own: every record ends by `recordTtl`
   */
  readonly deadline?: number;
}

/** Takes records from callers: checks them, gives them room in the buffer in the order of the calls, and waits until they have ended. */
export abstract class RecordIntake {
  /** @internal */
  protected readonly outstanding = new OutstandingPuts();
  /** @internal */
  protected readonly budget: BufferBudget;
  private flushes = 0;
  private closing: Promise<void> | undefined;

  /** @internal */
  constructor(private readonly limits: Pick<Settings, 'bufferMaxSize' | 'whenBufferFull'>) {
    this.budget = new BufferBudget(limits.bufferMaxSize);
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
   * fails, after it has asked for no more and all that were under way have ended; up to `highWaterMark` records that it had asked for are not put then.
   * With what the iterable throws it rejects when all records before are delivered; should one of them fail without `onFailure`, with its error.
   */
  public async putAll(records: Iterable<ProducerRecord> | AsyncIterable<ProducerRecord>, options: SinkOptions = {}): Promise<PutAllResult> {
    const sink = this.sink(options);
    const source = new Source(records);
    try {
      await pipeline(source, sink);
    } finally {
      await sink.settled();
    }
    source.throwIfBroken();
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
    try {
      await this.closing;
    } finally {
      // a client may throw when it is destroyed
      clearTimeout(timer);
    }
  }

  /** @internal */
  protected get isFlushing(): boolean {
    return this.flushes > 0;
  }

  /** Takes over one record of a call of `put`, which has room in the buffer. @internal */
  protected abstract take(record: UserRecord, generation: Generation): Promise<PutResult>;

  /** Takes over a record that has room in the buffer. @internal */
  protected abstract admit(record: UserRecord, put: Passenger, index: number): void;

  /** Counts a record that the buffer will take. @internal */
  protected abstract received(): void;

  /** Called when records begin to wait for room. @internal */
  protected abstract makeRoom(): void;

  /** @internal */
  protected abstract sendNow(): void;

  /** Ends everything, when every record has ended. @internal */
  protected abstract end(): Promise<void>;

  /** Lets every record that has not ended fail. @internal */
  protected abstract stop(reason: string): void;

  /** Why no record is taken any more. @internal */
  protected get refusal(): ProducerError | undefined {
    return this.closing === undefined ? undefined : new ProducerClosedError(CLOSED);
  }

  private sink(options: SinkOptions): RecordWritable {
    return new RecordWritable((records, onAdmitted) => this.submit(records, onAdmitted), async () => this.flush(), options);
  }

  private submit(records: readonly ProducerRecord[], onAdmitted: () => void): Promise<PutReceipt> {
    return new Promise<PutReceipt>((resolve) => {
      if (!Array.isArray(records)) throw new InvalidRecordError([`records is ${String(records)}, expected is an array of records`]);
      const { refusal } = this;
      if (refusal !== undefined) throw refusal;
      new Batch(records, this.batchParts(this.outstanding.begin(records.length), onAdmitted), resolve).start();
    });
  }

  /** A method of its own, because functions keep alive all that is around them: here, no records. */
  private batchParts(generation: Generation, onAdmitted: () => void): BatchParts {
    const { bufferMaxSize, whenBufferFull } = this.limits;
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
        this.received();
        this.admit(record, put, index);
      },
      settledUnadmitted: () => this.outstanding.settle(generation, 1),
    };
  }

  private putValid(record: UserRecord): Promise<PutResult> {
    const { bufferMaxSize, whenBufferFull } = this.limits;
    const size = sizeInBuffer(record, { overhead: PendingRecord.OVERHEAD });
    const { refusal } = this;
    if (refusal !== undefined) throw refusal;
    if (size > bufferMaxSize) throw new RecordTooLargeError(record.partitionKey, size, bufferMaxSize, 'buffer');
    const hasRoom = this.budget.tryReserve(size);
    if (!hasRoom && whenBufferFull === 'reject') throw new BufferFullError(bufferMaxSize);
    this.received();
    const generation = this.outstanding.begin(1);
    if (hasRoom) return this.take(record, generation);
    return new Promise((resolve, reject) => this.waitForRoom(record, size, new PendingRecord(generation, resolve, reject)));
  }

  private waitForRoom(record: UserRecord, size: number, put: PendingRecord): void {
    this.budget.wait({
      size,
      admit: (now) => {
        put.admittedAt = now;
        this.admit(record, put, 0);
        return false;
      },
      refuse: (error) => {
        put.failed(0, error);
        this.outstanding.settle(put.generation, 1);
      },
    });
    this.makeRoom();
  }

  private async shutDown(): Promise<void> {
    await this.flush();
    await this.end();
  }
}
