import { UserRecord } from '../kpl-format';
import { ProducerError } from './errors';
import { Passenger } from './pending-put';

/** Bytes that a record holds of the buffer, from its admission until it is settled. */
export function sizeInBuffer({ partitionKey, data }: UserRecord, { overhead }: Pick<Passenger, 'overhead'>): number {
  return data.length + partitionKey.length + overhead;
}

/** Someone in the line for room in the buffer. */
export interface Waiting {
  /** Bytes that it needs next. */
  readonly size: number;
  /** Called when it has got that room, with the time in milliseconds of the monotonic clock; true when it needs more and stays in front. */
  admit(now: number): boolean;
  /** Called instead when nobody gets room any more. */
  refuse(error: ProducerError): void;
}

/** Shares out the bytes of the buffer, first come first served. */
export class BufferBudget {
  private used = 0;
  private waiting: Waiting[] = [];
  private first = 0;
  private isAdmitting = false;

  constructor(private readonly maximumSize: number) {}

  public get usedBytes(): number {
    return this.used;
  }

  public get waitingCount(): number {
    return this.waiting.length - this.first;
  }

  public tryReserve(size: number): boolean {
    // whoever comes later must not overtake one that waits
    if (this.waitingCount > 0 || this.used + size > this.maximumSize) return false;
    this.used += size;
    return true;
  }

  public wait(waiting: Waiting): void {
    this.waiting.push(waiting);
  }

  public release(size: number): void {
    this.used -= size;
    this.admitWaiting();
  }

  /** Does `work`, and lets others into the room that it gives back only then: before, they would come in front of what it moves. */
  public admitAfter(work: () => void): void {
    const wasAdmitting = this.isAdmitting;
    this.isAdmitting = true;
    try {
      work();
    } finally {
      this.isAdmitting = wasAdmitting;
    }
    this.admitWaiting();
  }

  public refuseWaiting(error: ProducerError): void {
    const refused = this.waiting.slice(this.first);
    this.waiting = [];
    this.first = 0;
    for (const waiting of refused) waiting.refuse(error);
  }

  private admitWaiting(): void {
    // whom we admit may give back room at once
    if (this.isAdmitting || this.waitingCount === 0) return;
    this.isAdmitting = true;
    const now = performance.now();
    while (this.waitingCount > 0 && this.used + this.waiting[this.first].size <= this.maximumSize) {
      const next = this.waiting[this.first];
      this.used += next.size;
      const staysInFront = next.admit(now);
      // unless all were refused meanwhile
      if (!staysInFront && this.waiting[this.first] === next) this.forgetFirst();
    }
    this.isAdmitting = false;
  }

  private forgetFirst(): void {
    this.first++;
    // not at every step: a long line would be copied again and again
    if (this.first * 2 < this.waiting.length) return;
    this.waiting = this.waiting.slice(this.first);
    this.first = 0;
  }
}
