import { FakeKinesis } from './fake-kinesis';
import { producerOf, rejection, settle, useDeterminism } from './harness';
import { decode } from '../../../runtime/kpl-format';
import { KinesisProducer } from '../../../runtime/producer';

useDeterminism();

const texts = (client: FakeKinesis) => client.userRecords.map(({ data }) => Buffer.from(data).toString()).sort();

test('a record is put, and the result says where', async () => {
  const client = new FakeKinesis(4);
  const producer = producerOf(client);
  const result = await settle(producer.put({ partitionKey: 'trip-1', data: 'one' }));
  const shard = client.shards.find(({ records }) => records.length > 0);
  expect(result).toEqual({ shardId: shard?.shardId, sequenceNumber: '1', attempts: [{ delay: 100, duration: 10, success: true }] });
  expect(client.kinesisRecords).toEqual([{ partitionKey: 'trip-1', explicitHashKey: undefined, data: Buffer.from('one') }]);
});

test('records for the same shard share an aggregate that says where it goes', async () => {
  const client = new FakeKinesis(3);
  const producer = producerOf(client);
  const puts = Array.from({ length: 300 }, async (_, n) => producer.put({ partitionKey: `trip-${n}`, data: `data ${n}` }));
  const results = await settle(Promise.all(puts));
  expect(client.requests).toHaveLength(1);
  expect(client.kinesisRecords).toHaveLength(3);
  expect(texts(client)).toEqual(Array.from({ length: 300 }, (_, n) => `data ${n}`).sort());
  for (const [n, { shardId }] of results.entries()) {
    const shard = client.shards.find((candidate) => candidate.shardId === shardId);
    expect(shard?.records.flatMap((entry) => decode(entry)).map(({ partitionKey }) => partitionKey)).toContain(`trip-${n}`);
  }
});

test('explicit hash keys on the very boundary of two shards are told apart', async () => {
  const client = new FakeKinesis(3);
  const producer = producerOf(client);
  const keys = client.shards.flatMap(({ start, end }) => [start, end]).map(String);
  await settle(Promise.all(keys.flatMap((explicitHashKey) => [1, 2].map(async () => producer.put({ partitionKey: 'k', explicitHashKey, data: explicitHashKey })))));
  expect(texts(client)).toEqual([...keys, ...keys].sort());
  for (const { records, start, end } of client.shards) {
    expect(records).toHaveLength(1);
    expect(decode(records[0]).map(({ explicitHashKey }) => explicitHashKey)).toEqual([start, start, end, end].map(String));
  }
});

test('aggregates and requests are filled to their limits and no further', async () => {
  const client = new FakeKinesis(1);
  const producer = producerOf(client, { aggregationMaxSize: 1000, collectionMaxCount: 7 });
  await settle(Promise.all(Array.from({ length: 1000 }, async (_, n) => producer.put({ partitionKey: `k${n % 10}`, data: Buffer.alloc(90, 97) }))));
  expect(client.userRecords).toHaveLength(1000);
  const sizes = client.kinesisRecords.map(({ data }) => data.length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1000);
  expect(sizes.filter((size) => size < 900)).toHaveLength(1);
  const requests = client.requests.map(({ records }) => records.length);
  expect(requests.slice(0, -1).every((count) => count === 7)).toBe(true);
  expect(requests.at(-1)).toBeLessThanOrEqual(7);
});

test('requests are limited by size, too; what is too large for an aggregate goes alone', async () => {
  const client = new FakeKinesis(1);
  const producer = producerOf(client, { collectionMaxSize: 200_000 });
  await settle(Promise.all(Array.from({ length: 10 }, async () => producer.put({ partitionKey: 'k', data: Buffer.alloc(60_000, 97) }))));
  expect(client.kinesisRecords.every(({ partitionKey }) => partitionKey === 'k')).toBe(true);
  expect(client.requests.map(({ records }) => records.length)).toEqual([3, 3, 3, 1]);
});

test('aggregationMaxCount ends an aggregate', async () => {
  const client = new FakeKinesis(1);
  const producer = producerOf(client, { aggregationMaxCount: 10 });
  await settle(Promise.all(Array.from({ length: 95 }, async () => producer.put({ partitionKey: 'k', data: 'x' }))));
  expect(client.kinesisRecords.map((entry) => decode(entry).length)).toEqual([...Array<number>(9).fill(10), 5]);
});

test('without aggregation no shard is asked for, and no more than the allowed requests run at once', async () => {
  const client = new FakeKinesis(4);
  const producer = producerOf(client, { aggregationEnabled: false, collectionMaxCount: 10, maxConnections: 3 });
  await settle(Promise.all(Array.from({ length: 100 }, async (_, n) => producer.put({ partitionKey: `k${n}`, data: 'x' }))));
  expect(client.listings).toBe(0);
  expect(client.kinesisRecords).toHaveLength(100);
  expect(client.requests).toHaveLength(10);
  expect(client.mostInFlight).toBe(3);
});

test('a stream that distributes by itself gets single records', async () => {
  const client = new FakeKinesis(4);
  client.strategy = 'AUTO';
  await settle(Promise.all(Array.from({ length: 20 }, async (_, n) => producerOf(client).put({ partitionKey: `k${n}`, data: 'x' }))));
  expect(client.listings).toBe(0);
  expect(client.kinesisRecords).toHaveLength(20);
});

test.each([['USER_PARTITION_KEY' as const, 1], ['AUTO' as const, 20]])('when the stream does not say, %s is assumed', async (strategy, expected) => {
  const client = new FakeKinesis(1);
  client.describeStreamSummary = async () => ({});
  const producer = producerOf(client, { recordDistributionStrategyDefault: strategy });
  await settle(Promise.all(Array.from({ length: 20 }, async () => producer.put({ partitionKey: 'k', data: 'x' }))));
  expect(client.kinesisRecords).toHaveLength(expected);
});

test('the shards of a large stream come in pages', async () => {
  const client = new FakeKinesis(250);
  client.shardsPerPage = 100;
  const producer = producerOf(client);
  await settle(Promise.all(Array.from({ length: 2000 }, async (_, n) => producer.put({ partitionKey: `k${n}`, data: `${n}` }))));
  expect(client.listings).toBe(3);
  expect(client.userRecords).toHaveLength(2000);
  expect(client.kinesisRecords.length).toBeLessThanOrEqual(250);
});

test('bytes that are an aggregate already arrive as they are', async () => {
  const client = new FakeKinesis(1);
  const producer = producerOf(client);
  await settle(Promise.all([producer.put({ partitionKey: 'a', data: 'x' }), producer.put({ partitionKey: 'b', data: 'y' })]));
  const aggregate = client.kinesisRecords[0].data;
  await settle(producer.put({ partitionKey: 'c', data: aggregate }));
  expect(client.userRecords.map(({ data }) => Buffer.from(data).toString('hex'))).toContain(Buffer.from(aggregate).toString('hex'));
});

test('bytes that are an aggregate already arrive as they are when they are too large to share one, too', async () => {
  const client = new FakeKinesis(1);
  const producer = producerOf(client);
  const whole = { partitionKey: 'k', data: Buffer.alloc(25_570, 7) };
  await settle(Promise.all([producer.put(whole), producer.put(whole)]));
  const aggregate = client.kinesisRecords.at(-1)?.data ?? Buffer.alloc(0);
  expect(decode({ partitionKey: 'a', data: aggregate })).toHaveLength(2);
  expect(aggregate.length).toBeGreaterThan(51_160);
  await settle(Promise.all([producer.put({ partitionKey: 'small', data: 'x' }), producer.put({ partitionKey: 'forwarded', data: aggregate })]));
  const forwarded = client.userRecords.filter(({ partitionKey }) => partitionKey === 'forwarded');
  expect(forwarded.map(({ data }) => Buffer.from(data).toString('hex'))).toEqual([Buffer.from(aggregate).toString('hex')]);
});

test('records wait no longer than recordMaxBufferedTime', async () => {
  const client = new FakeKinesis(1);
  const producer = producerOf(client, { recordMaxBufferedTime: 250 });
  await settle(producer.put({ partitionKey: 'k', data: 'first, to learn the shards' }));
  void producer.put({ partitionKey: 'k', data: 'x' });
  await jest.advanceTimersByTimeAsync(249);
  expect(client.requests).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(1);
  expect(client.requests).toHaveLength(2);
});

test('flush waits for the records before it, not for those after it', async () => {
  const client = new FakeKinesis(1);
  const producer = producerOf(client, { recordMaxBufferedTime: 60_000, recordTtl: 120_000 });
  const before = producer.put({ partitionKey: 'k', data: 'before' });
  const flushed = producer.flush();
  await settle(flushed, 1000);
  await before;
  const later = producer.put({ partitionKey: 'k', data: 'after' });
  await jest.advanceTimersByTimeAsync(30_000);
  expect(client.requests).toHaveLength(1);
  await settle(later);
  expect(client.requests).toHaveLength(2);
});

test('flush with nothing to send resolves', async () => {
  await expect(producerOf(new FakeKinesis(1)).flush()).resolves.toBeUndefined();
});

describe('close', () => {
  test('sends what is there, frees the client once, and then refuses records', async () => {
    const client = new FakeKinesis(2);
    const producer = producerOf(client);
    const put = producer.put({ partitionKey: 'k', data: 'x' });
    await settle(Promise.all([producer.close(), producer.close()]));
    expect(await put).toMatchObject({ sequenceNumber: '1' });
    expect(client.destroyed).toBe(1);
    expect(await rejection(producer.put({ partitionKey: 'k', data: 'y' }))).toMatchObject({ name: 'ProducerClosedError', code: 'ProducerClosed' });
    expect(jest.getTimerCount()).toBe(0);
  });

  test('with a deadline leaves no record without an answer', async () => {
    const client = new FakeKinesis(1);
    client.latency = 5000;
    const producer = producerOf(client, { bufferMaxSize: 1_100_000, maxConnections: 1 });
    const records = Array.from({ length: 8 }, (_, n) => ({ partitionKey: `k${n}`, data: Buffer.alloc(300_000) }));
    const puts = Promise.allSettled(records.map(async (record) => producer.put(record)));
    await settle(producer.close({ deadline: 1000 }), 1000);
    const outcomes = await puts;
    expect(outcomes.map(({ status }) => status)).toEqual(Array<string>(8).fill('rejected'));
    for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { code: 'ProducerClosed' } });
    expect(producer.metrics().UserRecordsPending).toBe(0);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('with a deadline while the shards are not known', async () => {
    const client = new FakeKinesis(1);
    client.listShards = async () => new Promise(() => undefined);
    const producer = producerOf(client);
    const put = rejection(producer.put({ partitionKey: 'k', data: 'x' }));
    await settle(producer.close({ deadline: 100 }), 1000);
    expect(await put).toMatchObject({ code: 'ProducerClosed' });
  });

  test('holds the process no longer than the client that throws when it is destroyed', async () => {
    const client = new FakeKinesis(1);
    client.destroy = () => {
      throw new RangeError('mine');
    };
    await expect(producerOf(client).close({ deadline: 60_000 })).rejects.toThrow('mine');
    expect(jest.getTimerCount()).toBe(0);
  });

  test('takes a deadline later, too', async () => {
    const client = new FakeKinesis(1);
    client.fate = () => ({ errorCodeOf: () => 'ProvisionedThroughputExceededException' });
    const producer = producerOf(client);
    const put = producer.put({ partitionKey: 'k', data: 'x' });
    const closed = producer.close();
    await jest.advanceTimersByTimeAsync(1000);
    await settle(Promise.all([closed, producer.close({ deadline: 50 })]), 200);
    const error = await rejection(put);
    expect(error).toMatchObject({ code: 'ProducerClosed', message: 'close reached its deadline of 50 ms' });
    expect(error.attempts.length).toBeGreaterThan(0);
  });

  test('refuses a deadline that is none', async () => {
    await expect(producerOf(new FakeKinesis(1)).close({ deadline: -1 })).rejects.toThrow('deadline is -1, allowed are whole numbers of milliseconds');
  });
});

test('the metrics count under the names of the KPL', async () => {
  const client = new FakeKinesis(2);
  client.fate = (_, call) => (call === 1 ? { errorCodeOf: (index) => (index === 0 ? 'ProvisionedThroughputExceededException' : undefined) } : undefined);
  const producer: KinesisProducer = producerOf(client);
  const puts = Array.from({ length: 100 }, async (_, n) => producer.put({ partitionKey: `k${n}`, data: '0123456789' }));
  expect(producer.metrics()).toMatchObject({ UserRecordsReceived: 100, UserRecordsPending: 100, UserRecordsPut: 0, AllErrors: 0 });
  await settle(Promise.all(puts));
  const bytes = client.kinesisRecords.reduce((sum, { data }) => sum + data.length, 0);
  const first = decode(client.requests[0].records[0]).length;
  expect(producer.metrics()).toEqual({
    UserRecordsReceived: 100,
    UserRecordsPending: 0,
    UserRecordsPut: 100,
    UserRecordsDataPut: 1000,
    KinesisRecordsPut: 2,
    KinesisRecordsDataPut: bytes,
    ErrorsByCode: { ProvisionedThroughputExceededException: 1 },
    AllErrors: 1,
    RetriesPerRecord: { count: 100, sum: first, minimum: 0, maximum: 1 },
    BufferingTime: { count: 100, sum: 10_000, minimum: 100, maximum: 100 },
    RequestTime: { count: 2, sum: 20, minimum: 10, maximum: 10 },
    UserRecordsPerKinesisRecord: { count: 2, sum: 100, minimum: Math.min(first, 100 - first), maximum: Math.max(first, 100 - first) },
    KinesisRecordsPerPutRecordsRequest: { count: 2, sum: 3, minimum: 1, maximum: 2 },
    UserRecordsPerPutRecordsRequest: { count: 2, sum: 100 + first, minimum: first, maximum: 100 },
    Shards: {},
  });
});
