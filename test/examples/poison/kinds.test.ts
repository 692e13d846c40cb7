import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { aggregateOf, bytesOf } from '../../../examples/taxi/poison/aggregate';
import { KINDS } from '../../../examples/taxi/poison/kinds';
import { poisonRecords } from '../../../examples/taxi/poison/poison-records';
import { readRecords } from '../../../runtime/consumer';
import { decode, isAggregated, startsWithMagic } from '../../../runtime/kpl-format';

const data = (name: string, tripId = 'poison-1') => KINDS.find((kind) => kind.name === name)?.data(tripId) ?? Buffer.alloc(0);

test('there are twelve kinds and more, each in its turn', () => {
  const kinds = [...poisonRecords(KINDS.length + 1)].map(({ kind }) => kind);
  expect(KINDS.length).toBeGreaterThanOrEqual(12);
  expect(new Set(kinds).size).toBe(KINDS.length);
  expect(kinds.at(-1)).toBe(kinds[0]);
});

test('no two records are the same, and each says by what it is found', () => {
  const records = [...poisonRecords(3 * KINDS.length)];
  expect(new Set(records.map(({ sha256 }) => sha256)).size).toBe(records.length);
  expect(new Set(records.map(({ documentId }) => documentId)).size).toBe(records.length);
  for (const record of records) expect(record.sha256).toBe(createHash('sha256').update(record.data).digest('hex'));
});

test.each(['truncated base64', 'truncated JSON', 'garbage', 'NaN', 'gzip bomb', 'aggregate with wrong magic'])('%s is no JSON', (name) => {
  expect(() => JSON.parse(data(name).toString())).toThrow(SyntaxError);
});

test('the text of invalid UTF-8 would be JSON in another encoding', () => {
  expect(JSON.parse(data('invalid UTF-8').toString('latin1'))).toMatchObject({ payment: 'caf\u00e9' });
  expect(isUtf8(data('invalid UTF-8'))).toBe(false);
});

test('a gzip bomb is a thousand times larger inside', () => {
  expect(gunzipSync(data('gzip bomb')).length).toBeGreaterThan(900 * data('gzip bomb').length);
});

test('the longest string fills a record of the stream', () => {
  const [record] = [...poisonRecords(KINDS.length)].filter(({ kind }) => kind === '1 MiB string');
  const size = (record?.data.length ?? 0) + Buffer.byteLength(record?.partitionKey ?? '');
  expect(size).toBeLessThanOrEqual(1024 * 1024);
  expect(size).toBeGreaterThan(1024 * 1024 - 512);
});

test('an aggregate that is whole is read, and each broken one is a record by itself', () => {
  const content = Buffer.from('{"trip_id":"1"}');
  expect(decode({ partitionKey: 'k', data: bytesOf(aggregateOf('k', content)) })).toEqual([{ partitionKey: 'k', data: content }]);
  for (const name of ['aggregate with MD5 mismatch', 'aggregate with bad inner length', 'aggregate with wrong magic']) {
    expect([name, isAggregated(data(name))]).toEqual([name, false]);
  }
  expect(startsWithMagic(data('aggregate with MD5 mismatch'))).toBe(true);
  expect(startsWithMagic(data('aggregate with bad inner length'))).toBe(true);
});

test('a block that is a bomb is expanded no further than it claims, and refused', () => {
  const { records, unreadable } = readRecords({ partitionKey: 'k', data: data('compressed block that is a bomb') });
  expect(records).toEqual([]);
  expect(unreadable.map(({ error }) => error.code)).toEqual(['SizeMismatch']);
});

test('duplicate keys are one value in JSON: the last', () => {
  expect(JSON.parse(data('duplicate keys').toString())).toMatchObject({ fare: 7.5 });
});
