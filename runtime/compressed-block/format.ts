/**
 * How a compressed block is laid out; docs/compressed-records.md has it for readers in other languages.
 *
 * Numbers are unsigned and big-endian. Header: magic (4 bytes), version (1), codec (1), record count (4), size of the frame (4), CRC-32 of the
 * frame (4); the compressed frame follows. Frame: for each record the length of its partition key (2), of its explicit hash key (1, zero for
 * none) and of its data (4), then those three.
 */

/** 0xc1 begins neither UTF-8 text nor gzip nor an aggregate of the Kinesis Producer Library. */
export const MAGIC = Uint8Array.of(0xc1, 0x53, 0x41, 0x42);
export const VERSION = 1;

export const VERSION_AT = 4;
export const CODEC_AT = 5;
export const RECORD_COUNT_AT = 6;
export const FRAME_SIZE_AT = 10;
export const CHECKSUM_AT = 14;
export const HEADER_BYTES = 18;

export const HASH_KEY_LENGTH_AT = 2;
export const DATA_LENGTH_AT = 3;
export const RECORD_HEADER_BYTES = 7;

/** 256 characters of up to four bytes. */
export const LONGEST_KEY_BYTES = 1024;

/**
 * Bytes that the frames of one Kinesis record have together, at most: no producer writes more, and readers refuse what is beyond.
 * The largest record there is (10 MiB: https://docs.aws.amazon.com/streams/latest/dev/large-records.html) fits.
 */
export const EXPANDED_LIMIT = 16 * 1024 * 1024;

/** gzip makes nothing smaller than a 1032nd part; brotli and zstd could name megabytes in a few bytes, and keep a reader busy for minutes. */
const MOST_EXPANSION = 1100;
const ALWAYS_BELIEVED_BYTES = 4096;

/** Bytes that a frame may have which was compressed to so many. */
export function largestFrame(payloadBytes: number): number {
  return ALWAYS_BELIEVED_BYTES + MOST_EXPANSION * payloadBytes;
}

/** Whether these bytes are a compressed block, or claim to be one. */
export function startsWithBlockMagic(data: Uint8Array): boolean {
  return data.length >= MAGIC.length && data[0] === MAGIC[0] && data[1] === MAGIC[1] && data[2] === MAGIC[2] && data[3] === MAGIC[3];
}
