import { AggregatedRecordEncoder, Undigested } from '../kpl-format';
import { BufferPool } from './buffer-pool';
import { writeDigests } from './simd/digests';

/** Twice as many as there are lanes: more make it no faster, and these are still in the processor's cache. */
const DIGESTED_TOGETHER = 16;

/** An aggregate that is complete, but for its digest while nobody has asked for its bytes. */
export class SealedAggregate {
  constructor(private readonly bytes: Uint8Array, private readonly digests: Digests) {}

  public get size(): number {
    return this.bytes.length;
  }

  /** With its digest. */
  public get data(): Uint8Array {
    this.digests.write();
    return this.bytes;
  }
}

/** Makes aggregates of what is in encoders. Several digests at once take a fraction of the processor time of one after the other. */
export class SealedAggregates {
  private digests = new Digests();

  constructor(private readonly buffers: BufferPool) {}

  public seal(encoder: AggregatedRecordEncoder): SealedAggregate {
    const bytes = this.buffers.take(encoder.size);
    if (this.digests.areWritten) this.digests = new Digests();
    this.digests.add(encoder.encodeUndigested(bytes, 0));
    return new SealedAggregate(bytes, this.digests);
  }
}

/** Of aggregates that were sealed one after the other. */
class Digests {
  private missing: Undigested[] | undefined = [];

  public get areWritten(): boolean {
    return this.missing === undefined;
  }

  public add(aggregate: Undigested): void {
    this.missing?.push(aggregate);
    if (this.missing?.length === DIGESTED_TOGETHER) this.write();
  }

  public write(): void {
    if (this.missing === undefined) return;
    writeDigests(this.missing);
    this.missing = undefined;
  }
}
