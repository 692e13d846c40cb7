import { AggregatedRecordEncoder, startsWithMagic, UserRecord } from '../kpl-format';
import { sizeInBuffer } from './buffer-budget';
import { OutgoingRecord } from './outgoing-record';
import { PendingPut } from './pending-put';
import { Shard } from './shard-map';

/** Encoders keep their buffers for the next aggregate; more of them than this are left to the garbage collector. */
const SPARE_ENCODERS = 64;

interface OpenAggregate {
  readonly encoder: AggregatedRecordEncoder;
  readonly first: UserRecord;
  readonly puts: PendingPut[];
  userBytes: number;
  bufferBytes: number;
}

/** Packs user records for the same shard together; what is complete goes to `emit`. */
export class Aggregator {
  private readonly open = new Map<Shard, OpenAggregate>();
  private readonly spare: AggregatedRecordEncoder[] = [];

  constructor(private readonly maximumCount: number, private readonly emit: (record: OutgoingRecord) => void) {}

  public add(shard: Shard, record: UserRecord, put: PendingPut, maximumSize: number): void {
    if (!this.tryAdd(shard, record, put, maximumSize)) {
      this.seal(shard);
      // alone in a new aggregate it may still be too large
      if (!this.tryAdd(shard, record, put, maximumSize)) this.emit(OutgoingRecord.alone(record, put));
    }
  }

  public sealAll(): void {
    for (const shard of this.open.keys()) this.seal(shard);
  }

  private tryAdd(shard: Shard, record: UserRecord, put: PendingPut, maximumSize: number): boolean {
    const aggregate = this.open.get(shard);
    const encoder = aggregate?.encoder ?? this.spare.pop() ?? new AggregatedRecordEncoder();
    if (!encoder.add(record, maximumSize)) {
      if (aggregate === undefined) this.spare.push(encoder);
      return false;
    }
    if (aggregate === undefined) {
      this.open.set(shard, { encoder, first: record, puts: [put], userBytes: record.data.length, bufferBytes: sizeInBuffer(record) });
    } else {
      aggregate.puts.push(put);
      aggregate.userBytes += record.data.length;
      aggregate.bufferBytes += sizeInBuffer(record);
    }
    if (encoder.count >= this.maximumCount) this.seal(shard);
    return true;
  }

  private seal(shard: Shard): void {
    const aggregate = this.open.get(shard);
    if (aggregate === undefined) return;
    this.open.delete(shard);
    const { encoder, first, puts, userBytes, bufferBytes } = aggregate;
    // one record needs no wrapping, unless a consumer would take its bytes for an aggregate
    const outgoing = puts.length === 1 && !startsWithMagic(first.data)
      ? OutgoingRecord.alone(first, puts[0])
      : OutgoingRecord.aggregate(encoder.encode(), shard, puts, userBytes, bufferBytes);
    encoder.clear();
    if (this.spare.length < SPARE_ENCODERS) this.spare.push(encoder);
    this.emit(outgoing);
  }
}
