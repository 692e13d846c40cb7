import { UserRecord } from '../kpl-format';
import { sizeInBuffer, Waiting } from './buffer-budget';
import { BufferFullError, InvalidRecordError, ProducerError, RecordTooLargeError } from './errors';
import { Generation } from './outstanding-puts';
import { BatchOutcome, Passenger, PendingShare } from './pending-put';
import { ProducerRecord, toUserRecord } from './producer-record';
import { PutFailure, PutReceipt } from './put-receipt';

/** What a batch needs of its producer. */
export interface BatchParts {
  readonly bufferMaxSize: number;
  readonly whenBufferFull: 'wait' | 'reject';
  readonly generation: Generation;
  readonly tryReserve: (size: number) => boolean;
  readonly wait: (waiting: Waiting) => void;
  /** Takes a record that has its room in the buffer. */
  readonly admit: (record: UserRecord, put: Passenger, index: number) => void;
  /** Called once for each record that fails before it is in the buffer. */
  readonly settledUnadmitted: () => void;
  /** Called when the buffer has taken the last record. */
  readonly onAdmitted: () => void;
}

/** One call of `putMany`: gives its records to the buffer, as it has room, and collects how they end. */
export class Batch implements Waiting, BatchOutcome {
  /** Bytes that the next record needs. */
  public size = 0;
  private next = 0;
  private record: UserRecord | undefined;
  private share: PendingShare | undefined;
  private deliveredCount = 0;
  private readonly failures: PutFailure[] = [];
  private readonly recordCount: number;

  constructor(
    private records: readonly ProducerRecord[],
    private readonly parts: BatchParts,
    private readonly resolve: (receipt: PutReceipt) => void,
  ) {
    this.recordCount = records.length;
  }

  public start(): void {
    this.resolveWhenDone();
    const now = performance.now();
    while (this.prepare()) {
      if (this.parts.tryReserve(this.size)) {
        this.admitPrepared(now);
      } else if (this.parts.whenBufferFull === 'wait') {
        this.parts.wait(this);
        return;
      } else {
        this.refusePrepared(new BufferFullError(this.parts.bufferMaxSize));
      }
    }
    this.end();
  }

  public admit(now: number): boolean {
    this.admitPrepared(now);
    if (this.prepare()) return true;
    this.end();
    return false;
  }

  public refuse(error: ProducerError): void {
    do this.refusePrepared(error); while (this.prepare());
    this.end();
  }

  public delivered(count: number): void {
    this.deliveredCount += count;
    this.resolveWhenDone();
  }

  public failed(index: number, error: ProducerError): void {
    this.failures.push({ index, error });
    this.resolveWhenDone();
  }

  /** Finds the next record that can be put; false when there is none. */
  private prepare(): boolean {
    for (; this.next < this.recordCount; this.next++) {
      try {
        this.record = toUserRecord(this.records[this.next]);
        this.size = sizeInBuffer(this.record, { overhead: PendingShare.OVERHEAD });
        if (this.size > this.parts.bufferMaxSize) throw new RecordTooLargeError(this.record.partitionKey, this.size, this.parts.bufferMaxSize, 'buffer');
        return true;
      } catch (error) {
        // a getter of the caller's may throw anything
        this.failUnadmitted(this.next, error instanceof ProducerError ? error : new InvalidRecordError([String(error)]));
      }
    }
    return false;
  }

  private admitPrepared(now: number): void {
    const { record } = this;
    if (this.share?.admittedAt !== now) this.share = new PendingShare(this.parts.generation, now, this);
    if (record !== undefined) this.parts.admit(record, this.share, this.next++);
  }

  private end(): void {
    // the garbage collector need not carry the records until they are delivered
    this.records = [];
    this.record = undefined;
    this.share = undefined;
    this.parts.onAdmitted();
  }

  private refusePrepared(error: ProducerError): void {
    this.failUnadmitted(this.next++, error);
  }

  private failUnadmitted(index: number, error: ProducerError): void {
    this.failed(index, error);
    this.parts.settledUnadmitted();
  }

  private resolveWhenDone(): void {
    const { recordCount } = this;
    if (this.deliveredCount + this.failures.length < recordCount) return;
    this.resolve({ recordCount, deliveredCount: this.deliveredCount, failures: this.failures.sort((one, other) => one.index - other.index) });
  }
}
