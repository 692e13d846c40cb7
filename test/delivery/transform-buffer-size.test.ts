import { Match } from 'aws-cdk-lib/assertions';
import { expectDestination, surroundings, synthesize } from './delivery';
import { systemClock } from '../../runtime/functions/shared/clock';
import { createHandler } from '../../runtime/functions/transform/handler';
import { RESPONSE_LIMIT_BYTES } from '../../runtime/functions/transform/response-budget';
import { Field, RecordPartitioning, RecordSchema } from '../../src';
import { largestExpansion, transformBufferSize } from '../../src/delivery/transform-buffer-size';

const byArrival = RecordPartitioning.byArrival();
const id = Field.ofString('id', { required: true });

function schemaOf(...fields: Field[]): RecordSchema {
  return new RecordSchema({ name: 'things', fields });
}

const decimals = Array.from({ length: 9 }, (_, i) => Field.ofDecimal(`d${i}`, { precision: 38, scale: 0, wireName: `w${i}` }));

/** Schemas with a record of each that grows most, and the buffer in KiB that it gets. */
const GROWING: [string, RecordSchema, string, number][] = [
  ['one text', schemaOf(id), '{"id":1}', 256],
  ['a text', schemaOf(id, Field.ofString('other')), '{"id":1}', 256],
  ['decimals', schemaOf(id, ...decimals), `{"id":1,${decimals.map((_, i) => `"w${i}":1e37`).join(',')}}`, 256],
  ['longer names', schemaOf(Field.ofBoolean('n'.repeat(100), { required: true, wireName: 'n' })), '{"n":0}', 256],
  ['three instants', schemaOf(...['a', 'b', 'c'].map((name) => Field.ofTimestamp(name, { required: true }))), '{"a":0,"b":0,"c":0}', 256],
  ['nested JSON', schemaOf(Field.ofString('some_longer_name', { required: true }), Field.ofJson('j')), '{"some_longer_name":1,"j":{"":""}}', 768],
];

async function answerTo(schema: RecordSchema, data: string, bytes: number) {
  const logged: object[] = [];
  const handler = createHandler({ schema: schema._toConfig(), invalidRecords: 'ProcessingFailed' }, { log: (entry) => logged.push(entry), count: () => ({}), clock: systemClock });
  const records = Array.from({ length: Math.floor(bytes / data.length) }, (_, i) => (
    { recordId: String(i).padStart(56, '4'), approximateArrivalTimestamp: 0, data: Buffer.from(data).toString('base64') }
  ));
  const response = await handler({ invocationId: 'i', deliveryStreamArn: 'arn', region: 'us-east-1', records }, { getRemainingTimeInMillis: () => 60_000 });
  return { bytes: Buffer.byteLength(JSON.stringify(response)), records: records.length, logged };
}

test.each(GROWING)('a batch of records that grow most still fits: %s', async (_, schema, record, kibibytes) => {
  const size = transformBufferSize(schema, byArrival);
  expect(size.toKibibytes()).toBe(kibibytes);
  const { bytes, records, logged } = await answerTo(schema, record, size.toBytes());
  expect(logged).toMatchObject([{ records, ...largestExpansion(schema, byArrival) <= 24 ? { Ok: records, overResponseLimit: 0 } : {} }]);
  // what was computed is no less than what is
  expect(bytes / (records * record.length)).toBeLessThanOrEqual(largestExpansion(schema, byArrival));
});

test('of 3 MiB that grow beyond the answer, what fits is Ok, the rest is ProcessingFailed and told, and no record is without an answer', async () => {
  const [, schema, record] = GROWING[2];
  const { bytes, records, logged } = await answerTo(schema, record, 3 * 1024 * 1024);
  expect(bytes).toBeLessThanOrEqual(RESPONSE_LIMIT_BYTES);
  const [{ Ok, ProcessingFailed, overResponseLimit }]: { Ok?: number; ProcessingFailed?: number; overResponseLimit?: number }[] = logged;
  expect(overResponseLimit).toBeGreaterThan(0);
  expect(overResponseLimit).toBe(ProcessingFailed);
  expect((Ok ?? 0) + (ProcessingFailed ?? 0)).toBe(records);
});

test('metadata of partitions count too', () => {
  const partitioned = RecordPartitioning.byEventTime({ fields: ['id'] });
  const schema = new RecordSchema({ name: 'things', fields: [id, Field.ofTimestamp('seen_at', { required: true })], eventTime: 'seen_at' });
  expect(largestExpansion(schema, partitioned)).toBeGreaterThan(largestExpansion(schema, byArrival));
});

test('it is the default', () => {
  const { schema } = surroundings().props;
  const parameter = { ParameterName: 'BufferSizeInMBs', ParameterValue: String(transformBufferSize(schema, byArrival).toKibibytes() / 1024) };
  const processor = { Type: 'Lambda', Parameters: Match.arrayWith([parameter]) };
  expectDestination(synthesize().template, { ProcessingConfiguration: { Enabled: true, Processors: [processor] } });
});
