import { DIGEST_BYTES, digestOf, ENVELOPE_BYTES, MAGIC, Undigested } from './envelope';
import {
  EXPLICIT_HASH_KEY_TABLE, PARTITION_KEY_TABLE, RECORD_DATA, RECORD_EXPLICIT_HASH_KEY_INDEX, RECORD_PARTITION_KEY_INDEX, RECORDS,
} from './field-tags';
import { KeyPlace } from './key-place';
import { KeyTable } from './key-table';
import { ProtobufWriter, varintLength } from './protobuf-writer';
import { UserRecord } from './user-record';

/**
 * Packs user records into one Kinesis record.
 *
 * Fields are written in the order of their numbers, as every protobuf library does it, so the bytes are those the Kinesis Producer Library
 * makes of the same records. Data is copied when it is added: the caller may use its buffer again.
 */
export class AggregatedRecordEncoder {
  private readonly partitionKeys = new KeyTable(PARTITION_KEY_TABLE);
  private readonly explicitHashKeys = new KeyTable(EXPLICIT_HASH_KEY_TABLE);
  private readonly records = new ProtobufWriter();
  private added = 0;

  /** User records added since the beginning or the last `clear`. */
  public get count(): number {
    return this.added;
  }

  /** Bytes that `encode` would return now. */
  public get size(): number {
    return ENVELOPE_BYTES + this.partitionKeys.length + this.explicitHashKeys.length + this.records.length;
  }

  /**
   * Adds the record, unless the aggregate would become larger than `maximumSize` bytes: then nothing changes and the answer is false.
   *
   * `place` is that of the partition key. A key that comes now with it and now without stands twice in the table, which does no harm.
   */
  public add(record: UserRecord, maximumSize = Infinity, place?: KeyPlace): boolean {
    const { partitionKey, explicitHashKey, data } = record;
    const partitionKeyIndex = this.partitionKeys.indexOf(partitionKey, place);
    const partitionKeyCost = this.partitionKeys.cost(partitionKey, partitionKeyIndex, place);
    let bodyLength = 1 + varintLength(partitionKeyIndex) + 1 + varintLength(data.length) + data.length;
    let explicitHashKeyIndex = 0;
    let explicitHashKeyCost = 0;
    if (explicitHashKey !== undefined) {
      explicitHashKeyIndex = this.explicitHashKeys.indexOf(explicitHashKey);
      explicitHashKeyCost = this.explicitHashKeys.cost(explicitHashKey, explicitHashKeyIndex);
      bodyLength += 1 + varintLength(explicitHashKeyIndex);
    }
    const recordCost = 1 + varintLength(bodyLength) + bodyLength;
    if (this.size + partitionKeyCost + explicitHashKeyCost + recordCost > maximumSize) return false;

    this.partitionKeys.add(partitionKey, partitionKeyIndex, partitionKeyCost, place);
    this.records.reserve(recordCost);
    this.records.varint(RECORDS);
    this.records.varint(bodyLength);
    this.records.varint(RECORD_PARTITION_KEY_INDEX);
    this.records.varint(partitionKeyIndex);
    if (explicitHashKey !== undefined) {
      this.explicitHashKeys.add(explicitHashKey, explicitHashKeyIndex, explicitHashKeyCost);
      this.records.varint(RECORD_EXPLICIT_HASH_KEY_INDEX);
      this.records.varint(explicitHashKeyIndex);
    }
    this.records.varint(RECORD_DATA);
    this.records.varint(data.length);
    this.records.data(data);
    this.added++;
    return true;
  }

  /** The aggregate in a buffer of its own. */
  public encode(): Uint8Array {
    const target = Buffer.allocUnsafe(this.size);
    this.encodeInto(target, 0);
    return target;
  }

  /** Writes `size` bytes at the offset and returns where they end. */
  public encodeInto(target: Uint8Array, offset: number): number {
    const { message, digest } = this.encodeUndigested(target, offset);
    digest.set(digestOf(message));
    return offset + this.size;
  }

  /** As `encodeInto`, but leaves the digest to the caller: no consumer understands the aggregate before it is written. */
  public encodeUndigested(target: Uint8Array, offset: number): Undigested {
    target.set(MAGIC, offset);
    const start = offset + MAGIC.length;
    const end = this.records.copyTo(target, this.explicitHashKeys.copyTo(target, this.partitionKeys.copyTo(target, start)));
    return { message: target.subarray(start, end), digest: target.subarray(end, end + DIGEST_BYTES) };
  }

  /** Forgets all records but keeps the memory. */
  public clear(): void {
    this.partitionKeys.clear();
    this.explicitHashKeys.clear();
    this.records.clear();
    this.added = 0;
  }
}
