import { crc32 } from 'node:zlib';
import { codecWithCode } from './codec';
import { CompressedBlockError } from './compressed-block-error';
import {
  CHECKSUM_AT, CODEC_AT, DATA_LENGTH_AT, EXPANDED_LIMIT, FRAME_SIZE_AT, HASH_KEY_LENGTH_AT, HEADER_BYTES, largestFrame, LONGEST_KEY_BYTES,
  RECORD_COUNT_AT, RECORD_HEADER_BYTES, VERSION, VERSION_AT,
} from './format';
import type { UserRecord } from '../kpl-format';

const HASH_KEY = /^\d{1,39}$/;

export interface OpenedBlock {
  /** In the order of their puts; the data of each is a view on memory that they share. */
  readonly records: UserRecord[];
  /** Bytes of the frame. */
  readonly expandedBytes: number;
}

/**
 * The records inside a block, which begins with the magic. What its header claims is checked against the limit before anything is expanded, and
 * against what was expanded afterwards.
 *
 * @throws CompressedBlockError
 */
export function openBlock(block: Uint8Array, limit: number = EXPANDED_LIMIT): OpenedBlock {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  if (bytes.length < HEADER_BYTES) {
    throw new CompressedBlockError('Truncated', `the compressed block has ${bytes.length} bytes, its header alone takes ${HEADER_BYTES}`);
  }
  const version = bytes[VERSION_AT];
  if (version !== VERSION) throw new CompressedBlockError('UnknownVersion', `the compressed block has version ${version}, this reader knows ${VERSION}`);
  const size = bytes.readUInt32BE(FRAME_SIZE_AT);
  const count = bytes.readUInt32BE(RECORD_COUNT_AT);
  if (size > limit) {
    throw new CompressedBlockError('TooLarge', `the compressed block claims ${size} bytes of records, at most ${limit} are allowed here, `
      + `since the blocks of one Kinesis record may have ${EXPANDED_LIMIT} together`);
  }
  const payloadBytes = bytes.length - HEADER_BYTES;
  if (size > largestFrame(payloadBytes)) {
    throw new CompressedBlockError('TooLarge', `the compressed block claims ${size} bytes of records in ${payloadBytes} compressed ones, `
      + `at most ${largestFrame(payloadBytes)} are allowed`);
  }
  if (count === 0 || count * RECORD_HEADER_BYTES > size) {
    throw new CompressedBlockError('CountMismatch', `the compressed block claims ${count} records in ${size} bytes, where at least 1 and at most `
      + `${Math.floor(size / RECORD_HEADER_BYTES)} can be`);
  }
  const frame = expand(bytes.subarray(HEADER_BYTES), bytes[CODEC_AT], size);
  if (frame.length !== size) {
    throw new CompressedBlockError('SizeMismatch', `the compressed block claims ${size} bytes of records, but has ${frame.length}`);
  }
  if (crc32(frame) !== bytes.readUInt32BE(CHECKSUM_AT)) {
    throw new CompressedBlockError('ChecksumMismatch', 'the records of the compressed block do not match its checksum');
  }
  return { records: readFrame(frame, count), expandedBytes: size };
}

function expand(payload: Buffer, code: number, size: number): Buffer {
  const codec = codecWithCode(code);
  if (codec === undefined) throw new CompressedBlockError('UnknownCodec', `the compressed block has codec ${code}, allowed are 0 to 3`);
  if (codec === 'unavailable') {
    throw new CompressedBlockError('CodecUnavailable', `the compressed block has codec ${code} (zstd), which takes Node 22.15 or newer, this is ${process.version}`);
  }
  try {
    return codec.decompress(payload, size);
  } catch (error) {
    const reason = typeof error === 'object' && error !== null && 'code' in error ? error.code : 'unknown error';
    if (reason === 'ERR_BUFFER_TOO_LARGE') {
      throw new CompressedBlockError('SizeMismatch', `the compressed block claims ${size} bytes of records, but has more`);
    }
    throw new CompressedBlockError('Damaged', `the compressed block cannot be expanded (${String(reason)})`);
  }
}

function readFrame(frame: Buffer, count: number): UserRecord[] {
  const records: UserRecord[] = [];
  let at = 0;
  while (at < frame.length) {
    if (frame.length - at < RECORD_HEADER_BYTES) throw malformed(records.length, 'is cut off');
    const keyLength = frame.readUInt16BE(at);
    const hashKeyLength = frame[at + HASH_KEY_LENGTH_AT];
    const dataLength = frame.readUInt32BE(at + DATA_LENGTH_AT);
    const hashKeyAt = at + RECORD_HEADER_BYTES + keyLength;
    const dataAt = hashKeyAt + hashKeyLength;
    const end = dataAt + dataLength;
    if (keyLength === 0 || keyLength > LONGEST_KEY_BYTES) throw malformed(records.length, `has a partition key of ${keyLength} bytes`);
    if (end > frame.length) throw malformed(records.length, 'is longer than the block');
    const partitionKey = frame.toString('utf8', at + RECORD_HEADER_BYTES, hashKeyAt);
    const data = frame.subarray(dataAt, end);
    if (hashKeyLength === 0) {
      records.push({ partitionKey, data });
    } else {
      const explicitHashKey = frame.toString('latin1', hashKeyAt, dataAt);
      if (!HASH_KEY.test(explicitHashKey)) throw malformed(records.length, 'has an explicit hash key that is no decimal number');
      records.push({ partitionKey, explicitHashKey, data });
    }
    at = end;
  }
  if (records.length !== count) {
    throw new CompressedBlockError('CountMismatch', `the compressed block claims ${count} records, but has ${records.length}`);
  }
  return records;
}

function malformed(index: number, what: string): CompressedBlockError {
  return new CompressedBlockError('MalformedFrame', `record ${index} of the compressed block ${what}`);
}
