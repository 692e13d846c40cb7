import { aggregate, deaggregateSync } from 'aws-kinesis-agg';
import * as fc from 'fast-check';
import { AggregatedRecordEncoder, decode, UserRecord } from '../../../runtime/kpl-format';

fc.configureGlobal({ seed: 20_260_104 });

// the package numbers its tables by Object.keys, which moves integer-like keys to the front: keys here never look like one
const partitionKey = fc.string({ unit: 'binary', minLength: 0, maxLength: 60 }).map((key) => `k${key}`);
const explicitHashKey = fc.bigInt({ min: 2n ** 40n, max: 2n ** 128n - 1n }).map(String);
const data = fc.uint8Array({ maxLength: 200 });
// all with an explicit hash key or none: the package reads an absent index as index 0
const userRecords: fc.Arbitrary<UserRecord[]> = fc.oneof(
  fc.array(fc.record({ partitionKey, data }), { minLength: 1, maxLength: 100 }),
  fc.array(fc.record({ partitionKey, explicitHashKey, data }), { minLength: 1, maxLength: 100 }),
);

/** The aggregate that the package makes of the records. */
async function encodeByPackage(records: readonly UserRecord[]): Promise<Buffer> {
  const encoded: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    aggregate(
      records.map((record) => ({ ...record, data: Buffer.from(record.data) })),
      (record, done) => {
        encoded.push(record.data);
        done();
      },
      resolve,
      reject,
    );
  });
  expect(encoded).toHaveLength(1);
  return encoded[0];
}

/** What the package finds in the aggregate, checksum verified. */
function decodeByPackage(aggregated: Uint8Array): unknown[] {
  let found: unknown[] = [];
  const record = {
    data: Buffer.from(aggregated).toString('base64'),
    partitionKey: 'outer',
    sequenceNumber: '1',
    kinesisSchemaVersion: '1.0',
    approximateArrivalTimestamp: 0,
  };
  deaggregateSync(record, true, (error, records) => {
    if (error) throw error;
    found = records ?? [];
  });
  return found;
}

function encode(records: readonly UserRecord[]): Buffer {
  const encoder = new AggregatedRecordEncoder();
  for (const record of records) encoder.add(record);
  return Buffer.from(encoder.encode());
}

test('the package reads what is encoded here', () => {
  fc.assert(fc.property(userRecords, (records) => {
    expect(decodeByPackage(encode(records))).toEqual(records.map((record, subSequenceNumber) => ({
      partitionKey: record.partitionKey,
      explicitPartitionKey: record.explicitHashKey,
      sequenceNumber: '1',
      subSequenceNumber,
      data: Buffer.from(record.data).toString('base64'),
    })));
  }), { numRuns: 200 });
});

test('both write the same bytes, and what the package writes is read here', async () => {
  await fc.assert(fc.asyncProperty(userRecords, async (records) => {
    const theirs = await encodeByPackage(records);
    expect(encode(records).equals(theirs)).toBe(true);
    expect(decode({ partitionKey: 'outer', data: theirs }).map((record) => ({ ...record, data: Buffer.from(record.data).toString('hex') })))
      .toEqual(records.map((record) => ({ ...record, data: Buffer.from(record.data).toString('hex') })));
  }), { numRuns: 200 });
});
