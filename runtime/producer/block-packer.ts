import { BlockEncoder, openBlock } from '../compressed-block';
import { KeyPlace, startsWithMagic, UserRecord } from '../kpl-format';
import { BlockAggregator } from './block-aggregator';
import { BlockFrame } from './block-frame';
import { OutgoingRecord } from './outgoing-record';
import { Packer } from './packer';
import { Passenger } from './pending-put';
import { SealedAggregates } from './sealed-aggregates';
import { ResolvedCompression, Settings } from './settings';
import { Shard } from './shard-map';

/** Frames keep their memory for the next block; more of them than this are left to the garbage collector. */
const SPARE_BYTES = 4_194_304;

/**
 * Compresses user records for the same shard together, and packs the blocks into aggregates.
 *
 * On the caller's thread: handing a block of 64 KiB to the thread pool of Node and back takes as much processor time again as compressing it, and
 * it compresses in a fraction of a millisecond, less than the digest, the Base64 and the signature of a request take.
 */
export class BlockPacker implements Packer {
  /** By shard; without one for all records whose shard does not matter. */
  private readonly frames = new Map<Shard | undefined, BlockFrame>();
  private readonly spare: BlockFrame[] = [];
  private readonly aggregator: BlockAggregator;

  constructor(
    private readonly settings: Settings,
    private readonly compression: ResolvedCompression,
    private readonly recordMaxSize: () => number,
    aggregates: SealedAggregates,
    private readonly emit: (record: OutgoingRecord) => void,
  ) {
    this.aggregator = new BlockAggregator(settings.aggregationMaxCount, aggregates, emit);
  }

  public add(shard: Shard, record: UserRecord, _place: KeyPlace | undefined, put: Passenger, index: number): void {
    this.addTo(shard, record, put, index);
  }

  public addAlone(record: UserRecord, put: Passenger, index: number, keysAreIgnored: boolean): void {
    // in strict order the records of one key wait for each other, which they could not in one block with others
    if (keysAreIgnored && !this.settings.strictOrder) this.addTo(undefined, record, put, index);
    else this.emit(OutgoingRecord.alone(record, undefined, put, index));
  }

  public sealAll(): void {
    for (const shard of this.frames.keys()) this.seal(shard);
    this.aggregator.sealAll();
  }

  private addTo(shard: Shard | undefined, record: UserRecord, put: Passenger, index: number): void {
    const { blockSize } = this.compression;
    if (this.frames.get(shard)?.hasRoomFor(record, blockSize) === false) this.seal(shard);
    let frame = this.frames.get(shard);
    if (frame === undefined) {
      frame = this.takeFrame();
      this.frames.set(shard, frame);
    }
    frame.add(record, put, index);
    if (frame.size >= blockSize || frame.count >= this.settings.aggregationMaxCount) this.seal(shard);
  }

  private seal(shard: Shard | undefined): void {
    const frame = this.frames.get(shard);
    if (frame === undefined) return;
    this.frames.delete(shard);
    this.pack(shard, frame);
    this.keep(frame);
  }

  private pack(shard: Shard | undefined, frame: BlockFrame): void {
    const block = frame.encode();
    const { passengers, userBytes, bufferBytes } = frame;
    const recordMaxSize = this.recordMaxSize();
    if (shard !== undefined) {
      // the partition key of an aggregate has one byte
      const largest = recordMaxSize - 1;
      if (this.aggregator.add(shard, block, frame, Math.min(this.settings.aggregationMaxSize, largest), largest)) return;
    } else if (block.data.length + Buffer.byteLength(block.partitionKey) <= recordMaxSize) {
      this.emit(OutgoingRecord.block(block, passengers, userBytes, bufferBytes));
      return;
    }
    this.packInParts(shard, frame, openBlock(block.data).records);
  }

  /** What does not become small enough for a Kinesis record: in halves, and in the end as it is, for which it was found to be small enough before. */
  private packInParts(shard: Shard | undefined, frame: BlockFrame, records: readonly UserRecord[]): void {
    const { passengers } = frame;
    if (records.length === 1) {
      // bytes that a consumer would take for an aggregate need one of their own, which takes less room than a block in one
      const largest = this.recordMaxSize() - 1;
      if (shard !== undefined && startsWithMagic(records[0].data) && this.aggregator.add(shard, records[0], frame, largest, largest)) return;
      this.emit(OutgoingRecord.alone(records[0], shard, passengers.putAt(0), passengers.indexAt(0)));
      return;
    }
    const half = Math.ceil(records.length / 2);
    for (const [start, end] of [[0, half], [half, records.length]]) {
      const part = this.takeFrame();
      for (let position = start; position < end; position++) part.add(records[position], passengers.putAt(position), passengers.indexAt(position));
      this.pack(shard, part);
      this.keep(part);
    }
  }

  private takeFrame(): BlockFrame {
    return this.spare.pop() ?? new BlockFrame(new BlockEncoder(this.compression.codec));
  }

  private keep(frame: BlockFrame): void {
    const { blockSize } = this.compression;
    // a record of its own may have made it far larger than others will need it
    if (frame.size > blockSize || this.spare.length * blockSize >= SPARE_BYTES) return;
    frame.clear();
    this.spare.push(frame);
  }
}
