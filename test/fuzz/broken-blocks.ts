import { brotliCompressSync, constants, crc32, gunzipSync, gzipSync } from 'node:zlib';
import { mutated, type Roll } from './dice';
import { BlockEncoder, codecOf, type CompressionCodec } from '../../runtime/compressed-block';

const HEADER = 18;
const COUNT_AT = 6;
const SIZE_AT = 10;
const CHECKSUM_AT = 14;
const CODEC_AT = 5;
const GZIP = 1;
const BROTLI = 2;
const FAST = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

/** What expands far beyond what any header says; made once, since only reading them is to be cheap. */
const BOMBS = [gzipSync(Buffer.alloc(2_000_000)), brotliCompressSync(Buffer.alloc(2_000_000), FAST)];

/** A block with random records, most of which compress. */
export function wholeBlock(roll: Roll): Buffer {
  const name: CompressionCodec = roll(2) === 0 ? 'gzip' : 'brotli';
  const codec = codecOf(name);
  if (codec === undefined) throw new Error(`this Node has no ${name}`);
  const encoder = new BlockEncoder(codec);
  for (let count = 1 + roll(6); count > 0; count--) {
    encoder.add({
      partitionKey: `key-${roll(4)}`.padEnd(1 + roll(100), 'é'),
      explicitHashKey: roll(3) === 0 ? String(roll(1000)) : undefined,
      data: Buffer.alloc(roll(300), `{"trip":${roll(1000)},"total":${roll(256)}}`),
    });
  }
  return encoder.encode();
}

/** Breaks a block in one of the ways that a fault or an attacker has; what it is called when it is still a block, or is none any more. */
export function breakBlock(block: Buffer, roll: Roll): Buffer {
  const copy = Buffer.from(block);
  switch (roll(8)) {
    case 0: return mutated(copy, roll);
    case 1: return copy.subarray(0, roll(copy.length));
    case 2: copy[roll(4)] ^= 1 + roll(255); return copy;
    case 3: copy.writeUInt32BE(lie(copy.readUInt32BE(COUNT_AT), roll), COUNT_AT); return copy;
    case 4: copy.writeUInt32BE(lie(copy.readUInt32BE(SIZE_AT), roll), SIZE_AT); return copy;
    case 5: copy[CODEC_AT] = roll(6); return copy;
    case 6: return bomb(copy, roll);
    default: return withBrokenFrame(copy, roll);
  }
}

function lie(truth: number, roll: Roll): number {
  switch (roll(4)) {
    case 0: return truth + 1 + roll(3);
    case 1: return Math.max(0, truth - 1 - roll(3));
    case 2: return 0xffffffff - roll(10);
    default: return roll(0xffffffff);
  }
}

function bomb(block: Buffer, roll: Roll): Buffer {
  const code = roll(BOMBS.length);
  block[CODEC_AT] = code === 0 ? GZIP : BROTLI;
  if (roll(2) === 0) block.writeUInt32BE(1_000_000, SIZE_AT);
  return Buffer.concat([block.subarray(0, HEADER), BOMBS[code]]);
}

/** The frame inside is broken, and all around it is right, so that only its parser can tell. */
function withBrokenFrame(block: Buffer, roll: Roll): Buffer {
  const payload = block.subarray(HEADER);
  const frame = mutated(block[CODEC_AT] === GZIP ? gunzipSync(payload) : payload, roll);
  const header = Buffer.from(block.subarray(0, HEADER));
  header[CODEC_AT] = 0;
  header.writeUInt32BE(frame.length, SIZE_AT);
  header.writeUInt32BE(crc32(frame), CHECKSUM_AT);
  return Buffer.concat([header, frame]);
}
