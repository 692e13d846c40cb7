import { RecordFilter } from '../../../../local/workers/event-source/record-filter';
import { streamRecord } from '../records';

const takes = (pattern: object, data: string | Uint8Array) => new RecordFilter(JSON.stringify(pattern)).takes(streamRecord(7, data));

test.each<[object, object, boolean]>([
  [{ borough: ['Queens'] }, { borough: 'Queens' }, true],
  [{ borough: ['Queens', 'Bronx'] }, { borough: 'Bronx' }, true],
  [{ borough: ['Queens'] }, { borough: 'Bronx' }, false],
  [{ borough: ['Queens'] }, {}, false],
  [{ fare: [{ numeric: ['>', 5] }] }, { fare: 6 }, true],
  [{ fare: [{ numeric: ['>', 5, '<=', 10] }] }, { fare: 11 }, false],
  [{ fare: [{ numeric: ['=', 5] }] }, { fare: '5' }, false],
  [{ tip: [{ exists: true }] }, { tip: 0 }, true],
  [{ tip: [{ exists: false }] }, {}, true],
  [{ zone: [{ prefix: 'East' }] }, { zone: 'East Village' }, true],
  [{ zone: [{ suffix: 'Village' }] }, { zone: 'East Village' }, true],
  [{ zone: [{ 'equals-ignore-case': 'SOHO' }] }, { zone: 'SoHo' }, true],
  [{ zone: [{ 'anything-but': ['SoHo'] }] }, { zone: 'Harlem' }, true],
  [{ zone: [{ 'anything-but': ['SoHo'] }] }, { zone: 'SoHo' }, false],
  [{ zone: [{ 'anything-but': { prefix: 'So' } }] }, { zone: 'SoHo' }, false],
  [{ zone: [null] }, { zone: null }, true],
  [{ pickup: { borough: ['Queens'] } }, { pickup: { borough: 'Queens' } }, true],
  [{ tags: ['b'] }, { tags: ['a', 'b'] }, true],
  [{ $or: [{ fare: [{ numeric: ['<', 5] }] }, { color: ['green'] }] }, { fare: 9, color: 'green' }, true],
  [{ $or: [{ fare: [{ numeric: ['<', 5] }] }, { color: ['green'] }] }, { fare: 9, color: 'yellow' }, false],
  [{ borough: ['Queens'], fare: [{ numeric: ['>', 5] }] }, { borough: 'Queens', fare: 1 }, false],
])('the pattern %j and the record %j: %s', (data, record, taken) => {
  expect(takes({ data }, JSON.stringify(record))).toBe(taken);
});

test('a filter that asks nothing takes every record', () => {
  expect(takes({}, Uint8Array.of(0xff))).toBe(true);
});

test('a record that is not of the pattern\'s kind is not taken', () => {
  expect(takes({ data: { borough: ['Queens'] } }, 'not JSON')).toBe(false);
  expect(takes({ data: ['plain text'] }, 'plain text')).toBe(true);
  expect(takes({ data: ['plain text'] }, '{"borough":"Queens"}')).toBe(false);
  expect(takes({ data: ['plain text'] }, Uint8Array.of(0xff))).toBe(false);
});

test.each<[string, string | Uint8Array]>([
  ['not JSON', 'not JSON'],
  ['not UTF-8', Uint8Array.of(0x7b, 0x7d, 0xff)],
  ['an aggregate', Uint8Array.of(0xf3, 0x89, 0x9a, 0xc2, 0x0a, 0x01, 0x61)],
])('a property that must not exist takes no record that is %s', (_, data) => {
  expect(takes({ data: { tip: [{ exists: false }] } }, data)).toBe(false);
  expect(takes({ data: { $or: [{ tip: [{ exists: false }] }, { fare: [5] }] } }, data)).toBe(false);
});

test.each([
  ['[]', 'a filter pattern must be a JSON object, received []'],
  ['{"data":{"fare":5}}', 'a filter pattern must hold objects and lists of conditions, received 5'],
  ['{"data":{"fare":[{"above":5}]}}', 'the filter condition {"above":5} is not known'],
  ['{"data":{"fare":[{"prefix":"a","suffix":"b"}]}}', 'the filter condition {"prefix":"a","suffix":"b"} is not known'],
  ['{"data":{"fare":[{"prefix":{"equals-ignore-case":"a"}}]}}', 'the filter condition {"prefix":{"equals-ignore-case":"a"}} is not known'],
  ['{"data":{"fare":[{"exists":"false"}]}}', 'the filter condition {"exists":"false"} is not known'],
  ['{"data":{"fare":[{"numeric":[">"]}]}}', 'the numeric condition [">"] is not pairs'],
  ['{"data":{"a":["b"],"x":[{"cidr":"10.0.0.0/8"}]}}', 'the filter condition {"cidr":"10.0.0.0/8"} is not known'],
  ['{"data":{"a":["b"],"x":{"y":["c",{"cidr":"10.0.0.0/8"}]}}}', 'the filter condition {"cidr":"10.0.0.0/8"} is not known'],
  ['{"data":{"x":[{"anything-but":{"cidr":"10.0.0.0/8"}}]}}', 'the filter condition {"cidr":"10.0.0.0/8"} is not known'],
  ['{"data":{"$or":[{"a":[{"exists":false}]},{"x":[{"cidr":"10.0.0.0/8"}]}]}}', 'the filter condition {"cidr":"10.0.0.0/8"} is not known'],
  ['{"partitionKey":["a"],"data":{"fare":[5]}}', 'filters by partitionKey, a Kinesis event source filters by data only'],
  ['{"$or":[{"data":{"fare":[5]}}]}', 'filters by $or, a Kinesis event source filters by data only'],
])('the pattern %s is refused', (pattern, message) => {
  expect(() => new RecordFilter(pattern)).toThrow(message);
});
