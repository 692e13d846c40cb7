import { FakeKinesis } from './fake-kinesis';
import { producerOf, rejection, settle, useDeterminism } from './harness';
import { KinesisApiError, ProducerRecord } from '../../../runtime/producer';

useDeterminism();

function numbered(count: number, size = 20): ProducerRecord[] {
  return Array.from({ length: count }, (_, n) => ({ partitionKey: `k${n % 50}`, data: Buffer.from(String(n).padEnd(size)) }));
}

function texts(client: FakeKinesis): number[] {
  return client.userRecords.map(({ data }) => Number(Buffer.from(data).toString())).sort((one, other) => one - other);
}

test('one receipt tells that all records are delivered', async () => {
  const client = new FakeKinesis(4);
  const producer = producerOf(client);
  expect(await settle(producer.putMany(numbered(1000)))).toEqual({ recordCount: 1000, deliveredCount: 1000, failures: [] });
  expect(texts(client)).toEqual(Array.from({ length: 1000 }, (_, n) => n));
  expect(client.kinesisRecords.length).toBeLessThanOrEqual(8);
  expect(producer.metrics()).toMatchObject({ UserRecordsReceived: 1000, UserRecordsPut: 1000, UserRecordsPending: 0 });
  expect(producer.metrics().RetriesPerRecord).toMatchObject({ count: 1000, sum: 0 });
});

test('no records have a receipt, too', async () => {
  const producer = producerOf(new FakeKinesis(1));
  expect(await settle(producer.putMany([]))).toEqual({ recordCount: 0, deliveredCount: 0, failures: [] });
  await settle(producer.flush());
});

test('bad records fail alone, by their index', async () => {
  const client = new FakeKinesis(2);
  const records = numbered(6);
  records[1] = { partitionKey: '', data: 'x' };
  records[3] = { partitionKey: 'large', data: Buffer.alloc(1024 * 1024) };
  Reflect.set(records, 4, undefined);
  records[5] = { partitionKey: 'k', get data(): string { throw new RangeError('mine'); } };
  const { deliveredCount, failures } = await settle(producerOf(client).putMany(records));
  expect(deliveredCount).toBe(2);
  expect(failures.map(({ index, error }) => [index, error.code])).toEqual([
    [1, 'InvalidRecord'], [3, 'RecordTooLarge'], [4, 'InvalidRecord'], [5, 'InvalidRecord'],
  ]);
  expect(failures[3].error.message).toContain('mine');
  expect(texts(client)).toEqual([0, 2]);
});

test('what the service does not take is among the failures, with its attempts', async () => {
  const client = new FakeKinesis(1);
  client.fate = ({ records }) => ({ errorCodeOf: (index) => (index === records.length - 1 ? 'InternalFailure' : undefined) });
  const producer = producerOf(client, { aggregationMaxCount: 10, retryPolicy: { fault: { maxAttempts: 2 } } });
  const { deliveredCount, failures } = await settle(producer.putMany(numbered(100)));
  expect(deliveredCount).toBe(90);
  expect(failures.map(({ index }) => index)).toEqual([90, 91, 92, 93, 94, 95, 96, 97, 98, 99]);
  expect(failures[0].error).toMatchObject({ code: 'RetriesExhausted', attempts: [{ errorCode: 'InternalFailure' }, { errorCode: 'InternalFailure' }] });
});

test('records keep their histories apart when aggregates are taken apart', async () => {
  const client = new FakeKinesis(1);
  client.fate = (_, call) => {
    if (call === 1) client.reshard(4);
    return call < 3 ? new KinesisApiError('InternalFailure', 'fault', 'broken') : undefined;
  };
  const { deliveredCount, failures } = await settle(producerOf(client, { aggregationMaxCount: 50 }).putMany(numbered(200)));
  expect(failures).toEqual([]);
  expect(deliveredCount).toBe(200);
  expect(new Set(texts(client)).size).toBe(200);
});

test('a batch larger than the buffer waits for room, in the order of the calls', async () => {
  const client = new FakeKinesis(1);
  const producer = producerOf(client, { bufferMaxSize: 2 ** 20 + 256, aggregationEnabled: false });
  const orders: string[] = [];
  const first = producer.putMany(numbered(300, 10_000)).then(() => orders.push('first'));
  const alone = producer.put({ partitionKey: 'alone', data: '-1' }).then(() => orders.push('alone'));
  const second = producer.putMany(numbered(3, 10_000)).then(() => orders.push('second'));
  await settle(Promise.all([first, alone, second]));
  const written = client.kinesisRecords.map(({ data }) => Number(Buffer.from(data).toString()));
  expect(written).toEqual([...Array.from({ length: 300 }, (_, n) => n), -1, 0, 1, 2]);
  expect(orders[0]).toBe('first');
});

test('a full buffer fails what does not fit, by choice', async () => {
  const client = new FakeKinesis(1);
  const producer = producerOf(client, { bufferMaxSize: 2 ** 20 + 256, whenBufferFull: 'reject' });
  const { deliveredCount, failures } = await settle(producer.putMany(numbered(150, 10_000)));
  expect(deliveredCount).toBe(104);
  expect(failures.map(({ index, error }) => [index, error.code])).toEqual(Array.from({ length: 46 }, (_, n) => [104 + n, 'BufferFull']));
});

test('close with a deadline fails the rest, that which waits for room included', async () => {
  const client = new FakeKinesis(1);
  client.latency = 60_000;
  const producer = producerOf(client, { bufferMaxSize: 2 ** 20 + 256 });
  const put = producer.putMany(numbered(300, 10_000));
  await settle(producer.close({ deadline: 500 }));
  const { deliveredCount, failures } = await settle(put);
  expect(deliveredCount).toBe(0);
  expect(failures.map(({ index }) => index)).toEqual(Array.from({ length: 300 }, (_, n) => n));
  expect(new Set(failures.map(({ error }) => error.code))).toEqual(new Set(['ProducerClosed']));
  expect((await rejection(producer.putMany(numbered(1)))).code).toBe('ProducerClosed');
});

test('what is no array is refused as a whole', async () => {
  const records: ProducerRecord[] = [];
  const producer = producerOf(new FakeKinesis(1));
  const given: unknown = 'records';
  expect((await rejection(Reflect.apply(producer.putMany, producer, [given]))).code).toBe('InvalidRecord');
  expect((await settle(producer.putMany(records))).recordCount).toBe(0);
});
