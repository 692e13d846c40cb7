import type { StreamRecord } from '../stream-record';
import { ENVELOPE_BYTES, eventBytes, type EventSource, MOST_EVENT_BYTES } from './event';

/**
 * Collects the records of one shard until a batch is full: the batch size is met, the window is over, or the event would pass 6 MB.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-batching
 */
export class Batcher {
  private readonly waiting: StreamRecord[] = [];
  private since = 0;

  constructor(private readonly source: EventSource, private readonly batchSize: number, private readonly windowMillis: number) {}

  public get size(): number {
    return this.waiting.length;
  }

  public add(records: readonly StreamRecord[]): void {
    if (this.waiting.length === 0) this.since = Date.now();
    this.waiting.push(...records);
  }

  /** @returns the next batch when it is due, or whatever waits when `flush` is asked for; nothing otherwise. */
  public take(flush: boolean): StreamRecord[] {
    const count = this.fitting();
    const full = count < this.waiting.length || count === this.batchSize;
    const due = full || flush || Date.now() - this.since >= this.windowMillis;
    if (!due) return [];
    this.since = Date.now();
    return this.waiting.splice(0, count);
  }

  private fitting(): number {
    let bytes = ENVELOPE_BYTES;
    let count = 0;
    for (const record of this.waiting) {
      bytes += eventBytes(this.source, record);
      if (count === this.batchSize || (count > 0 && bytes > MOST_EVENT_BYTES)) break;
      count++;
    }
    return count;
  }
}
