import type { MappingConfiguration } from '../../../../local/workers/event-source/configuration';
import { RecordFilter } from '../../../../local/workers/event-source/record-filter';
import { EventSourceConsumer } from '../../../../local/workers/event-source/shard-consumer';
import type { StreamRecord } from '../../../../local/workers/stream-record';
import { WorkerLog } from '../../../../local/workers/worker-log';
import { FakeLambda } from '../fake-lambda';
import { streamRecord } from '../records';

const MAPPING: MappingConfiguration = {
  id: 'mapping',
  functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
  streamArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/s',
  roleArn: 'arn:aws:iam::000000000000:role/f',
  position: { type: 'TRIM_HORIZON' },
  batchSize: 10,
  batchingWindowMillis: 0,
  reportsBatchItemFailures: false,
  bisects: false,
  retryAttempts: Infinity,
  recordAgeMillis: Infinity,
  parallelization: 1,
  filters: [],
};
const { signal } = new AbortController();
const keyed = (sequence: number, partitionKey: string): StreamRecord => ({ ...streamRecord(sequence), partitionKey });

function consumer(mapping: Partial<MappingConfiguration>) {
  const batches: Array<Array<{ readonly key: string; readonly sequence: number }>> = [];
  const lambda = new FakeLambda((event) => {
    const { Records = [] }: { Records?: Array<{ kinesis: { partitionKey: string; sequenceNumber: string } }> } = event;
    batches.push(Records.map(({ kinesis }) => ({ key: kinesis.partitionKey, sequence: Number(kinesis.sequenceNumber) })));
    return { payload: null };
  });
  const log = new WorkerLog();
  return { batches, log, consumer: new EventSourceConsumer(lambda.client, { ...MAPPING, ...mapping }, log) };
}

async function drain(tested: EventSourceConsumer): Promise<void> {
  while (await tested.pump(true, signal)) await new Promise((resolve) => setTimeout(resolve, 1));
}

test('with a parallelization factor batches of several keys run at a time, and each key keeps its order', async () => {
  const { consumer: tested, batches } = consumer({ parallelization: 4 });
  await tested.take(Array.from({ length: 40 }, (_, index) => keyed(index, `key ${index % 8}`)));
  await drain(tested);
  expect(batches.flat()).toHaveLength(40);
  expect(batches.length).toBeGreaterThan(1);
  for (let key = 0; key < 8; key++) {
    const ofKey = batches.map((batch) => batch.filter((record) => record.key === `key ${key}`)).filter((records) => records.length > 0);
    const sequences = ofKey.flat().map(({ sequence }) => sequence);
    expect(sequences).toEqual([...sequences].sort((one, other) => one - other));
    expect(sequences).toHaveLength(5);
  }
});

test('without one a shard has one batch at a time, in its order', async () => {
  const { consumer: tested, batches } = consumer({ batchSize: 4 });
  await tested.take(Array.from({ length: 10 }, (_, index) => keyed(index, `key ${index}`)));
  await drain(tested);
  expect(batches.map((batch) => batch.map(({ sequence }) => sequence))).toEqual([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]);
});

test('records that no filter takes are never seen by the function, and hold nothing up', async () => {
  const filters = ['record 1', 'record 3'].map((text) => new RecordFilter(JSON.stringify({ data: [text] })));
  const { consumer: tested, batches } = consumer({ filters });
  await tested.take([1, 2, 3, 4].map((sequence) => streamRecord(sequence)));
  await drain(tested);
  expect(batches.flat().map(({ key }) => key)).toEqual(['key 1', 'key 3']);
  await tested.take([streamRecord(5)]);
  expect(await tested.pump(true, signal)).toBe(false);
});

test('there is room until a lane is full', async () => {
  const { consumer: tested } = consumer({ batchSize: 3 });
  expect(tested.room()).toBe(3);
  await tested.take([streamRecord(1), streamRecord(2)]);
  expect(tested.room()).toBe(1);
});

test('it has settled when every lane has, also while others are free', async () => {
  const { consumer: tested, batches } = consumer({ parallelization: 4 });
  await tested.take([streamRecord(1)]);
  await tested.pump(true, signal);
  await tested.settle();
  expect(batches).toHaveLength(1);
  expect(await tested.pump(true, signal)).toBe(false);
});

test('a shard has one checkpoint for all of its lanes, and filtered records move it', async () => {
  const { consumer: tested, log } = consumer({ parallelization: 2, batchSize: 2, filters: [new RecordFilter('{"data":[{"prefix":"record"}]}')] });
  await tested.take([...[1, 2, 3, 4, 5, 6, 7].map((sequence) => streamRecord(sequence)), streamRecord(8, 'filtered')]);
  expect(log.checkpoints()).toEqual([]);
  await drain(tested);
  expect(log.checkpoints()).toEqual(['f is done with shardId-000000000000 up to 8']);
  await tested.take([streamRecord(9, 'filtered')]);
  expect(log.checkpoints()).toEqual(['f is done with shardId-000000000000 up to 9']);
});
