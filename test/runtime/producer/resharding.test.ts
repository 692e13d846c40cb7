import { FakeKinesis, hashOf } from './fake-kinesis';
import { producerOf, rejection, settle, useDeterminism } from './harness';
import { KinesisApiError } from '../../../runtime/producer';

useDeterminism();

const KEYS = Array.from({ length: 200 }, (_, n) => `trip-${n}`);

/** A producer that has learned the shards, and a function that puts one record for each key. */
async function started(client: FakeKinesis) {
  const producer = producerOf(client);
  const putAll = async (round: string) => Promise.all(KEYS.map(async (partitionKey) => producer.put({ partitionKey, data: `${round} ${partitionKey}` })));
  await settle(putAll('before'));
  return { producer, putAll };
}

function visible(client: FakeKinesis, round: string): Set<string> {
  return new Set(client.userRecords.map(({ data }) => Buffer.from(data).toString()).filter((text) => text.startsWith(round)));
}

test('after a split, what arrived where consumers drop it is sent again', async () => {
  const client = new FakeKinesis(2);
  const { producer, putAll } = await started(client);
  client.reshard(4);
  const results = await settle(putAll('after'));
  expect(visible(client, 'after').size).toBe(KEYS.length);
  expect(client.listings).toBe(2);
  expect(producer.metrics().ErrorsByCode).toEqual({ WrongShard: 2 });
  for (const [n, { shardId, attempts }] of results.entries()) {
    const shard = client.shards.find((candidate) => candidate.shardId === shardId);
    const hash = hashOf({ partitionKey: KEYS[n] });
    expect(shard !== undefined && hash >= shard.start && hash <= shard.end).toBe(true);
    expect(attempts.map(({ errorCode }) => errorCode)).toEqual(['WrongShard', undefined]);
  }
  await settle(putAll('later'));
  expect(visible(client, 'later').size).toBe(KEYS.length);
  expect(client.listings).toBe(2);
});

test('after a merge nothing is sent again: all records belong to the larger shard', async () => {
  const client = new FakeKinesis(4);
  const { producer, putAll } = await started(client);
  client.reshard(2);
  await settle(putAll('after'));
  expect(visible(client, 'after').size).toBe(KEYS.length);
  expect(producer.metrics()).toMatchObject({ AllErrors: 0, KinesisRecordsPut: 8 });
  await settle(putAll('later'));
  expect(producer.metrics()).toMatchObject({ AllErrors: 0, KinesisRecordsPut: 10 });
});

test('aggregates for shards that are gone are taken apart before they are sent', async () => {
  const client = new FakeKinesis(1);
  const { putAll } = await started(client);
  client.fate = (_, call) => {
    // throttled once, and resharded while the record waits for its retry
    if (call === 2) return { errorCodeOf: () => 'ProvisionedThroughputExceededException' };
    if (call === 3) client.reshard(3);
    return undefined;
  };
  const first = putAll('first');
  await jest.advanceTimersByTimeAsync(105);
  const second = putAll('second');
  await settle(Promise.all([first, second]));
  expect(visible(client, 'first').size).toBe(KEYS.length);
  expect(visible(client, 'second').size).toBe(KEYS.length);
});

test('while the new shards are listed, nothing is sent by the old ones', async () => {
  const client = new FakeKinesis(2);
  const { putAll } = await started(client);
  client.reshard(3);
  const listShards = client.listShards.bind(client);
  client.listShards = async (request) => {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    return listShards(request);
  };
  const first = putAll('first');
  await jest.advanceTimersByTimeAsync(500);
  expect(client.requests).toHaveLength(2);
  const second = putAll('second');
  await jest.advanceTimersByTimeAsync(1000);
  expect(client.requests).toHaveLength(2);
  await settle(Promise.all([first, second]));
  expect(visible(client, 'second').size).toBe(KEYS.length);
});

test('attempts with a wrong shard count for the retry policy after the aggregate is taken apart', async () => {
  const client = new FakeKinesis(1);
  const producer = producerOf(client, { retryPolicy: { fault: { maxAttempts: 2 } } });
  await settle(producer.put({ partitionKey: 'k', data: 'x' }));
  client.reshard(2);
  client.fate = (_, call) => (call > 2 ? { errorCodeOf: () => 'InternalFailure' } : undefined);
  const puts = KEYS.map(async (partitionKey) => rejection(producer.put({ partitionKey, data: 'x' })));
  for (const error of await settle(Promise.all(puts))) {
    expect(error).toMatchObject({ code: 'RetriesExhausted', attempts: [{ errorCode: 'WrongShard' }, { errorCode: 'InternalFailure' }] });
  }
});

test('while the new shards cannot be listed, records are kept and sent again', async () => {
  const client = new FakeKinesis(2);
  const { putAll } = await started(client);
  client.reshard(3);
  client.listError = new KinesisApiError('ECONNREFUSED', 'fault', 'down');
  const after = putAll('after');
  await jest.advanceTimersByTimeAsync(8000);
  client.listError = undefined;
  await settle(after);
  expect(visible(client, 'after').size).toBe(KEYS.length);
  expect(client.listings).toBeLessThan(15);
});

test('a stream that begins to distribute by itself gets single records from then on', async () => {
  const client = new FakeKinesis(3);
  const { putAll } = await started(client);
  client.strategy = 'AUTO';
  await settle(putAll('after'));
  expect(visible(client, 'after').size).toBe(KEYS.length);
  const before = client.requests.length;
  await settle(putAll('later'));
  const sent = client.requests.slice(before).flatMap(({ records }) => records);
  expect(sent.map(({ partitionKey }) => partitionKey)).toEqual(KEYS);
});

describe('records that go alone', () => {
  const large = (n: number) => ({ partitionKey: `large-${n}`, data: Buffer.alloc(60_000) });

  async function splitBehindTheBackOf(client: FakeKinesis) {
    const producer = producerOf(client);
    await settle(producer.put(large(0)));
    client.reshard(4);
    await settle(producer.putMany(Array.from({ length: 20 }, (_, n) => large(n))));
    await jest.advanceTimersByTimeAsync(2000);
    return producer;
  }

  test('tell of a reshard, too, and are not sent again', async () => {
    const client = new FakeKinesis(1);
    const producer = await splitBehindTheBackOf(client);
    expect(client.listings).toBe(2);
    expect(client.kinesisRecords).toHaveLength(21);
    // the new shards are known: nothing that is aggregated now arrives on a wrong one
    await settle(producer.putMany(KEYS.map((partitionKey) => ({ partitionKey, data: 'x' }))));
    expect(producer.metrics()).toMatchObject({ AllErrors: 0, KinesisRecordsPut: 25 });
    expect(client.listings).toBe(2);
  });

  test('ask for the shards once a second at most, while they cannot be listed', async () => {
    const client = new FakeKinesis(1);
    client.fate = (_, call) => {
      if (call === 2) client.listError = new KinesisApiError('LimitExceededException', 'throttle', 'slow down');
      return undefined;
    };
    const producer = await splitBehindTheBackOf(client);
    for (let n = 0; n < 100; n++) {
      void producer.put(large(n));
      await jest.advanceTimersByTimeAsync(100);
    }
    expect(client.listings).toBeGreaterThan(8);
    expect(client.listings).toBeLessThanOrEqual(14);
    await settle(producer.close());
    expect(client.kinesisRecords).toHaveLength(121);
    expect(jest.getTimerCount()).toBe(0);
  });
});
