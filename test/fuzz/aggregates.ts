import { createHash } from 'node:crypto';
import { mutated, type Roll } from './dice';
import type { FuzzedDecoder } from './fuzzed-decoder';
import { AggregatedRecordEncoder, decode, type UserRecord } from '../../runtime/kpl-format';

/** Bytes around each input that no record may contain. */
const MARGIN = 64;
const POISON = 0xee;
const HEADER = 4;
const DIGEST = 16;

/** Broken aggregates, most of them with a right checksum. */
export const AGGREGATES: FuzzedDecoder = {
  name: 'aggregates of the Kinesis Producer Library',
  tryOne: (roll) => {
    const whole = aggregate(roll);
    const message = mutated(whole.subarray(HEADER, whole.length - DIGEST), roll);
    const digest = roll(10) === 0 ? whole.subarray(-DIGEST) : createHash('md5').update(message).digest();
    const poison = Buffer.alloc(MARGIN, POISON);
    const memory = Buffer.concat([poison, whole.subarray(0, HEADER), message, digest, poison]);
    const data = memory.subarray(MARGIN, memory.length - MARGIN);
    const record = { partitionKey: 'outer', data };
    let decoded: UserRecord[];
    try {
      decoded = decode(record);
    } catch (error) {
      return { problem: `${data.toString('hex')}: threw ${String(error)}` };
    }
    const problem = problemWith(record, decoded);
    if (problem !== undefined) return { problem: `${data.toString('hex')}: ${problem}` };
    return { outcome: decoded[0] === record ? 'plain' : 'records' };
  },
};

function aggregate(roll: Roll): Buffer {
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

function problemWith(record: UserRecord, decoded: readonly UserRecord[]): string | undefined {
  const end = record.data.byteOffset + record.data.length;
  const isInside = ({ data }: UserRecord) => {
    return data.buffer === record.data.buffer && data.byteOffset >= record.data.byteOffset && data.byteOffset + data.length <= end;
  };
  if (decoded.length === 0) return 'yielded nothing';
  if (!decoded.every(isInside)) return 'read outside of its input';
  if (decoded.reduce((sum, { data }) => sum + data.length, 0) > record.data.length) return 'yielded more bytes than came';
  return undefined;
}
