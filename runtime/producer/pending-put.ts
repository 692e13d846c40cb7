import { ProducerError } from './errors';
import { Generation } from './outstanding-puts';
import type { Passengers } from './passengers';
import { Attempt, PutResult } from './put-result';

const NO_ATTEMPTS: readonly Attempt[] = [];

/** Whom a user record belongs to when the buffer takes it. */
export interface Passenger {
  readonly generation: Generation;
  /** When the buffer took the record, in milliseconds of the monotonic clock. */
  readonly admittedAt: number;
  /** Bytes of memory that a record costs beside its data and its key. */
  readonly overhead: number;
  /** Enters the notes about a Kinesis record. */
  board(passengers: Passengers, index: number): void;
  failed(index: number, error: ProducerError): void;
}

/** Whom to tell how user records end: those that the buffer took at the same moment and that have the same history. */
export interface PendingPut extends Passenger {
  /** Attempts in Kinesis records that were taken apart again, or to learn the stream's shards. */
  readonly history: readonly Attempt[];
  /** The same caller, for records that have got a history of their own. */
  withHistory(history: readonly Attempt[]): PendingPut;
  /** That many of the records are in the stream: those of `passengers` from `start` on. */
  delivered(count: number, result: PutResult, passengers: Passengers, start: number): void;
}

/** One call of `put`. */
export class PendingRecord implements PendingPut {
  /** The record, its promise, what the caller holds of it and the producer's notes about them, measured. */
  public static readonly OVERHEAD = 256;

  public admittedAt = 0;

  constructor(
    public readonly generation: Generation,
    private readonly resolve: (result: PutResult) => void,
    private readonly reject: (error: Error) => void,
    public readonly history: readonly Attempt[] = NO_ATTEMPTS,
  ) {}

  public get overhead(): number {
    return PendingRecord.OVERHEAD;
  }

  public board(passengers: Passengers, index: number): void {
    passengers.push(this, index);
  }

  public withHistory(history: readonly Attempt[]): PendingRecord {
    const put = new PendingRecord(this.generation, this.resolve, this.reject, history);
    put.admittedAt = this.admittedAt;
    return put;
  }

  public delivered(_count: number, result: PutResult): void {
    this.resolve(result);
  }

  public failed(_index: number, error: ProducerError): void {
    this.reject(error);
  }
}

/** Collects how the records of a batch end. */
export interface BatchOutcome {
  delivered(count: number): void;
  failed(index: number, error: ProducerError): void;
}

/** The records of one call of `putMany` that the buffer took at the same moment. */
export class PendingShare implements PendingPut {
  /** Two words in the notes of the aggregate. */
  public static readonly OVERHEAD = 16;

  constructor(
    public readonly generation: Generation,
    public readonly admittedAt: number,
    private readonly batch: BatchOutcome,
    public readonly history: readonly Attempt[] = NO_ATTEMPTS,
  ) {}

  public get overhead(): number {
    return PendingShare.OVERHEAD;
  }

  public board(passengers: Passengers, index: number): void {
    passengers.push(this, index);
  }

  public withHistory(history: readonly Attempt[]): PendingShare {
    return new PendingShare(this.generation, this.admittedAt, this.batch, history);
  }

  public delivered(count: number): void {
    this.batch.delivered(count);
  }

  public failed(index: number, error: ProducerError): void {
    this.batch.failed(index, error);
  }
}
