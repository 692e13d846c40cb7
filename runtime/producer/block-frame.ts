import { BlockEncoder, largestFramedSize } from '../compressed-block';
import { UserRecord } from '../kpl-format';
import { sizeInBuffer } from './buffer-budget';
import { Passengers } from './passengers';
import { Passenger } from './pending-put';

/** Records that are to be compressed together, and whom to tell how they end. */
export class BlockFrame {
  public passengers = new Passengers();
  /** Bytes of data in the records. */
  public userBytes = 0;
  /** Bytes that the records hold of the buffer. */
  public bufferBytes = 0;
  private first: UserRecord | undefined;

  constructor(private readonly encoder: BlockEncoder) {}

  public get count(): number {
    return this.encoder.count;
  }

  public get size(): number {
    return this.encoder.size;
  }

  public hasRoomFor(record: UserRecord, blockSize: number): boolean {
    return this.encoder.size + largestFramedSize(record) <= blockSize;
  }

  public add(record: UserRecord, put: Passenger, index: number): void {
    this.first ??= record;
    this.encoder.add(record);
    put.board(this.passengers, index);
    this.userBytes += record.data.length;
    this.bufferBytes += sizeInBuffer(record, put);
  }

  /** The block as a user record under the keys of its first record, which bring it to the shard of all of them. */
  public encode(): UserRecord {
    const { partitionKey = '', explicitHashKey } = this.first ?? {};
    return { partitionKey, explicitHashKey, data: this.encoder.encode() };
  }

  /** Makes it as new, but keeps the memory of the encoder. */
  public clear(): void {
    this.encoder.clear();
    this.passengers = new Passengers();
    this.userBytes = 0;
    this.bufferBytes = 0;
    this.first = undefined;
  }
}
