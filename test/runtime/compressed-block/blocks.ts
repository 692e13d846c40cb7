import { crc32 } from 'node:zlib';
import { BlockEncoder, codecOf, type CompressionCodec } from '../../../runtime/compressed-block';
import type { UserRecord } from '../../../runtime/kpl-format';

/** The codecs that this Node has. */
export const CODECS = (['gzip', 'brotli', 'zstd'] as const).filter((name) => codecOf(name) !== undefined);

export function blockOf(records: readonly UserRecord[], name: CompressionCodec = 'gzip'): Buffer {
  const codec = codecOf(name);
  if (codec === undefined) throw new Error(`this Node has no ${name}`);
  const encoder = new BlockEncoder(codec);
  for (const record of records) encoder.add(record);
  return encoder.encode();
}

export function text(partitionKey: string, data: string): UserRecord {
  return { partitionKey, data: Buffer.from(data) };
}

/** What a header claims; all else is as it should be. */
export interface Claims {
  readonly version?: number;
  readonly codec?: number;
  readonly count?: number;
  readonly size?: number;
  readonly checksum?: number;
}

/** A block made by hand from a frame, whose header may lie. */
export function handmadeBlock(frame: Uint8Array, payload: Uint8Array, claims: Claims = {}): Buffer {
  const { version = 1, codec = 1, count = 1, size = frame.length, checksum = crc32(frame) } = claims;
  const header = Buffer.alloc(18);
  header.write('c1534142', 'hex');
  header[4] = version;
  header[5] = codec;
  header.writeUInt32BE(count, 6);
  header.writeUInt32BE(size, 10);
  header.writeUInt32BE(checksum, 14);
  return Buffer.concat([header, payload]);
}

/** A frame made by hand: lengths as given, whatever follows. */
export function framed(keyLength: number, hashKeyLength: number, dataLength: number, content: string): Buffer {
  const header = Buffer.alloc(7);
  header.writeUInt16BE(keyLength, 0);
  header[2] = hashKeyLength;
  header.writeUInt32BE(dataLength, 3);
  return Buffer.concat([header, Buffer.from(content)]);
}
