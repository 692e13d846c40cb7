import { crc32 } from 'node:zlib';
import { Codec, densestCodec, storedCodec } from './codec';
import {
  CHECKSUM_AT, CODEC_AT, DATA_LENGTH_AT, FRAME_SIZE_AT, HASH_KEY_LENGTH_AT, HEADER_BYTES, largestFrame, MAGIC, RECORD_COUNT_AT,
  RECORD_HEADER_BYTES, VERSION, VERSION_AT,
} from './format';
import type { UserRecord } from '../kpl-format';

const FIRST_CAPACITY = 4 * 1024;

/** Bytes that the record adds to a frame, at most. */
export function largestFramedSize({ partitionKey, explicitHashKey, data }: UserRecord): number {
  // a UTF-16 unit takes three bytes at most
  return RECORD_HEADER_BYTES + 3 * partitionKey.length + (explicitHashKey?.length ?? 0) + data.length;
}

/** Frames records one behind the other and compresses them together. Data is copied when it is added; the memory is used again after `clear`. */
export class BlockEncoder {
  private frame = Buffer.allocUnsafe(FIRST_CAPACITY);
  private length = 0;
  private added = 0;

  constructor(private readonly codec: Codec) {}

  /** Records added since the beginning or the last `clear`. */
  public get count(): number {
    return this.added;
  }

  /** Bytes of the frame. */
  public get size(): number {
    return this.length;
  }

  public add(record: UserRecord): void {
    const { partitionKey, explicitHashKey = '', data } = record;
    this.reserve(largestFramedSize(record));
    const { frame, length } = this;
    const keyAt = length + RECORD_HEADER_BYTES;
    const hashKeyAt = keyAt + frame.write(partitionKey, keyAt, 'utf8');
    const dataAt = hashKeyAt + frame.write(explicitHashKey, hashKeyAt, 'latin1');
    frame.writeUInt16BE(hashKeyAt - keyAt, length);
    frame[length + HASH_KEY_LENGTH_AT] = explicitHashKey.length;
    frame.writeUInt32BE(data.length, length + DATA_LENGTH_AT);
    frame.set(data, dataAt);
    this.length = dataAt + data.length;
    this.added++;
  }

  /** The block in a buffer of its own. */
  public encode(): Buffer {
    const frame = this.frame.subarray(0, this.length);
    const { code, payload } = this.compress(frame);
    const block = Buffer.allocUnsafe(HEADER_BYTES + payload.length);
    block.set(MAGIC, 0);
    block[VERSION_AT] = VERSION;
    block[CODEC_AT] = code;
    block.writeUInt32BE(this.added, RECORD_COUNT_AT);
    block.writeUInt32BE(frame.length, FRAME_SIZE_AT);
    block.writeUInt32BE(crc32(frame), CHECKSUM_AT);
    block.set(payload, HEADER_BYTES);
    return block;
  }

  /** Forgets all records but keeps the memory. */
  public clear(): void {
    this.length = 0;
    this.added = 0;
  }

  private compress(frame: Uint8Array): { readonly code: number; readonly payload: Uint8Array } {
    const { code, compress } = this.codec;
    const payload = compress(frame);
    if (payload.length >= frame.length) return { code: storedCodec().code, payload: frame };
    // readers take what is too small for a bomb
    if (frame.length > largestFrame(payload.length)) return { code: densestCodec().code, payload: densestCodec().compress(frame) };
    return { code, payload };
  }

  private reserve(length: number): void {
    const needed = this.length + length;
    if (needed <= this.frame.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.frame.length * 2));
    larger.set(this.frame.subarray(0, this.length));
    this.frame = larger;
  }
}
