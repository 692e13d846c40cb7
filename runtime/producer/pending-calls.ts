import { ProducerError } from './errors';
import { Generation } from './outstanding-puts';
import type { Passengers } from './passengers';
import { Passenger, PendingPut, PendingRecord } from './pending-put';
import { Attempt, PutResult } from './put-result';

/** With more calls than this, time would have passed. */
const MOST_CALLS = 1024;

/** The calls of `put` that the buffer takes while the caller goes on without a pause; their time is asked for once. */
export class Moment implements Passenger {
  private calls = 0;
  /** More than one when a call leads to another before it returns. */
  private readonly promises: Promise<PutResult>[] = [];

  constructor(public readonly generation: Generation, public readonly admittedAt: number) {}

  public get overhead(): number {
    return PendingRecord.OVERHEAD;
  }

  public get isOver(): boolean {
    return this.calls >= MOST_CALLS;
  }

  /** The promise of the record that went last into a Kinesis record, or failed. */
  public takePromise(): Promise<PutResult> {
    this.calls++;
    return this.promises.pop() ?? Promise.reject(new Error('the record did not get anywhere'));
  }

  public board(passengers: Passengers): void {
    const { lastPut } = passengers;
    const calls = lastPut instanceof PendingCalls && lastPut.moment === this ? lastPut : new PendingCalls(this);
    passengers.push(calls, calls.count);
    this.promises.push(calls.join());
  }

  public failed(_index: number, error: ProducerError): void {
    this.promises.push(Promise.reject(error));
  }
}

interface Deferred {
  readonly promise: Promise<PutResult>;
  readonly resolve: (result: PutResult) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Those calls of a moment whose records share a Kinesis record. They share a promise beneath their own, too: with functions to settle it, each
 * one's own promise would take three times the memory, and the garbage collector carries it until the record is delivered.
 */
export class PendingCalls implements PendingPut {
  public readonly history: readonly Attempt[] = [];
  public count = 0;
  private readonly shared: Promise<PutResult | undefined>;
  private settleAll: ((result: PutResult | undefined) => void) | undefined;
  /** How each call ends, when not all end in the same way. */
  private apart: readonly Deferred[] | undefined;
  private told = 0;
  private tell: ((result: PutResult | undefined) => PutResult | Promise<PutResult>) | undefined;

  constructor(public readonly moment: Moment) {
    this.shared = new Promise((resolve) => {
      this.settleAll = resolve;
    });
  }

  public get generation(): Generation {
    return this.moment.generation;
  }

  public get admittedAt(): number {
    return this.moment.admittedAt;
  }

  public get overhead(): number {
    return PendingRecord.OVERHEAD;
  }

  /** One more call. */
  public join(): Promise<PutResult> {
    this.count++;
    this.tell ??= (result) => this.resultOfNext(result);
    return this.shared.then(this.tell);
  }

  public board(passengers: Passengers, index: number): void {
    passengers.push(this, index);
  }

  public withHistory(history: readonly Attempt[]): PendingPut {
    return new PendingPart(this, history);
  }

  public delivered(count: number, result: PutResult, passengers: Passengers, start: number): void {
    if (count === this.count && this.apart === undefined) this.settleAll?.(result);
    else for (let position = start; position < start + count; position++) this.takeApart()[passengers.indexAt(position)].resolve(result);
  }

  public failed(index: number, error: ProducerError): void {
    this.takeApart()[index].reject(error);
  }

  /** Asked once for each call, in their order, when the shared promise is settled. */
  private resultOfNext(result: PutResult | undefined): PutResult | Promise<PutResult> {
    return result ?? this.takeApart()[this.told++].promise;
  }

  private takeApart(): readonly Deferred[] {
    if (this.apart === undefined) {
      this.apart = Array.from({ length: this.count }, deferred);
      this.settleAll?.(undefined);
    }
    return this.apart;
  }
}

/** Some of the calls, with a history of their own. */
class PendingPart implements PendingPut {
  constructor(private readonly calls: PendingCalls, public readonly history: readonly Attempt[]) {}

  public get generation(): Generation {
    return this.calls.generation;
  }

  public get admittedAt(): number {
    return this.calls.admittedAt;
  }

  public get overhead(): number {
    return this.calls.overhead;
  }

  public board(passengers: Passengers, index: number): void {
    passengers.push(this, index);
  }

  public withHistory(history: readonly Attempt[]): PendingPut {
    return new PendingPart(this.calls, history);
  }

  public delivered(count: number, result: PutResult, passengers: Passengers, start: number): void {
    this.calls.delivered(count, result, passengers, start);
  }

  public failed(index: number, error: ProducerError): void {
    this.calls.failed(index, error);
  }
}

function deferred(): Deferred {
  let resolve: Deferred['resolve'] = () => undefined;
  let reject: Deferred['reject'] = () => undefined;
  const promise = new Promise<PutResult>((resolveIt, rejectIt) => {
    resolve = resolveIt;
    reject = rejectIt;
  });
  return { promise, resolve, reject };
}
