import { FakeKinesis, hashOf } from './fake-kinesis';
import { producerOf, settle, useDeterminism } from './harness';
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
