import { deaggregate } from '../../../../local/workers/firehose/source-record';
import { AggregatedRecordEncoder } from '../../../../runtime/kpl-format';
import { streamRecord } from '../records';

test('an aggregate is taken apart, each user record with an id of its own', () => {
  const encoder = new AggregatedRecordEncoder();
  encoder.add({ partitionKey: 'a', data: Buffer.from('one') });
  encoder.add({ partitionKey: 'b', data: Buffer.from('two') });
  const records = deaggregate(streamRecord(7, encoder.encode()));
  expect(records.map(({ partitionKey, data, subSequenceNumber }) => [partitionKey, Buffer.from(data).toString(), subSequenceNumber]))
    .toEqual([['a', 'one', 0], ['b', 'two', 1]]);
  expect(new Set(records.map(({ recordId }) => recordId)).size).toBe(2);
});

test('a plain record stays as it is', () => {
  expect(deaggregate(streamRecord(7, 'plain')).map(({ data }) => Buffer.from(data).toString())).toEqual(['plain']);
});
