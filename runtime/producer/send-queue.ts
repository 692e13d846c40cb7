import { CollectionLimits, Outbox } from './outbox';
import { OutgoingRecord } from './outgoing-record';

/** First come, first sent; as many at a time as there are connections. */
export class SendQueue implements Outbox {
  private records: OutgoingRecord[] = [];
  private first = 0;
  private bytes = 0;
  private due = 0;

  constructor(private readonly limits: CollectionLimits) {}

  public get length(): number {
    return this.records.length - this.first;
  }

  /** Whether a request is full, or a record must not wait for more of them. */
  public get isReady(): boolean {
    return this.due > 0 || this.length >= this.limits.collectionMaxCount || this.bytes >= this.limits.collectionMaxSize;
  }

  public push(record: OutgoingRecord): void {
    this.records.push(record);
    this.bytes += record.requestSize;
  }

  /** All that wait now go with the next requests. */
  public markDue(): void {
    this.due = this.length;
  }

  /** The records of the next request; at least one, unless the queue is empty. */
  public take(): OutgoingRecord[] {
    const { collectionMaxCount, collectionMaxSize } = this.limits;
    let end = this.first;
    let size = 0;
    while (end < this.records.length && end - this.first < collectionMaxCount) {
      size += this.records[end].requestSize;
      if (size > collectionMaxSize && end > this.first) {
        size -= this.records[end].requestSize;
        break;
      }
      end++;
    }
    const taken = this.records.slice(this.first, end);
    this.bytes -= size;
    this.due = Math.max(0, this.due - taken.length);
    this.first = end;
    this.forgetTaken();
    return taken;
  }

  public takeAll(): OutgoingRecord[] {
    const taken = this.records.slice(this.first);
    this.records = [];
    this.first = 0;
    this.bytes = 0;
    this.due = 0;
    return taken;
  }

  public replace(_taken: OutgoingRecord, records: readonly OutgoingRecord[]): void {
    for (const record of records) this.push(record);
    // they have waited before
    if (records.length > 0) this.markDue();
  }

  public settled(): void {
    // nobody waits for it
  }

  public shardsChanged(): void {
    // what is for a closed shard is noticed when it is taken
  }

  public takeForRegrouping(): undefined {
    return undefined;
  }

  private forgetTaken(): void {
    // not at every step: a long queue would be copied again and again
    if (this.first * 2 < this.records.length) return;
    this.records = this.records.slice(this.first);
    this.first = 0;
  }
}
