import { Batcher } from '../../../../local/workers/event-source/batcher';
import { MOST_EVENT_BYTES, toEvent } from '../../../../local/workers/event-source/event';
import { streamRecord, streamRecords } from '../records';

const SOURCE = { streamArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/s', roleArn: 'arn:aws:iam::000000000000:role/f' };
const HOUR = 3_600_000;

test('without a window whatever was read is a batch', () => {
  const batcher = new Batcher(SOURCE, 10, 0);
  batcher.add(streamRecords(3));
  expect(batcher.take(false)).toHaveLength(3);
  expect(batcher.size).toBe(0);
});

test('a batch never holds more than the batch size, in the order of the shard', () => {
  const batcher = new Batcher(SOURCE, 2, HOUR);
  batcher.add(streamRecords(5));
  expect(batcher.take(false).map(({ sequenceNumber }) => sequenceNumber)).toEqual(['1', '2']);
  expect(batcher.take(false).map(({ sequenceNumber }) => sequenceNumber)).toEqual(['3', '4']);
  expect(batcher.take(false)).toEqual([]);
  expect(batcher.size).toBe(1);
});

test('within the window a batch that is not full waits, until it is flushed', () => {
  const batcher = new Batcher(SOURCE, 10, HOUR);
  batcher.add(streamRecords(3));
  expect(batcher.take(false)).toEqual([]);
  expect(batcher.take(true)).toHaveLength(3);
});

test('the window begins with the first record of a batch', () => {
  jest.useFakeTimers({ now: 0 });
  const batcher = new Batcher(SOURCE, 10, 1000);
  jest.setSystemTime(5000);
  batcher.add(streamRecords(1));
  expect(batcher.take(false)).toEqual([]);
  jest.setSystemTime(6000);
  expect(batcher.take(false)).toHaveLength(1);
  jest.useRealTimers();
});

test('an event stays within 6 MB, and one record that is larger goes alone', () => {
  const batcher = new Batcher(SOURCE, 100, HOUR);
  const mebibyte = Buffer.alloc(1024 * 1024);
  batcher.add([1, 2, 3, 4, 5].map((sequence) => streamRecord(sequence, mebibyte)));
  expect(batcher.take(false)).toHaveLength(4);
  expect(batcher.take(false)).toEqual([]);
  expect(batcher.take(true)).toHaveLength(1);

  batcher.add([streamRecord(6, Buffer.alloc(7 * 1024 * 1024)), streamRecord(7)]);
  expect(batcher.take(false).map(({ sequenceNumber }) => sequenceNumber)).toEqual(['6']);
});

test.each([[0, 2], [1, 1]])('what stands around the records counts against the 6 MB: with %d bytes more, %d go together', (more, together) => {
  const records = (keyLength: number) => [
    { ...streamRecord(1, Buffer.alloc(3 * 1024 * 1024), new Date(0)), partitionKey: 'k'.repeat(keyLength) }, streamRecord(2, '', new Date(0)),
  ];
  const bytes = (keyLength: number) => Buffer.byteLength(JSON.stringify(toEvent(SOURCE, records(keyLength))));
  const full = MOST_EVENT_BYTES - bytes(0);
  expect(bytes(full)).toBe(MOST_EVENT_BYTES);
  const batcher = new Batcher(SOURCE, 100, 0);
  batcher.add(records(full + more));
  expect(batcher.take(false)).toHaveLength(together);
});
