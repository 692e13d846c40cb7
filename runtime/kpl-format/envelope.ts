import { createHash } from 'node:crypto';

/** What surrounds the protobuf message: magic number in front, MD5 of the message behind. */
export const MAGIC = Uint8Array.of(0xf3, 0x89, 0x9a, 0xc2);
export const DIGEST_BYTES = 16;
export const ENVELOPE_BYTES = MAGIC.length + DIGEST_BYTES;

/** A protobuf message in its place, and the 16 bytes behind it that its digest is to be written to. */
export interface Undigested {
  readonly message: Uint8Array;
  readonly digest: Uint8Array;
}

export function startsWithMagic(data: Uint8Array): boolean {
  return data.length >= MAGIC.length && data[0] === MAGIC[0] && data[1] === MAGIC[1] && data[2] === MAGIC[2] && data[3] === MAGIC[3];
}

export function digestOf(message: Uint8Array): Buffer {
  return createHash('md5').update(message).digest();
}

/** The protobuf message inside, or undefined when the bytes are no sealed aggregate. */
export function openEnvelope(data: Uint8Array): Buffer | undefined {
  // the KCL asks for at least one byte of message: an empty one has no records to give
  if (!startsWithMagic(data) || data.length <= ENVELOPE_BYTES) return undefined;
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const message = bytes.subarray(MAGIC.length, bytes.length - DIGEST_BYTES);
  return digestOf(message).equals(bytes.subarray(bytes.length - DIGEST_BYTES)) ? message : undefined;
}
