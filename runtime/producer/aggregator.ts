import { AggregatedRecordEncoder, KeyPlace, startsWithMagic, UserRecord } from '../kpl-format';
import { sizeInBuffer } from './buffer-budget';
import { OutgoingRecord } from './outgoing-record';
import { Passengers } from './passengers';
import { Passenger } from './pending-put';
import { SealedAggregates } from './sealed-aggregates';
import { Shard } from './shard-map';

/** Encoders keep their buffers for the next aggregate; more of them than this are left to the garbage collector. */
const SPARE_ENCODERS = 64;

interface OpenAggregate {
  readonly encoder: AggregatedRecordEncoder;
  readonly first: UserRecord;
  readonly passengers: Passengers;
  userBytes: number;
  bufferBytes: number;
}

/** Packs user records for the same shard together; what is complete goes to `emit`. */
export class Aggregator {
  private readonly open = new Map<Shard, OpenAggregate>();
  private readonly spare: AggregatedRecordEncoder[] = [];

  constructor(
    private readonly maximumCount: number,
    private readonly recordMaxSize: () => number,
    private readonly aggregates: SealedAggregates,
    private readonly emit: (record: OutgoingRecord) => void,
  ) {}

  public add(shard: Shard, record: UserRecord, place: KeyPlace | undefined, put: Passenger, index: number, maximumSize: number): void {
    if (!this.tryAdd(shard, record, place, put, index, maximumSize)) {
      this.seal(shard);
      // alone in a new aggregate it may still be too large; but bytes that a consumer would take for an aggregate need one in any size
      const largest = startsWithMagic(record.data) ? this.recordMaxSize() - 1 : maximumSize;
      if (!this.tryAdd(shard, record, place, put, index, largest)) this.emit(OutgoingRecord.alone(record, shard, put, index));
    }
  }

  /** For a record whose shard is not known. */
  public addAlone(record: UserRecord, put: Passenger, index: number): void {
    this.emit(OutgoingRecord.alone(record, undefined, put, index));
  }

  public sealAll(): void {
    for (const shard of this.open.keys()) this.seal(shard);
  }

  private tryAdd(shard: Shard, record: UserRecord, place: KeyPlace | undefined, put: Passenger, index: number, maximumSize: number): boolean {
    let aggregate = this.open.get(shard);
    const encoder = aggregate?.encoder ?? this.spare.pop() ?? new AggregatedRecordEncoder();
    if (!encoder.add(record, maximumSize, place)) {
      if (aggregate === undefined) this.spare.push(encoder);
      return false;
    }
    if (aggregate === undefined) {
      aggregate = { encoder, first: record, passengers: new Passengers(), userBytes: 0, bufferBytes: 0 };
      this.open.set(shard, aggregate);
    }
    put.board(aggregate.passengers, index);
    aggregate.userBytes += record.data.length;
    aggregate.bufferBytes += sizeInBuffer(record, put);
    if (encoder.count >= this.maximumCount) this.seal(shard);
    return true;
  }

  private seal(shard: Shard): void {
    const aggregate = this.open.get(shard);
    if (aggregate === undefined) return;
    this.open.delete(shard);
    const { encoder, first, passengers, userBytes, bufferBytes } = aggregate;
    // one record needs no wrapping, unless a consumer would take its bytes for an aggregate
    const outgoing = passengers.count === 1 && !startsWithMagic(first.data)
      ? OutgoingRecord.alone(first, shard, passengers.putAt(0), passengers.indexAt(0))
      : OutgoingRecord.aggregate(this.aggregates.seal(encoder), shard, passengers, userBytes, bufferBytes);
    encoder.clear();
    if (this.spare.length < SPARE_ENCODERS) this.spare.push(encoder);
    this.emit(outgoing);
  }
}
