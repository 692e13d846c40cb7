import { onceAvailable } from './simd/availability';
import { Base64Encoder } from './simd/base64-encoder';

/** From this many bytes on, the encoder of our own is worth its making. */
const WORTHWHILE_BYTES = 4096;
/** Node turns this many bytes at once into text that the engine allocates cheaply; divisible by three, so that no padding comes between. */
const CHUNK = 61_440;

const base64Encoder = onceAvailable(() => new Base64Encoder());

/** Writes the bytes as Base64, and returns where it ends. */
export function writeBase64(data: Uint8Array, target: Buffer, offset: number): number {
  const encoder = data.length >= WORTHWHILE_BYTES ? base64Encoder() : undefined;
  if (encoder !== undefined) return encoder.write(data, target, offset);
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  let position = offset;
  for (let start = 0; start < bytes.length; start += CHUNK) {
    position += target.write(bytes.toString('base64', start, Math.min(start + CHUNK, bytes.length)), position, 'latin1');
  }
  return position;
}
