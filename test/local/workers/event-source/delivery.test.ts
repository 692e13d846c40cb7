import type { MappingConfiguration } from '../../../../local/workers/event-source/configuration';
import { BatchDelivery } from '../../../../local/workers/event-source/delivery';
import type { DiscardedBatch } from '../../../../local/workers/event-source/discarded-batch';
import type { OnFailureDestination } from '../../../../local/workers/event-source/on-failure-destination';
import type { StreamRecord } from '../../../../local/workers/stream-record';
import { WorkerLog } from '../../../../local/workers/worker-log';
import { type FakeAnswer, FakeLambda } from '../fake-lambda';
import { streamRecord, streamRecords } from '../records';

const MAPPING: MappingConfiguration = {
  id: 'mapping',
  functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
  streamArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/s',
  roleArn: 'arn:aws:iam::000000000000:role/f',
  position: { type: 'TRIM_HORIZON' },
  batchSize: 100,
  batchingWindowMillis: 0,
  reportsBatchItemFailures: false,
  bisects: false,
  retryAttempts: Infinity,
  recordAgeMillis: Infinity,
  parallelization: 1,
  filters: [],
};

interface Event { Records: Array<{ kinesis: { sequenceNumber: string } }> }

function deliverWith(
  mapping: Partial<MappingConfiguration>, answer: (sequences: string[], call: number) => FakeAnswer, destination?: OnFailureDestination,
) {
  const calls: string[][] = [];
  const lambda = new FakeLambda((event, call) => {
    const { Records }: Partial<Event> = event;
    const sequences = (Records ?? []).map(({ kinesis }) => kinesis.sequenceNumber);
    calls.push(sequences);
    return answer(sequences, call);
  });
  const log = new WorkerLog();
  const finished: string[] = [];
  const finish = (records: readonly StreamRecord[]) => { finished.push(...records.map(({ sequenceNumber }) => sequenceNumber)); };
  const delivery = new BatchDelivery(lambda.client, { ...MAPPING, ...mapping }, log, finish, destination, 1);
  return { calls, finished, log, delivery, lambda };
}

const signal = new AbortController().signal;
const ok: FakeAnswer = { payload: null };
const failed: FakeAnswer = { functionError: 'no' };

test('a function gets the event of the service', async () => {
  const { delivery, finished, lambda } = deliverWith({}, () => ok);
  await delivery.deliver([streamRecord(7, 'hello', new Date(1_545_084_650_987))], signal);
  expect(lambda.events).toEqual([{
    Records: [{
      kinesis: {
        kinesisSchemaVersion: '1.0', partitionKey: 'key 7', sequenceNumber: '7', data: 'aGVsbG8=', approximateArrivalTimestamp: 1545084650.987,
      },
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      eventID: 'shardId-000000000000:7',
      eventName: 'aws:kinesis:record',
      invokeIdentityArn: 'arn:aws:iam::000000000000:role/f',
      awsRegion: 'us-east-1',
      eventSourceARN: MAPPING.streamArn,
    }],
  }]);
  expect(finished).toEqual(['7']);
});

test('a function error is retried with the whole batch', async () => {
  const { delivery, calls, log } = deliverWith({}, (_, call) => (call < 3 ? failed : ok));
  await delivery.deliver(streamRecords(2), signal);
  expect(calls).toEqual([['1', '2'], ['1', '2'], ['1', '2']]);
  expect(log.discards()).toEqual([]);
});

test('when the attempts end, the records are given up and the run is told', async () => {
  const { delivery, calls, finished, log } = deliverWith({ retryAttempts: 1 }, () => failed);
  await delivery.deliver(streamRecords(2), signal);
  expect(calls).toHaveLength(2);
  expect(log.discards()).toEqual([expect.stringContaining('2 records of f were given up: 2 attempts failed')]);
  expect(finished).toEqual(['1', '2']);
});

test('retry attempts of 0 mean one attempt', async () => {
  const { delivery, calls } = deliverWith({ retryAttempts: 0 }, () => failed);
  await delivery.deliver(streamRecords(1), signal);
  expect(calls).toHaveLength(1);
});

test('throttling counts as no attempt', async () => {
  const { delivery, calls, log } = deliverWith({ retryAttempts: 0 }, (_, call) => (call < 4 ? { throttled: true } : ok));
  await delivery.deliver(streamRecords(1), signal);
  expect(calls).toHaveLength(4);
  expect(log.discards()).toEqual([]);
});

test('a partial failure is retried from the lowest failed record on', async () => {
  const { delivery, calls, finished } = deliverWith({ reportsBatchItemFailures: true, retryAttempts: 1 }, (_, call) =>
    (call === 1 ? { payload: { batchItemFailures: [{ itemIdentifier: '3' }] } } : ok));
  await delivery.deliver(streamRecords(4), signal);
  expect(calls).toEqual([['1', '2', '3', '4'], ['3', '4']]);
  expect(finished).toEqual(['1', '2', '3', '4']);
});

test('a partial failure means nothing unless the mapping says so', async () => {
  const { delivery, calls } = deliverWith({}, () => ({ payload: { batchItemFailures: [{ itemIdentifier: '1' }] } }));
  await delivery.deliver(streamRecords(2), signal);
  expect(calls).toEqual([['1', '2']]);
});

test('when the attempts end after a partial failure, what is left of the batch is given up', async () => {
  const { delivery, calls, log } = deliverWith({ reportsBatchItemFailures: true, retryAttempts: 1 }, (sequences) =>
    (sequences.includes('2') ? { payload: { batchItemFailures: [{ itemIdentifier: '2' }] } } : ok));
  await delivery.deliver(streamRecords(3), signal);
  expect(calls).toEqual([['1', '2', '3'], ['2', '3']]);
  expect(log.discards()).toEqual([expect.stringContaining('2 records of f were given up')]);
});

test('bisecting finds the poison without using up attempts', async () => {
  const { delivery, calls, log } = deliverWith({ bisects: true, retryAttempts: 0 }, (sequences) => (sequences.includes('3') ? failed : ok));
  await delivery.deliver(streamRecords(4), signal);
  expect(calls).toEqual([['1', '2', '3', '4'], ['1', '2'], ['3', '4'], ['3'], ['4']]);
  expect(log.discards()).toEqual([expect.stringContaining('1 records of f were given up')]);
});

/** Reports the lowest of the records that fail, as a function does that stops at the first failure. */
const reporting = (...poison: string[]) => (sequences: string[]): FakeAnswer => {
  const failing = sequences.filter((sequence) => poison.includes(sequence)).slice(0, 1);
  return { payload: { batchItemFailures: failing.map((itemIdentifier) => ({ itemIdentifier })) } };
};
const BISECTS_REPORTED: Partial<MappingConfiguration> = { bisects: true, reportsBatchItemFailures: true };

test('bisecting splits at the record that is reported, without using up an attempt, and only that one is given up', async () => {
  const { kept, destination } = remembering();
  const { delivery, calls } = deliverWith({ ...BISECTS_REPORTED, retryAttempts: 0 }, reporting('2'), destination);
  await delivery.deliver(streamRecords(4), signal);
  expect(calls).toEqual([['1', '2', '3', '4'], ['2', '3', '4'], ['2', '3'], ['2'], ['3'], ['4']]);
  expect(kept.map(({ records, invokeCount }) => [records.map(({ sequenceNumber }) => sequenceNumber), invokeCount])).toEqual([[['2'], 1]]);
});

test.each([0, 3])('every reported record ends alone in the destination after its %d retries, and no healthy one with it', async (retryAttempts) => {
  const { kept, destination } = remembering();
  const { delivery, calls } = deliverWith({ ...BISECTS_REPORTED, retryAttempts }, reporting('1', '5', '6', '10'), destination);
  await delivery.deliver(streamRecords(10), signal);
  expect(kept.map(({ records, invokeCount }) => [records.map(({ sequenceNumber }) => sequenceNumber), invokeCount]))
    .toEqual(['1', '5', '6', '10'].map((sequence) => [[sequence], retryAttempts + 1]));
  expect(calls.filter((sequences) => sequences.join() === '5')).toHaveLength(retryAttempts + 1);
});

test('throttling does not split a batch', async () => {
  const { delivery, calls } = deliverWith({ ...BISECTS_REPORTED, retryAttempts: 0 }, (_, call) => (call < 3 ? { throttled: true } : ok));
  await delivery.deliver(streamRecords(2), signal);
  expect(calls).toEqual([['1', '2'], ['1', '2'], ['1', '2']]);
});

test('records older than the maximum age are given up before the function sees them', async () => {
  const { delivery, calls, log } = deliverWith({ recordAgeMillis: 60_000 }, () => ok);
  await delivery.deliver([streamRecord(1, 'old', new Date(Date.now() - 120_000)), streamRecord(2)], signal);
  expect(calls).toEqual([['2']]);
  expect(log.discards()).toEqual(['1 records of f were given up: older than 60 seconds']);
});

function remembering() {
  const kept: DiscardedBatch[] = [];
  return { kept, destination: { keep: async (batch: DiscardedBatch) => { kept.push(batch); return 'a place'; } } };
}

test('what is given up goes to the on-failure destination, with why and how often it was tried', async () => {
  const { kept, destination } = remembering();
  const { delivery, log } = deliverWith({ retryAttempts: 1 }, () => failed, destination);
  await delivery.deliver(streamRecords(2), signal);
  expect(kept.map(({ records, ...how }) => [records.length, how])).toEqual([
    [2, { functionArn: MAPPING.functionArn, streamArn: MAPPING.streamArn, roleArn: MAPPING.roleArn, condition: 'RetryAttemptsExhausted', invokeCount: 2, functionError: true }],
  ]);
  expect(log.discards()).toEqual([expect.stringContaining('2 records of f were given up (kept in a place): 2 attempts failed')]);
});

test('what is too old goes there too, without ever being tried', async () => {
  const { kept, destination } = remembering();
  const { delivery } = deliverWith({ recordAgeMillis: 60_000 }, () => ok, destination);
  await delivery.deliver([streamRecord(1, 'old', new Date(Date.now() - 120_000))], signal);
  expect(kept).toEqual([expect.objectContaining({ condition: 'RecordAgeExceeded', invokeCount: 0 })]);
});

test('what becomes too old between two attempts tells how often it was tried', async () => {
  const { kept, destination } = remembering();
  const arrival = new Date();
  jest.useFakeTimers({ doNotFake: ['setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask', 'performance'], now: arrival });
  try {
    const { delivery } = deliverWith({ recordAgeMillis: 60_000 }, (_, call) => {
      if (call === 2) jest.setSystemTime(arrival.getTime() + 61_000);
      return failed;
    }, destination);
    await delivery.deliver([streamRecord(1, 'old', arrival)], signal);
  } finally {
    jest.useRealTimers();
  }
  expect(kept).toEqual([expect.objectContaining({ condition: 'RecordAgeExceeded', invokeCount: 2, functionError: true })]);
});

test('a run that ends does not wait for the next attempt', async () => {
  const ending = new AbortController();
  const { delivery } = deliverWith({}, () => {
    ending.abort();
    return failed;
  });
  await expect(delivery.deliver(streamRecords(1), ending.signal)).rejects.toThrow(/aborted/);
});

test('a run that ends stops bisecting, and gives nothing up', async () => {
  const ending = new AbortController();
  const { kept, destination } = remembering();
  const { delivery, calls } = deliverWith({ bisects: true, retryAttempts: 0 }, () => {
    ending.abort();
    return failed;
  }, destination);
  await expect(delivery.deliver(streamRecords(64), ending.signal)).rejects.toThrow(/aborted/);
  expect(calls).toHaveLength(1);
  expect(kept).toEqual([]);
});
