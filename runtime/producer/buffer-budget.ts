import { UserRecord } from '../kpl-format';

/** What a record costs beside its bytes: its promise and the producer's notes about it. */
export const BYTES_PER_RECORD = 256;

/** Bytes that a record holds of the buffer, from its admission until it is settled. */
export function sizeInBuffer({ partitionKey, data }: UserRecord): number {
  return data.length + partitionKey.length + BYTES_PER_RECORD;
}

interface Waiting {
  readonly size: number;
  readonly admit: () => void;
  readonly refuse: () => void;
}

/** Shares out the bytes of the buffer, first come first served. */
export class BufferBudget {
  private used = 0;
  private waiting: Waiting[] = [];
  private first = 0;

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

  /** Calls `admit` as soon as there is room, or `refuse` when `refuseWaiting` is called before. */
  public wait(size: number, admit: () => void, refuse: () => void): void {
    this.waiting.push({ size, admit, refuse });
  }

  public release(size: number): void {
    this.used -= size;
    while (this.waitingCount > 0) {
      const next = this.waiting[this.first];
      if (this.used + next.size > this.maximumSize) return;
      this.used += next.size;
      this.forgetFirst();
      next.admit();
    }
  }

  public refuseWaiting(): void {
    const refused = this.waiting.slice(this.first);
    this.waiting = [];
    this.first = 0;
    for (const { refuse } of refused) refuse();
  }

  private forgetFirst(): void {
    this.first++;
    // not at every step: a long line would be copied again and again
    if (this.first * 2 < this.waiting.length) return;
    this.waiting = this.waiting.slice(this.first);
    this.first = 0;
  }
}
