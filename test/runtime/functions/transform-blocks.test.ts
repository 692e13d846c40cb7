import type { FirehoseTransformationEvent, FirehoseTransformationEventRecord } from 'aws-lambda';
import { aggregate } from './aggregate';
import { VirtualClock } from './virtual-clock';
import { createHandler } from '../../../runtime/functions/transform/handler';
import type { Hook } from '../../../runtime/functions/transform/hook';
import { RESPONSE_LIMIT_BYTES } from '../../../runtime/functions/transform/response-budget';
import { AggregatedRecordEncoder } from '../../../runtime/kpl-format';
import type { TransformConfig } from '../../../src/delivery/transform-config';
import { blockOf, handmadeBlock, text } from '../compressed-block/blocks';
import { field, schemaOf } from '../schema/schemas';

const schema = schemaOf(field('id', 'string', { required: true }), field('count', 'integer', { minimum: '0' }));
const ARRIVAL = Date.UTC(2019, 2, 23, 20);
const KEY = 'errors/transform/2019/03/23/shardId-000000000002/4957-0.json';

function record(data: Uint8Array | string, sequenceNumber = '4957'): FirehoseTransformationEventRecord {
  return {
    recordId: `record-${sequenceNumber}`,
    approximateArrivalTimestamp: ARRIVAL,
    data: Buffer.from(data).toString('base64'),
    kinesisRecordMetadata: { shardId: 'shardId-000000000002', partitionKey: 'k', approximateArrivalTimestamp: ARRIVAL, sequenceNumber, subsequenceNumber: '0' },
  };
}

interface Setup {
  readonly invalidRecords?: TransformConfig['invalidRecords'];
  readonly putObject?: (key: string, body: string) => Promise<void>;
  /** Whether the construct said that the stream carries blocks. */
  readonly isDeclared?: boolean;
  readonly hook?: Hook;
}

async function transform(records: FirehoseTransformationEventRecord[], { invalidRecords = 'ProcessingFailed', putObject, isDeclared = true, hook }: Setup = {}) {
  const objects = new Map<string, string>();
  const logged: { [name: string]: unknown }[] = [];
  const rejectedRecordPlace = {
    prefix: 'errors/transform/',
    putObject: async (key: string, body: string) => {
      await putObject?.(key, body);
      objects.set(key, body);
    },
  };
  const clock = new VirtualClock(60_000);
  const handler = createHandler({ schema, invalidRecords }, {
    log: (entry) => logged.push(entry),
    count: (metric, count) => ({ [metric]: count }),
    clock,
    hook,
    ...(isDeclared ? { rejectedRecordPlace } : {}),
  });
  const event: FirehoseTransformationEvent = { invocationId: 'i', deliveryStreamArn: 'arn', region: 'us-east-1', records };
  const response = await handler(event, clock);
  const answers = response.records.map(({ result, data }) => [result, Buffer.from(data ?? '', 'base64').toString()]);
  const kept = [...objects.values()].flatMap((body) => body.trimEnd().split('\n').map((line): { [name: string]: unknown } => JSON.parse(line)));
  return { response, answers, objects, kept, log: logged[0] };
}

const GOOD = text('a', '{"id":"a"}');
const ALSO_GOOD = text('b', '{"id":"b","count":7}');
const BAD = text('bad-key', '{"id":"c","count":-7}');
const LINES = '{"id":"a"}\n{"id":"b","count":7}\n';

test.each(['gzip', 'brotli'] as const)('the records of a %s block become lines', async (codec) => {
  const { answers, objects } = await transform([record(blockOf([GOOD, ALSO_GOOD], codec)), record('{"id":"plain"}', '2')]);
  expect(answers).toEqual([['Ok', LINES], ['Ok', '{"id":"plain"}\n']]);
  expect(objects.size).toBe(0);
});

test('a bad record in a block is kept with its reason, and the others are delivered', async () => {
  const { answers, objects, kept, log } = await transform([record(blockOf([GOOD, BAD, ALSO_GOOD]))]);
  expect(answers).toEqual([['Ok', LINES]]);
  expect([...objects.keys()]).toEqual([KEY]);
  expect(kept).toEqual([{
    recordId: 'record-4957',
    shardId: 'shardId-000000000002',
    sequenceNumber: '4957',
    subSequenceNumber: 0,
    recordIndex: 1,
    partitionKey: 'bad-key',
    approximateArrivalTimestamp: ARRIVAL,
    reasons: [{ field: 'count', rule: 'minimum 0', received: '-7' }],
    data: Buffer.from(BAD.data).toString('base64'),
  }]);
  // the alarm on failed records rings for it, too
  expect(log).toMatchObject({ Ok: 1, ProcessingFailed: 0, keptBesideValid: 1, ProcessingFailedRecords: 1, reasons: [{ reason: 'count: minimum 0', count: 1 }] });
});

test('a record of several lines is kept whole when one of them is bad, so that none is in two places', async () => {
  const several = text('s', '{"id":"first"}\n{"id":"second","count":-1}\nnonsense');
  const { answers, kept } = await transform([record(blockOf([GOOD, several, ALSO_GOOD]))]);
  expect(answers).toEqual([['Ok', LINES]]);
  expect(kept).toMatchObject([{ recordIndex: 1, reasons: [{ rule: 'minimum 0' }, { rule: 'a JSON object' }], data: Buffer.from(several.data).toString('base64') }]);
});

test('a block with nothing but bad records is kept record by record, and dropped', async () => {
  const { answers, kept } = await transform([record(blockOf([BAD, BAD]))]);
  expect(answers.map(([result]) => result)).toEqual(['Dropped']);
  expect(kept.map(({ recordIndex }) => recordIndex)).toEqual([0, 1]);
});

test('where bad records cannot be kept, their block fails whole, and its neighbours do not', async () => {
  const block = blockOf([GOOD, BAD]);
  const putObject = async (key: string) => {
    if (key.includes('4957')) throw new TypeError('no bucket');
  };
  const { response, kept, log } = await transform([record(block), record(block, '4958'), record('{"id":"plain"}', '4959')], { putObject });
  expect(response.records.map(({ result }) => result)).toEqual(['ProcessingFailed', 'Ok', 'Ok']);
  expect(response.records[0].data).toBe(block.toString('base64'));
  expect(kept.map(({ sequenceNumber }) => sequenceNumber)).toEqual(['4958']);
  expect(log).toMatchObject({ Ok: 2, ProcessingFailed: 1, keptBesideValid: 1 });
  expect(log.reasons).toContainEqual({ reason: 'rejected records not stored: TypeError', count: 1 });
});

test('an invocation that is repeated writes the same objects', async () => {
  const events = [record(blockOf([GOOD, BAD]))];
  expect([...(await transform(events)).objects]).toEqual([...(await transform(events)).objects]);
});

test('bad records are dropped where the user has chosen so', async () => {
  const { answers, objects } = await transform([record(blockOf([GOOD, BAD, ALSO_GOOD]))], { invalidRecords: 'Dropped' });
  expect(answers).toEqual([['Ok', LINES]]);
  expect(objects.size).toBe(0);
});

test('where nobody said that the stream carries blocks, one with a bad record fails whole', async () => {
  const { answers, objects } = await transform([record(blockOf([GOOD, BAD])), record(blockOf([GOOD, ALSO_GOOD]), '2')], { isDeclared: false });
  expect(answers.map(([result]) => result)).toEqual(['ProcessingFailed', 'Ok']);
  expect(objects.size).toBe(0);
});

test.each<[string, Uint8Array, string]>([
  ['wrong magic', Buffer.concat([Buffer.from('c1534143', 'hex'), blockOf([GOOD]).subarray(4)]), 'a JSON object'],
  ['a truncated block', blockOf([GOOD]).subarray(0, 10), 'a compressed block that can be read (Truncated)'],
  ['a bomb', handmadeBlock(Buffer.alloc(0), Buffer.alloc(10), { size: 0x7fffffff }), 'a compressed block that can be read (TooLarge)'],
  ['a wrong count', handmadeBlock(Buffer.alloc(70), Buffer.alloc(70), { codec: 0, count: 11 }), 'a compressed block that can be read (CountMismatch)'],
  ['a wrong checksum', handmadeBlock(Buffer.alloc(70), Buffer.alloc(70), { codec: 0, checksum: 1 }), 'a compressed block that can be read (ChecksumMismatch)'],
  ['an aggregate with a wrong MD5', aggregate('{"id":"a"}').map((byte, at, all) => (at === all.length - 1 ? 255 - byte : byte)), 'a JSON object'],
])('%s fails alone, whatever becomes of invalid records, with its reason in the log', async (_, bad, reason) => {
  const { response, log } = await transform([record('{"id":"a"}', '1'), record(bad, '2'), record(blockOf([ALSO_GOOD]), '3')]);
  expect(response.records.map(({ result }) => result)).toEqual(['Ok', 'ProcessingFailed', 'Ok']);
  expect(response.records[1].data).toBe(Buffer.from(bad).toString('base64'));
  expect(log.reasons).toEqual([{ reason, count: expect.any(Number) }]);
});

test('an unreadable block is never dropped: nobody could judge what is inside', async () => {
  const { answers } = await transform([record(blockOf([GOOD]).subarray(0, 10))], { invalidRecords: 'Dropped' });
  expect(answers.map(([result]) => result)).toEqual(['ProcessingFailed']);
});

test('an aggregate that Firehose has not opened may hold blocks beside plain records', async () => {
  const encoder = new AggregatedRecordEncoder();
  encoder.add(GOOD);
  encoder.add({ partitionKey: 'x', data: blockOf([BAD, ALSO_GOOD]) });
  const { answers, kept } = await transform([record(encoder.encode())]);
  expect(answers).toEqual([['Ok', LINES]]);
  expect(kept).toMatchObject([{ recordIndex: 0, partitionKey: 'bad-key' }]);
});

test('what expands beyond the answer fails with its reason, and its bad records are not kept twice', async () => {
  const large = blockOf(Array.from({ length: 100 }, (_, n) => text(`k${n}`, JSON.stringify({ id: `${n}`.repeat(15_000) }))).concat(BAD));
  expect(large.length).toBeLessThan(RESPONSE_LIMIT_BYTES / 50);
  const { response, kept, log } = await transform([record(large, '1'), record(large, '2')]);
  expect(response.records.map(({ result }) => result)).toEqual(['Ok', 'ProcessingFailed']);
  expect(JSON.stringify(response).length).toBeLessThanOrEqual(RESPONSE_LIMIT_BYTES);
  expect(kept.map(({ sequenceNumber }) => sequenceNumber)).toEqual(['1']);
  expect(log).toMatchObject({ overResponseLimit: 1, reasons: expect.arrayContaining([{ reason: expect.stringContaining('6 MB'), count: 1 }]) });
});

test('a record that came without its place in a stream is kept by its id', async () => {
  const { kinesisRecordMetadata, ...direct } = record(blockOf([GOOD, BAD]));
  const { objects } = await transform([direct, { ...direct, recordId: 'a/b', approximateArrivalTimestamp: Number.NaN }]);
  expect(kinesisRecordMetadata).toBeDefined();
  expect([...objects.keys()]).toEqual(['errors/transform/2019/03/23/record-4957.json', 'errors/transform/undated/a%2Fb.json']);
});

describe('with a hook', () => {
  const hook: Hook = (given) => {
    if (given.id === 'a') throw new Error('as it was told');
    return given.id === 'b' ? { ...given, count: 8 } : null;
  };
  const THIRD = text('c', '{"id":"c"}');

  test('an exception costs only its own record of a block, which is kept beside what the schema rejects', async () => {
    const { answers, kept, log } = await transform([record(blockOf([GOOD, ALSO_GOOD, BAD, THIRD], 'gzip'))], { hook });
    expect(answers).toEqual([['Ok', '{"id":"b","count":8}\n']]);
    expect(kept).toMatchObject([{ reasons: [{ rule: 'a hook that does not throw Error' }] }, { reasons: [{ field: 'count' }] }]);
    expect(log).toMatchObject({ Ok: 1, droppedByHook: 1, keptBesideValid: 2 });
  });

  test('without a place for it the block fails whole', async () => {
    const { answers } = await transform([record(blockOf([GOOD, ALSO_GOOD], 'gzip')), record('{"id":"b"}', '2')], { hook, isDeclared: false });
    expect(answers.map(([result]) => result)).toEqual(['ProcessingFailed', 'Ok']);
  });
});
