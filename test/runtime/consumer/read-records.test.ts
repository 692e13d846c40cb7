import type { _Record } from '@aws-sdk/client-kinesis';
import { CompressedBlockError, readRecords } from '../../../runtime/consumer';
import { AggregatedRecordEncoder, type UserRecord } from '../../../runtime/kpl-format';
import { blockOf, handmadeBlock, text } from '../compressed-block/blocks';

function aggregateOf(records: readonly UserRecord[]): Uint8Array {
  const encoder = new AggregatedRecordEncoder();
  for (const record of records) encoder.add(record);
  return encoder.encode();
}

/** In a form that is read at a glance. */
function show({ records, unreadable }: ReturnType<typeof readRecords>): string[] {
  return [
    ...records.map(({ partitionKey, explicitHashKey = '-', data, subSequenceNumber, recordIndex = '-' }) => `${subSequenceNumber}/${recordIndex} ${partitionKey} ${explicitHashKey} ${Buffer.from(data).toString()}`),
    ...unreadable.map(({ partitionKey, subSequenceNumber, error }) => `${subSequenceNumber} ${partitionKey} ${error.code}`),
  ];
}

test('a plain record is itself', () => {
  expect(readRecords({ partitionKey: 'k', data: Buffer.from('plain') })).toEqual({
    records: [{ partitionKey: 'k', data: Buffer.from('plain'), subSequenceNumber: 0 }], unreadable: [],
  });
});

test('Base64, as in a Lambda event, is the same as bytes', () => {
  const data = Buffer.from(aggregateOf([text('a', 'one'), { partitionKey: 'b', data: blockOf([text('b', 'two')]) }]));
  expect(show(readRecords({ partitionKey: 'k', data: data.toString('base64') }))).toEqual(show(readRecords({ partitionKey: 'k', data })));
});

test('a record of the AWS SDK, as GetRecords and SubscribeToShard give it, is read as it is', () => {
  const data = aggregateOf([text('a', 'one'), { partitionKey: 'b', data: blockOf([text('b', 'two')]) }]);
  const ofSdk: _Record = { SequenceNumber: '1', ApproximateArrivalTimestamp: new Date(0), PartitionKey: 'k', Data: data };
  expect(show(readRecords(ofSdk))).toEqual(['0/- a - one', '1/0 b - two']);
  expect(show(readRecords({ ...ofSdk, Data: Buffer.from('plain') }))).toEqual(['0/- k - plain']);
});

test('aggregates, blocks, and both in each other, in the order of the puts', () => {
  const data = aggregateOf([
    text('a', 'one'),
    { partitionKey: 'b', data: blockOf([text('b', 'two'), { partitionKey: 'c', explicitHashKey: '12', data: Buffer.from('three') }], 'brotli') },
    { partitionKey: 'd', explicitHashKey: '13', data: Buffer.from('four') },
  ]);
  expect(show(readRecords({ partitionKey: 'outer', data }))).toEqual(['0/- a - one', '1/0 b - two', '1/1 c 12 three', '2/- d 13 four']);
  expect(show(readRecords({ partitionKey: 'outer', data: blockOf([text('x', 'alone')]) }))).toEqual(['0/0 x - alone']);
});

test('what looks like a block or an aggregate inside of a block is data', () => {
  const inner = blockOf([text('x', 'y')]);
  const aggregate = Buffer.from(aggregateOf([text('x', 'y'), text('z', 'y')]));
  const { records } = readRecords({ partitionKey: 'outer', data: blockOf([{ partitionKey: 'k', data: inner }, { partitionKey: 'l', data: aggregate }]) });
  expect(records.map(({ data }) => Buffer.from(data))).toEqual([inner, aggregate]);
});

test('a bad block is told with its bytes, and its neighbours arrive', () => {
  const bad = handmadeBlock(Buffer.from('frame'), Buffer.from('no gzip'), { size: 70 });
  const data = aggregateOf([text('a', 'one'), { partitionKey: 'b', explicitHashKey: '5', data: bad }, { partitionKey: 'c', data: blockOf([text('c', 'three')]) }]);
  const result = readRecords({ partitionKey: 'outer', data });
  expect(show(result)).toEqual(['0/- a - one', '2/0 c - three', '1 b Damaged']);
  expect(result.unreadable).toMatchObject([{ partitionKey: 'b', explicitHashKey: '5', subSequenceNumber: 1 }]);
  expect(Buffer.from(result.unreadable[0].data)).toEqual(bad);
  expect(result.unreadable[0].error).toBeInstanceOf(CompressedBlockError);
});

test('the blocks of a Kinesis record share one limit, so that many small bombs are no large one', () => {
  const large = blockOf([text('k', 'x'.repeat(6_000_000))]);
  const data = aggregateOf([1, 2, 3, 4].map((n) => ({ partitionKey: `k${n}`, data: large })));
  expect(readRecords({ partitionKey: 'outer', data }).records).toHaveLength(2);
  expect(readRecords({ partitionKey: 'outer', data }).unreadable.map(({ subSequenceNumber, error }) => [subSequenceNumber, error.code])).toEqual([[2, 'TooLarge'], [3, 'TooLarge']]);
  expect(readRecords({ partitionKey: 'outer', data }, { maxExpandedBytes: 6_000_008 }).unreadable).toHaveLength(3);
  expect(readRecords({ partitionKey: 'outer', data }, { maxExpandedBytes: 24_000_032 }).unreadable).toEqual([]);
});
