import { sourceRecords } from './records';
import { PartitionBuffers } from '../../../../local/workers/firehose/partition-buffers';
import type { TransformedRecord } from '../../../../local/workers/firehose/transform';

const HINTS = { bytes: 1_000_000, millis: 3_600_000 };
const [source] = sourceRecords(1);

const record = (text: string, partitionKeys?: TransformedRecord['partitionKeys']): TransformedRecord =>
  ({ source, data: Buffer.from(text), partitionKeys });

function collecting(mostActive?: number) {
  const lots: string[][] = [];
  const buffers = new PartitionBuffers(HINTS, async (records) => { lots.push(records.map(({ data }) => Buffer.from(data).toString())); }, mostActive);
  return { buffers, lots };
}

test('records are collected by their keys, whatever the order of those', async () => {
  const { buffers, lots } = collecting();
  await buffers.add(record('1', { a: 'x', b: 'y' }));
  await buffers.add(record('2', { a: 'y', b: 'x' }));
  await buffers.add(record('3', { b: 'y', a: 'x' }));
  await buffers.add(record('4'));
  await buffers.drain(true);
  expect(lots).toEqual([['1', '3'], ['2'], ['4']]);
});

test('a partition too many is not opened until another one is delivered', async () => {
  const { buffers, lots } = collecting(2);
  expect(await buffers.add(record('1', { a: '1' }))).toBe(true);
  expect(await buffers.add(record('2', { a: '2' }))).toBe(true);
  expect(await buffers.add(record('3', { a: '3' }))).toBe(false);
  expect(await buffers.add(record('4', { a: '2' }))).toBe(true);
  await buffers.drain(true);
  expect(await buffers.add(record('5', { a: '3' }))).toBe(true);
  await buffers.drain(true);
  expect(lots).toEqual([['1'], ['2', '4'], ['5']]);
});

test('lots of several partitions are handed on one after the other', async () => {
  let busy = 0;
  const most: number[] = [];
  const buffers = new PartitionBuffers(HINTS, async () => {
    most.push(++busy);
    await new Promise((resolve) => setImmediate(resolve));
    busy--;
  });
  for (const a of ['1', '2', '3']) await buffers.add(record(a, { a }));
  await buffers.drain(true);
  expect(most).toEqual([1, 1, 1]);
});

test('what cannot be handed on is told, and forgotten on request', async () => {
  const buffers = new PartitionBuffers(HINTS, async () => { throw new Error('no bucket'); });
  await buffers.add(record('1', { a: '1' }));
  await expect(buffers.drain(true)).rejects.toThrow('no bucket');
  const { buffers: others, lots } = collecting();
  await others.add(record('1'));
  others.discard();
  // of a transform that was under way, for a new partition too
  for (const a of ['1', '2']) expect(await others.add(record(a, { a }))).toBe(true);
  await others.drain(true);
  expect(lots).toEqual([]);
});
