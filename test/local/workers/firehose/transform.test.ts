import { transformBatch } from '../../../../local/workers/firehose/transform';
import { WorkerLog } from '../../../../local/workers/worker-log';
import { type FakeAnswer, FakeLambda } from '../fake-lambda';
import { DELIVERY, sourceRecords } from './records';

const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:transform';
const TRANSFORM = { functionArn: FUNCTION, hints: { bytes: 1, millis: 1 }, retries: 1, pauseMillis: 1 };
const arrival = new Date('2026-01-01T00:00:00Z');

interface Event { records: Array<{ recordId: string; data: string }> }

function upper(event: Partial<Event>): FakeAnswer {
  const answer = (event.records ?? []).map(({ recordId, data }) => {
    const text = Buffer.from(data, 'base64').toString();
    return { recordId, result: text === 'bad' ? 'ProcessingFailed' : 'Ok', data: Buffer.from(text.toUpperCase()).toString('base64') };
  });
  return { payload: { records: answer } };
}

test('a function gets the event of the service', async () => {
  const lambda = new FakeLambda(upper);
  await transformBatch(lambda.client, DELIVERY, TRANSFORM, sourceRecords(1, () => 'a', arrival), new WorkerLog());
  expect(lambda.events).toEqual([{
    invocationId: expect.any(String),
    deliveryStreamArn: DELIVERY.arn,
    sourceKinesisStreamArn: DELIVERY.streamArn,
    region: 'us-east-1',
    records: [{
      recordId: 'shardId-0000000000001000000',
      approximateArrivalTimestamp: arrival.getTime(),
      data: 'YQ==',
      kinesisRecordMetadata: {
        shardId: 'shardId-000000000000', partitionKey: 'key 1', approximateArrivalTimestamp: arrival.getTime(), sequenceNumber: '1', subsequenceNumber: '0',
      },
    }],
  }]);
});

test('what is Ok is delivered, what failed becomes an error of the service\'s form with the source record', async () => {
  const lambda = new FakeLambda(upper);
  const { delivered, errors } = await transformBatch(
    lambda.client, DELIVERY, TRANSFORM, sourceRecords(3, (index) => ['a', 'bad', 'c'][index] ?? '', arrival), new WorkerLog());
  expect(delivered.map(({ data }) => Buffer.from(data).toString())).toEqual(['A', 'C']);
  expect(errors.map(({ line }) => JSON.parse(line))).toEqual([{
    attemptsMade: 1,
    arrivalTimestamp: arrival.getTime(),
    errorCode: 'Lambda.ProcessingFailedStatus',
    errorMessage: 'ProcessingFailed status set for record',
    attemptEndingTimestamp: expect.any(Number),
    rawData: 'YmFk',
    lambdaArn: FUNCTION,
  }]);
});

test('an error counts the invocations, those that failed before, too', async () => {
  const lambda = new FakeLambda((event, call) => (call === 1 ? { functionError: 'no' } : upper(event)));
  const { errors } = await transformBatch(lambda.client, DELIVERY, TRANSFORM, sourceRecords(1, () => 'bad'), new WorkerLog());
  expect(errors.map(({ line }) => JSON.parse(line))).toEqual([expect.objectContaining({ attemptsMade: 2, errorCode: 'Lambda.ProcessingFailedStatus' })]);
});

test('a failed invocation is tried again', async () => {
  const lambda = new FakeLambda((event, call) => (call === 1 ? { functionError: 'no' } : upper(event)));
  const log = new WorkerLog();
  const { delivered } = await transformBatch(lambda.client, DELIVERY, TRANSFORM, sourceRecords(2), log);
  expect(delivered).toHaveLength(2);
  expect(log.invocationsOf(FUNCTION)).toBe(2);
});

test.each([
  ['an error', { functionError: 'no' }, 'Lambda.FunctionError'],
  ['a time-out', { functionError: '2026 Task timed out after 3.00 seconds' }, 'Lambda.FunctionTimedOut'],
  ['throttling', { throttled: true as const }, 'Lambda.InvokeLimitExceeded'],
  ['a refusal', { denied: true as const }, 'Lambda.InvokeAccessDenied'],
])('when every attempt ends with %s, the batch is skipped: each record is an error', async (_, answer, errorCode) => {
  const lambda = new FakeLambda(() => answer);
  const { delivered, errors } = await transformBatch(lambda.client, DELIVERY, TRANSFORM, sourceRecords(2), new WorkerLog());
  expect(delivered).toEqual([]);
  expect(errors.map(({ line }) => JSON.parse(line))).toEqual([1, 2].map(() => expect.objectContaining({ errorCode, attemptsMade: 2 })));
});

test('a batch whose event would pass 6 MB is sent in parts', async () => {
  const lambda = new FakeLambda(upper);
  const { delivered } = await transformBatch(lambda.client, DELIVERY, TRANSFORM, sourceRecords(3, () => Buffer.alloc(2 * 1024 * 1024, 'x')), new WorkerLog());
  expect(delivered).toHaveLength(3);
  expect(lambda.events.map((event) => JSON.stringify(event).length <= 6 * 1024 * 1024)).toEqual([true, true]);
});
