import { type BufferHints, HintedBuffer } from './hinted-buffer';
import type { TransformedRecord } from './transform';

/** A quota of the service. https://docs.aws.amazon.com/firehose/latest/dev/limits.html */
const MOST_ACTIVE = 500;

/**
 * A buffer for each partition, by the keys that the transform gave a record: one for all where it gave none.
 * https://docs.aws.amazon.com/firehose/latest/dev/buffering.html
 */
export class PartitionBuffers {
  private buffers = new Map<string, HintedBuffer<TransformedRecord>>();
  private handedOn: Promise<void> = Promise.resolve();
  private isDiscarded = false;

  constructor(
    private readonly hints: BufferHints,
    private readonly handOn: (records: readonly TransformedRecord[]) => Promise<void>,
    private readonly mostActive = MOST_ACTIVE,
  ) {}

  /** @returns false when it would open a partition too many; the record is not taken then. */
  public async add(record: TransformedRecord): Promise<boolean> {
    const name = JSON.stringify(Object.entries(record.partitionKeys ?? {}).sort());
    const buffer = this.buffers.get(name) ?? this.open(name);
    await buffer?.add(record);
    return buffer !== undefined;
  }

  /** Ends when all has been handed on; with `flush` at once, otherwise when the hints are met. */
  public async drain(flush: boolean): Promise<void> {
    await Promise.all([...this.buffers.values()].map((buffer) => buffer.drain(flush)));
  }

  /** Forgets what is held, and takes nothing any more. */
  public discard(): void {
    this.isDiscarded = true;
    for (const buffer of this.buffers.values()) buffer.discard();
  }

  private open(name: string): HintedBuffer<TransformedRecord> | undefined {
    if (this.buffers.size >= this.mostActive) this.buffers = new Map([...this.buffers].filter(([, buffer]) => buffer.active));
    if (this.buffers.size >= this.mostActive) return undefined;
    const buffer = new HintedBuffer<TransformedRecord>(this.hints, ({ data }) => data.byteLength, (records) => this.inTurn(records));
    if (this.isDiscarded) buffer.discard();
    this.buffers.set(name, buffer);
    return buffer;
  }

  /** One lot after the other, of all partitions: they share what converts them. */
  private async inTurn(records: readonly TransformedRecord[]): Promise<void> {
    this.handedOn = this.handedOn.then(() => this.handOn(records));
    await this.handedOn;
  }
}
