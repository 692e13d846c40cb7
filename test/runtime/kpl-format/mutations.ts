import { createHash } from 'node:crypto';
import { AggregatedRecordEncoder, decode, UserRecord } from '../../../runtime/kpl-format';

/** Bytes around each input that no record may contain. */
const MARGIN = 64;
const POISON = 0xee;
const HEADER = 4;
const DIGEST = 16;

/** The same random numbers in every run: https://en.wikipedia.org/wiki/Xorshift. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % sides;
  };
}

function aggregate(roll: (sides: number) => number): Buffer {
  const encoder = new AggregatedRecordEncoder();
  for (let count = 1 + roll(6); count > 0; count--) {
    encoder.add({
      partitionKey: `key-${roll(4)}`.padEnd(roll(300), 'é'),
      explicitHashKey: roll(3) === 0 ? String(roll(1000)) : undefined,
      data: Buffer.alloc(roll(200), roll(256)),
    });
  }
  return Buffer.from(encoder.encode());
}

/** Changes, inserts, removes or repeats some bytes of the message. */
function mutated(message: Buffer, roll: (sides: number) => number): Buffer {
  let result = message;
  for (let changes = 1 + roll(4); changes > 0; changes--) {
    const at = roll(result.length + 1);
    const length = roll(8);
    const random = Buffer.from(Array.from({ length }, () => (roll(2) === 0 ? roll(256) : 0x80 + roll(128))));
    const [before, after] = [result.subarray(0, at), result.subarray(at)];
    switch (roll(4)) {
      case 0: result = Buffer.concat([before, random, after]); break;
      case 1: result = Buffer.concat([before, random, after.subarray(length)]); break;
      case 2: result = Buffer.concat([before, after.subarray(length)]); break;
      default: result = Buffer.concat([before, after.subarray(0, 2 * length), after]);
    }
  }
  return result;
}

/** Decodes that many broken aggregates, most of them with a right checksum; answers what went wrong with the first few. */
export function problemsOfDecoder(inputs: number, seed: number): string[] {
  const roll = dice(seed);
  const problems: string[] = [];
  for (let n = 0; n < inputs && problems.length < 10; n++) {
    const whole = aggregate(roll);
    const message = mutated(whole.subarray(HEADER, whole.length - DIGEST), roll);
    const digest = roll(10) === 0 ? whole.subarray(-DIGEST) : createHash('md5').update(message).digest();
    const poison = Buffer.alloc(MARGIN, POISON);
    const memory = Buffer.concat([poison, whole.subarray(0, HEADER), message, digest, poison]);
    const data = memory.subarray(MARGIN, memory.length - MARGIN);
    const problem = problemWith({ partitionKey: 'outer', data });
    if (problem !== undefined) problems.push(`input ${n} (${data.toString('hex')}): ${problem}`);
  }
  return problems;
}

function problemWith(record: UserRecord): string | undefined {
  let decoded: UserRecord[];
  try {
    decoded = decode(record);
  } catch (error) {
    return `threw ${String(error)}`;
  }
  const end = record.data.byteOffset + record.data.length;
  const isInside = ({ data }: UserRecord) => {
    return data.buffer === record.data.buffer && data.byteOffset >= record.data.byteOffset && data.byteOffset + data.length <= end;
  };
  if (decoded.length === 0) return 'yielded nothing';
  if (!decoded.every(isInside)) return 'read outside of its input';
  if (decoded.reduce((sum, { data }) => sum + data.length, 0) > record.data.length) return 'yielded more bytes than came';
  return undefined;
}
