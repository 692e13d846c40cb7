import type { FirehoseTransformationEvent } from 'aws-lambda';
import fc from 'fast-check';
import { aggregate } from './aggregate';
import { eventOf } from './transform-event';
import { VirtualClock } from './virtual-clock';
import { embeddedCounts } from '../../../runtime/functions/shared/embedded-count';
import { createHandler } from '../../../runtime/functions/transform/handler';
import { RESPONSE_LIMIT_BYTES } from '../../../runtime/functions/transform/response-budget';
import type { TransformConfig } from '../../../src/delivery/transform-config';
import { field, schemaOf } from '../schema/schemas';

const schema = schemaOf(field('id', 'string', { required: true }), field('count', 'integer', { minimum: '0' }), field('at', 'timestamp'));

/** Runs one event and gives back the answers with their data decoded, and what was logged. */
async function transform(event: FirehoseTransformationEvent, invalidRecords: TransformConfig['invalidRecords'] = 'ProcessingFailed') {
  const logged: object[] = [];
  const clock = new VirtualClock(60_000);
  const handler = createHandler({ schema, invalidRecords }, { log: (entry) => logged.push(entry), count: embeddedCounts('transform-1', () => 1_700_000_000_000), clock });
  const response = await handler(event, clock);
  const answers = response.records.map(({ recordId, result, data }) => ({ recordId, result, text: Buffer.from(data ?? '', 'base64').toString() }));
  return { response, answers, logged };
}

test('every record is answered in order, each with its own verdict', async () => {
  const { answers } = await transform(eventOf('{"id":"a","at":1553372469123,"extra":1}', '{"count":1}', 'no json', '{"id":"ü","count":"7"}'));
  expect(answers).toEqual([
    { recordId: 'record-0', result: 'Ok', text: '{"id":"a","at":"2019-03-23 20:21:09.123"}\n' },
    { recordId: 'record-1', result: 'ProcessingFailed', text: '{"count":1}' },
    { recordId: 'record-2', result: 'ProcessingFailed', text: 'no json' },
    { recordId: 'record-3', result: 'Ok', text: '{"id":"ü","count":7}\n' },
  ]);
});

test('invalid records are Dropped where the user has chosen so', async () => {
  const { answers } = await transform(eventOf('{"id":"a"}', '{}'), 'Dropped');
  expect(answers.map(({ result }) => result)).toEqual(['Ok', 'Dropped']);
});

test('one line is logged, with counts and reasons and nothing of the records', async () => {
  const { logged } = await transform(eventOf('{"id":"secret-1","count":-77}', '{"count":"secret-2"}', '{"id":"c"}\n{"id":"d","count":-78}'));
  expect(logged).toEqual([{
    message: 'transformed',
    invocationId: 'invocation-1',
    records: 3,
    Ok: 0,
    Dropped: 0,
    ProcessingFailed: 3,
    validUserRecords: 1,
    invalidUserRecords: 3,
    droppedByHook: 0,
    failedBesideInvalid: 1,
    overResponseLimit: 0,
    keptBesideValid: 0,
    reasons: [{ reason: 'count: minimum 0', count: 2 }, { reason: 'id: required', count: 1 }, { reason: 'count: integer', count: 1 }],
    rejected: [
      { recordId: 'record-0', approximateArrivalTimestamp: 0, result: 'ProcessingFailed', reasons: ['count: minimum 0'] },
      { recordId: 'record-1', approximateArrivalTimestamp: 0, result: 'ProcessingFailed', reasons: ['id: required', 'count: integer'] },
      { recordId: 'record-2', approximateArrivalTimestamp: 0, result: 'ProcessingFailed', reasons: ['count: minimum 0'] },
    ],
    rejectedUntold: 0,
    FunctionName: 'transform-1',
    ProcessingFailedRecords: 3,
    _aws: {
      Timestamp: 1_700_000_000_000,
      CloudWatchMetrics: [{
        Namespace: 'StreamingAnalyticsPipeline', Dimensions: [['FunctionName']], Metrics: [{ Name: 'ProcessingFailedRecords', Unit: 'Count' }],
      }],
    },
  }]);
  expect(JSON.stringify(logged)).not.toMatch(/secret|77,|78/);
});

test('each rejected record is told with its place in the stream and why, as many as a line of the log has room for', async () => {
  const bad = (i: number) => `{"count":-${i + 1}}\n{"id":"secret","at":"secret"}\n{"id":"secret","count":-1}\nsecret`;
  const event = eventOf('{"id":"a"}', ...Array.from({ length: 60 }, (_, i) => bad(i)));
  const place = { shardId: 'shardId-000000000000', sequenceNumber: '49', subsequenceNumber: '7', approximateArrivalTimestamp: 5 };
  const kinesisRecordMetadata = { ...place, partitionKey: 'secret' };
  const records = event.records.map((record) => ({ ...record, approximateArrivalTimestamp: 5, kinesisRecordMetadata }));
  const { logged } = await transform({ ...event, records });
  const reasons = ['id: required', 'count: minimum 0', 'at: timestamp (ISO-8601 with Z or an offset, or epoch milliseconds)'];
  const told = { ...place, result: 'ProcessingFailed', reasons };
  const rejected = Array.from({ length: 50 }, (_, i) => ({ recordId: `record-${i + 1}`, ...told }));
  expect(logged).toMatchObject([{ ProcessingFailed: 60, rejected, rejectedUntold: 10 }]);
  expect(JSON.stringify(logged)).not.toContain('secret');
});

test('a line of the log stays a line whatever the rules are', async () => {
  const logged: object[] = [];
  const clock = new VirtualClock(60_000);
  const fields = Array.from({ length: 20 }, (_, i) => field(`f${i}`, 'string', { pattern: 'x'.repeat(10_000) }));
  const handler = createHandler({ schema: schemaOf(...fields), invalidRecords: 'Dropped' }, { log: (entry) => logged.push(entry), count: () => ({}), clock });
  await handler(eventOf(...Array.from({ length: 100 }, () => JSON.stringify(Object.fromEntries(fields.map(({ name }) => [name, 'y']))))), clock);
  expect(JSON.stringify(logged).length).toBeLessThan(256 * 1024);
});

describe('several user records in one', () => {
  test.each([
    ['a KPL aggregate', aggregate('{"id":"a"}', '{"id":"b","count":5.0}')],
    ['lines', '{"id":"a"}\n{"id":"b","count":5.0}\n'],
  ])('%s becomes lines', async (_, data) => {
    const { answers } = await transform(eventOf(data));
    expect(answers).toEqual([{ recordId: 'record-0', result: 'Ok', text: '{"id":"a"}\n{"id":"b","count":5}\n' }]);
  });

  const mixed = aggregate('{"id":"a"}', '{"id":"b","count":5.5}', '{"id":"c"}');

  test('one invalid among them fails the record whole: the error prefix has them all, the curated data none', async () => {
    const event = eventOf(mixed, '{"id":"next"}');
    const { response, answers } = await transform(event);
    expect(answers.map(({ result }) => result)).toEqual(['ProcessingFailed', 'Ok']);
    expect(response.records[0].data).toBe(event.records[0].data);
  });

  test('with Dropped the valid ones are delivered', async () => {
    const { answers } = await transform(eventOf(mixed), 'Dropped');
    expect(answers).toEqual([{ recordId: 'record-0', result: 'Ok', text: '{"id":"a"}\n{"id":"c"}\n' }]);
  });

  test('an aggregate whose checksum is broken is a record of its own, and no JSON', async () => {
    const broken = aggregate('{"id":"a"}');
    broken[broken.length - 1] += 1;
    const { answers } = await transform(eventOf(broken, '{"id":"b"}'));
    expect(answers.map(({ result }) => result)).toEqual(['ProcessingFailed', 'Ok']);
  });
});

describe('the answer of 6 MB', () => {
  const record = (i: number, bytes: number) => JSON.stringify({ id: `${i}${'x'.repeat(bytes)}` });

  test('what does not fit is ProcessingFailed, and what comes behind it and fits is Ok', async () => {
    const sizes = [1_500_000, 1_500_000, 1_500_000, 1_400_000, 100_000, 10];
    const { response, logged } = await transform(eventOf(...sizes.map((bytes, i) => record(i, bytes))));
    expect(response.records.map(({ result }) => result)).toEqual(['Ok', 'Ok', 'Ok', 'ProcessingFailed', 'Ok', 'Ok']);
    expect(Buffer.byteLength(JSON.stringify(response))).toBeLessThanOrEqual(RESPONSE_LIMIT_BYTES);
    expect(logged).toMatchObject([{ overResponseLimit: 1, Ok: 5, ProcessingFailed: 1 }]);
  });

  test('it is never more than that, whatever came', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.integer({ min: 0, max: 1_600_000 }), fc.boolean()), { maxLength: 8 }), async (records) => {
      const event = eventOf(...records.map(([bytes, valid], i) => valid ? record(i, bytes) : 'x'.repeat(bytes)));
      const { response } = await transform(event);
      expect(Buffer.byteLength(JSON.stringify(response))).toBeLessThanOrEqual(RESPONSE_LIMIT_BYTES);
      expect(response.records.map(({ recordId }) => recordId)).toEqual(event.records.map(({ recordId }) => recordId));
    }), { numRuns: 15 });
  });
});

test('arbitrary data never throws, and every recordId is answered once in order', async () => {
  const valid = fc.record({ id: fc.string(), count: fc.nat() }).map((object) => JSON.stringify(object));
  const packed = fc.array(valid, { minLength: 1, maxLength: 3 }).map((records) => aggregate(...records));
  const data = fc.oneof(fc.uint8Array(), fc.string(), fc.json(), valid, packed);
  await fc.assert(fc.asyncProperty(fc.array(data), async (records) => {
    const event = eventOf(...records);
    const { response } = await transform(event);
    expect(response.records.map(({ recordId }) => recordId)).toEqual(event.records.map(({ recordId }) => recordId));
    for (const { result } of response.records) expect(['Ok', 'ProcessingFailed']).toContain(result);
  }));
});

test('base64 that is cut or broken is a broken record like any other', async () => {
  const event = eventOf('{"id":"a"}', '{"id":"b"}', '{"id":"c"}');
  const broken = ['eyJpZCI6ImEi', '%%%', ''];
  const { answers } = await transform({ ...event, records: event.records.map((record, i) => ({ ...record, data: broken[i] })) });
  expect(answers.map(({ result }) => result)).toEqual(['ProcessingFailed', 'ProcessingFailed', 'ProcessingFailed']);
});
