import { UserRecord } from '../../kpl-format';
import { ProtobufReader } from '../../kpl-format/protobuf-reader';
import { ProtobufWriter, stringLength } from '../../kpl-format/protobuf-writer';
import { Passengers } from '../passengers';
import { Passenger } from '../pending-put';

/** At most this many bytes stand before a key, a hash key or data, to tell its length. */
const LENGTH_BYTES = 5;

/** User records on their way to the worker thread, one after the other in memory that changes its owner. */
export class ParcelWriter {
  private writer = new ProtobufWriter();

  public get size(): number {
    return this.writer.length;
  }

  public add({ partitionKey, explicitHashKey = '', data }: UserRecord): void {
    const keyLength = stringLength(partitionKey);
    this.writer.reserve(keyLength + explicitHashKey.length + data.length + 3 * LENGTH_BYTES);
    this.writer.varint(keyLength);
    this.writer.string(partitionKey, keyLength);
    this.writer.varint(explicitHashKey.length);
    this.writer.string(explicitHashKey, explicitHashKey.length);
    this.writer.varint(data.length);
    this.writer.data(data);
  }

  /** All that was added, which is forgotten here. */
  public take(): ArrayBuffer {
    const bytes = new ArrayBuffer(this.writer.length);
    this.writer.copyTo(new Uint8Array(bytes), 0);
    this.writer.clear();
    return bytes;
  }
}

/** The records of a parcel; their data are views on its bytes. */
export function readParcel(bytes: ArrayBuffer, count: number): UserRecord[] {
  const reader = new ProtobufReader(Buffer.from(bytes), 0, bytes.byteLength);
  return Array.from({ length: count }, () => {
    const partitionKey = reader.string();
    const explicitHashKey = reader.string();
    const data = reader.data();
    return explicitHashKey === '' ? { partitionKey, data } : { partitionKey, explicitHashKey, data };
  });
}

/** What the caller's thread keeps of a parcel: whom its records belong to, and what they hold of the buffer. */
export class SentParcel {
  public readonly passengers = new Passengers();
  private readonly sizes: number[] = [];
  private left = 0;

  constructor(public readonly isTold: boolean) {}

  public get count(): number {
    return this.sizes.length;
  }

  public get isSettled(): boolean {
    return this.left === 0;
  }

  public add(put: Passenger, index: number, size: number): void {
    put.board(this.passengers, index);
    this.sizes.push(size);
    this.left++;
  }

  /** Strikes the record out. @returns what it held of the buffer; zero when it was struck out before */
  public settle(position: number): number {
    const size = this.sizes[position];
    this.sizes[position] = 0;
    if (size > 0) this.left--;
    return size;
  }
}
