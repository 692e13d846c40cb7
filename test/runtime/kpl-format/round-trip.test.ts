import * as fc from 'fast-check';
import { AggregatedRecordEncoder, decode, isAggregated, UserRecord } from '../../../runtime/kpl-format';

fc.configureGlobal({ seed: 20_260_103 });

const partitionKey = fc.oneof(
  fc.constantFrom('a', 'b', '\ufeff', '\u00fc', '\u20ac', '\u{1f695}'.repeat(128), 'k'.repeat(256), '\u20ac'.repeat(256)),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 256 }),
);
const explicitHashKey = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map(String);
const userRecord: fc.Arbitrary<UserRecord> = fc.record(
  { partitionKey, explicitHashKey, data: fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ minLength: 100, maxLength: 300 })) },
  { requiredKeys: ['partitionKey', 'data'] });

function plain({ partitionKey: key, explicitHashKey: hashKey, data }: UserRecord): [string, string | undefined, string] {
  return [key, hashKey, Buffer.from(data).toString('hex')];
}

test('what is encoded is decoded, in its order', () => {
  fc.assert(fc.property(fc.array(userRecord, { minLength: 1, maxLength: 300 }), (records) => {
    const encoder = new AggregatedRecordEncoder();
    for (const record of records) expect(encoder.add(record)).toBe(true);
    const encoded = encoder.encode();
    expect(encoded).toHaveLength(encoder.size);
    expect(encoder.count).toBe(records.length);
    expect(isAggregated(encoded)).toBe(true);
    expect(decode({ partitionKey: 'outer', data: encoded }).map(plain)).toEqual(records.map(plain));
  }), { numRuns: 200 });
});

test('the limit holds to the byte, and a refused record leaves no trace', () => {
  fc.assert(fc.property(fc.array(userRecord, { minLength: 1, maxLength: 30 }), userRecord, (records, last) => {
    const encoder = new AggregatedRecordEncoder();
    const all = new AggregatedRecordEncoder();
    for (const record of records) {
      encoder.add(record);
      all.add(record);
    }
    all.add(last);
    const before = Buffer.from(encoder.encode());
    expect(encoder.add(last, all.size - 1)).toBe(false);
    expect(encoder.count).toBe(records.length);
    expect(before.equals(encoder.encode())).toBe(true);
    expect(encoder.add(last, all.size)).toBe(true);
    expect(Buffer.from(all.encode()).equals(encoder.encode())).toBe(true);
  }), { numRuns: 200 });
});

test('a cleared encoder begins anew', () => {
  const encoder = new AggregatedRecordEncoder();
  const record: UserRecord = { partitionKey: 'k', explicitHashKey: '5', data: Buffer.from('first') };
  encoder.add(record);
  const first = Buffer.from(encoder.encode());
  encoder.add({ partitionKey: 'other', data: Buffer.alloc(100_000) });
  encoder.clear();
  expect(encoder.count).toBe(0);
  expect(encoder.size).toBe(20);
  encoder.add(record);
  expect(first.equals(encoder.encode())).toBe(true);
});

test('data is copied when it is added', () => {
  const encoder = new AggregatedRecordEncoder();
  const data = Buffer.from('before');
  encoder.add({ partitionKey: 'k', data });
  data.fill('x');
  expect(Buffer.from(decode({ partitionKey: 'outer', data: encoder.encode() })[0].data).toString()).toBe('before');
});

test('an aggregate is written in place, at an offset', () => {
  const encoder = new AggregatedRecordEncoder();
  encoder.add({ partitionKey: 'k', data: Buffer.from('data') });
  const target = Buffer.alloc(encoder.size + 10, 0x2a);
  expect(encoder.encodeInto(target, 5)).toBe(encoder.size + 5);
  expect(target.subarray(5, -5).equals(encoder.encode())).toBe(true);
  expect(target.subarray(0, 5).toString()).toBe('*****');
  expect(target.subarray(-5).toString()).toBe('*****');
});
