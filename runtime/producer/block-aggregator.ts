import { EXPANDED_LIMIT } from '../compressed-block';
import { AggregatedRecordEncoder, UserRecord } from '../kpl-format';
import { BlockFrame } from './block-frame';
import { OutgoingRecord } from './outgoing-record';
import { Passengers } from './passengers';
import { SealedAggregates } from './sealed-aggregates';
import { Shard } from './shard-map';

/** Encoders keep their buffers for the next aggregate; more of them than this are left to the garbage collector. */
const SPARE_ENCODERS = 64;

interface OpenAggregate {
  readonly encoder: AggregatedRecordEncoder;
  readonly passengers: Passengers;
  userBytes: number;
  bufferBytes: number;
  expandedBytes: number;
}

/** Packs compressed blocks for the same shard together. Even one alone is an aggregate, so that its arrival on a wrong shard is noticed. */
export class BlockAggregator {
  private readonly open = new Map<Shard, OpenAggregate>();
  private readonly spare: AggregatedRecordEncoder[] = [];

  constructor(
    private readonly maximumCount: number,
    private readonly aggregates: SealedAggregates,
    private readonly emit: (record: OutgoingRecord) => void,
  ) {}

  /** False when the block does not fit into any Kinesis record; then nothing has changed, but that the aggregate before it is complete. */
  public add(shard: Shard, block: UserRecord, frame: BlockFrame, aggregateMaxSize: number, recordMaxSize: number): boolean {
    const open = this.open.get(shard);
    const isFull = open !== undefined
      && (open.passengers.count + frame.count > this.maximumCount || open.expandedBytes + frame.size > EXPANDED_LIMIT);
    if (open !== undefined && !isFull && this.tryAdd(shard, open, block, frame, aggregateMaxSize)) return true;
    this.seal(shard);
    // alone it may be larger than an aggregate
    const encoder = this.spare.pop() ?? new AggregatedRecordEncoder();
    const aggregate = { encoder, passengers: new Passengers(), userBytes: 0, bufferBytes: 0, expandedBytes: 0 };
    if (this.tryAdd(shard, aggregate, block, frame, recordMaxSize)) return true;
    this.keep(encoder);
    return false;
  }

  public seal(shard: Shard): void {
    const aggregate = this.open.get(shard);
    if (aggregate === undefined) return;
    this.open.delete(shard);
    const { encoder, passengers, userBytes, bufferBytes } = aggregate;
    const sealed = this.aggregates.seal(encoder);
    this.keep(encoder);
    this.emit(OutgoingRecord.aggregateOfBlocks(sealed, shard, passengers, userBytes, bufferBytes));
  }

  public sealAll(): void {
    for (const shard of this.open.keys()) this.seal(shard);
  }

  private tryAdd(shard: Shard, aggregate: OpenAggregate, block: UserRecord, frame: BlockFrame, maximumSize: number): boolean {
    if (!aggregate.encoder.add(block, maximumSize)) return false;
    this.open.set(shard, aggregate);
    frame.passengers.forEachPut((put, count, start) => {
      for (let position = start; position < start + count; position++) aggregate.passengers.push(put, frame.passengers.indexAt(position));
    });
    aggregate.userBytes += frame.userBytes;
    aggregate.bufferBytes += frame.bufferBytes;
    aggregate.expandedBytes += frame.size;
    return true;
  }

  private keep(encoder: AggregatedRecordEncoder): void {
    encoder.clear();
    if (this.spare.length < SPARE_ENCODERS) this.spare.push(encoder);
  }
}
