import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { AggregatedRecordEncoder, decode, isAggregated, UserRecord } from '../../../runtime/kpl-format';

fc.configureGlobal({ seed: 20_260_105 });

const MAGIC = [0xf3, 0x89, 0x9a, 0xc2];

/** Seals any message with a right checksum, so that only the message can be at fault. */
function seal(...message: number[]): UserRecord {
  const body = Buffer.from(message);
  return { partitionKey: 'outer', data: Buffer.concat([Buffer.from(MAGIC), body, createHash('md5').update(body).digest()]) };
}

function aggregate(): Buffer {
  const encoder = new AggregatedRecordEncoder();
  for (const n of [1, 2, 3]) encoder.add({ partitionKey: `key-${n}`, explicitHashKey: String(n), data: Buffer.from(`record ${n}`) });
  return Buffer.from(encoder.encode());
}

function expectPlain(record: UserRecord): void {
  expect(isAggregated(record.data)).toBe(false);
  const decoded = decode(record);
  expect(decoded).toHaveLength(1);
  expect(decoded[0]).toBe(record);
}

const KEY = [0x0a, 1, 0x6b];
const RECORD = [0x1a, 5, 0x08, 0, 0x1a, 1, 0x64];

describe('a plain record comes back as itself', () => {
  test.each<[string, UserRecord]>([
    ['empty', { partitionKey: 'k', data: new Uint8Array(0) }],
    ['text', { partitionKey: 'k', explicitHashKey: '7', data: Buffer.from('{"a":1}') }],
    ['the magic number alone', { partitionKey: 'k', data: Uint8Array.from(MAGIC) }],
    ['an aggregate without a message', seal()],
    ['an aggregate without records', seal(...KEY)],
    ['a record without data', seal(...KEY, 0x1a, 2, 0x08, 0)],
    ['a record without partition key', seal(...KEY, 0x1a, 3, 0x1a, 1, 0x64)],
    ['a partition key index outside the table', seal(...KEY, 0x1a, 5, 0x08, 1, 0x1a, 1, 0x64)],
    ['an explicit hash key index outside the table', seal(...KEY, 0x1a, 7, 0x08, 0, 0x10, 0, 0x1a, 1, 0x64)],
    ['a good record before a bad index', seal(...KEY, ...RECORD, 0x1a, 5, 0x08, 9, 0x1a, 1, 0x64)],
    ['a length beyond the end', seal(...KEY, ...RECORD, 0x1a, 100, 0x08)],
    ['a length beyond the record that holds it', seal(...KEY, 0x1a, 5, 0x08, 0, 0x1a, 9, 0x64, 0x0a, 1, 0x6b)],
    ['a number cut off', seal(...KEY, ...RECORD, 0xff)],
    ['a number of eleven bytes', seal(...KEY, ...RECORD, 0x20, ...Array<number>(10).fill(0x80), 1)],
    ['field number zero', seal(...KEY, ...RECORD, 0x02, 0)],
    ['an unknown wire type', seal(...KEY, ...RECORD, 0x27)],
    ['a group that ends before it began', seal(...KEY, ...RECORD, 0x24)],
    ['a group that never ends', seal(...KEY, ...RECORD, 0x23)],
    ['groups a thousand deep', seal(...KEY, ...RECORD, ...Array<number>(1000).fill(0x23), ...Array<number>(1000).fill(0x24))],
    ['a tag without its key', seal(...KEY, 0x1a, 8, 0x08, 0, 0x1a, 1, 0x64, 0x22, 1, 0x12, 0)],
  ])('%s', (_, record) => expectPlain(record));

  test.each<[string, UserRecord]>([
    ['tables behind the records', seal(...RECORD, ...KEY)],
    ['unknown fields of every wire type', seal(...KEY, 0x20, 5, 0x29, ...Array<number>(8).fill(1), 0x32, 1, 9, 0x3d, 1, 2, 3, 4, ...RECORD)],
    ['a group that is closed', seal(...KEY, 0x23, 0x20, 1, 0x24, ...RECORD)],
    ['a tag with its key', seal(...KEY, 0x1a, 10, 0x08, 0, 0x1a, 1, 0x64, 0x22, 3, 0x0a, 1, 0x74)],
    ['a field given twice: the last one counts', seal(...KEY, 0x1a, 7, 0x08, 9, 0x08, 0, 0x1a, 1, 0x64)],
  ])('but %s are valid protobuf', (_, record) => {
    expect(decode(record)).toEqual([{ partitionKey: 'k', data: Buffer.from('d') }]);
  });
});

test('every truncation and every flipped bit of an aggregate leaves a plain record', () => {
  const whole = aggregate();
  for (let length = 0; length < whole.length; length++) expectPlain({ partitionKey: 'k', data: whole.subarray(0, length) });
  for (let bit = 0; bit < whole.length * 8; bit++) {
    const flipped = Buffer.from(whole);
    flipped[bit >> 3] ^= 1 << (bit & 7);
    expectPlain({ partitionKey: 'k', data: flipped });
  }
});

test('any bytes with a right checksum are decoded without an exception and never yield nothing', () => {
  const nearProtobuf = fc.array(fc.oneof(
    fc.constantFrom(KEY, RECORD, [0x12, 1, 0x35], [0x1a, 7, 0x08, 0, 0x10, 0, 0x1a, 1, 0x64]),
    fc.uint8Array({ maxLength: 6 }).map((bytes) => [...bytes]),
  ), { maxLength: 12 }).map((parts) => parts.flat());
  fc.assert(fc.property(nearProtobuf, (message) => {
    const record = seal(...message);
    const decoded = decode(record);
    expect(decoded.length).toBeGreaterThan(0);
    const isItself = decoded.length === 1 && decoded[0] === record;
    expect(isAggregated(record.data)).toBe(!isItself);
    for (const { data } of decoded) expect(data.length).toBeLessThanOrEqual(record.data.length);
  }), { numRuns: 5000 });
});
