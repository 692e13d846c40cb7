import { deaggregateSync } from 'aws-kinesis-agg';
import { produce } from './produced';
import { interoperableRecords, lineWithoutHashKey } from './user-records';
import { startsWithMagic } from '../../runtime/kpl-format';

test('aws-kinesis-agg reads every record that the producer wrote', async () => {
  const found: string[] = [];
  const produced = await produce();
  for (const { partitionKey, data } of produced) {
    const record = {
      data: Buffer.from(data).toString('base64'),
      partitionKey,
      sequenceNumber: '1',
      kinesisSchemaVersion: '1.0',
      approximateArrivalTimestamp: 0,
    };
    deaggregateSync(record, true, (error, records = []) => {
      if (error) throw error;
      found.push(...records.map((user) => lineWithoutHashKey({ partitionKey: user.partitionKey, data: Buffer.from(user.data, 'base64') })));
    });
  }
  expect(produced.filter(({ data }) => startsWithMagic(data)).length).toBeGreaterThanOrEqual(4);
  expect(found.sort()).toEqual(interoperableRecords().map(lineWithoutHashKey).sort());
});
