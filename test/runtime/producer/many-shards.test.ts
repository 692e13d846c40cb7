import { FakeKinesis } from './fake-kinesis';
import { producerOf, rejection, settle, useDeterminism } from './harness';
import { KinesisApiError } from '../../../runtime/producer';

useDeterminism();

const THROTTLED = new KinesisApiError('LimitExceededException', 'throttle', 'slow down');

function batch(count: number) {
  return Array.from({ length: count }, (_, n) => ({ partitionKey: `key-${n}`, data: Buffer.from(String(n)) }));
}

test.each([1, 1000, 10_000])('%d shards: every record is on its own, each listing is read once', async (shards) => {
  const client = new FakeKinesis(shards);
  const producer = producerOf(client);
  const { deliveredCount } = await settle(producer.putMany(batch(2000)));
  expect(deliveredCount).toBe(2000);
  expect(client.arrivals).toHaveLength(2000);
  expect(client.listings).toBe(Math.ceil(shards / client.shardsPerPage));
  expect(client.requests.length).toBeLessThanOrEqual(Math.ceil(Math.min(shards, 2000) / 500));
});

test('a reshard of a large stream costs one more listing, however many aggregates were for the old shards', async () => {
  const client = new FakeKinesis(500);
  const producer = producerOf(client);
  await settle(producer.putMany(batch(2000)));
  client.reshard(1000);
  const { deliveredCount } = await settle(producer.putMany(batch(4000)));
  expect(deliveredCount).toBe(4000);
  expect(client.listings).toBe(2);
  expect(client.arrivals.length).toBeGreaterThanOrEqual(6000);
});

test('records expire while a listing takes long, and the next ones go when it is complete', async () => {
  const client = new FakeKinesis(10_000);
  const listShards = client.listShards.bind(client);
  client.listShards = async (request) => {
    await new Promise((resolve) => setTimeout(resolve, 5500));
    return listShards(request);
  };
  const producer = producerOf(client);
  const since = performance.now();
  expect(await rejection(producer.put({ partitionKey: 'k', data: 'x' }))).toMatchObject({ code: 'RecordExpired' });
  expect(performance.now() - since).toBeLessThanOrEqual(30_000 + 6000);
  expect(await settle(producer.put({ partitionKey: 'k', data: 'x' }))).toMatchObject({ attempts: [{ success: true }] });
  expect(client.listings).toBe(10);
  await settle(producer.close());
  expect(jest.getTimerCount()).toBe(0);
});

test('while the listing is refused it is asked for at most once a second, and the records wait', async () => {
  const client = new FakeKinesis(4);
  const producer = producerOf(client, { recordTtl: 60_000 });
  await settle(producer.putMany(batch(100)));
  client.reshard(8);
  client.listError = THROTTLED;
  const put = producer.putMany(batch(1000));
  await jest.advanceTimersByTimeAsync(10_000);
  expect(client.listings).toBeGreaterThan(2);
  expect(client.listings).toBeLessThanOrEqual(12);
  expect(client.requests.length).toBeLessThanOrEqual(14);
  client.listError = undefined;
  expect((await settle(put)).deliveredCount).toBe(1000);
});

test.each<[string, (page: number) => string]>([
  ['points to one page for ever', () => 'again'],
  ['always has one more page', (page) => `page ${page}`],
])('a listing that %s is given up', async (_, tokenOf) => {
  const client = new FakeKinesis(1);
  const listShards = client.listShards.bind(client);
  client.listShards = async () => ({ shards: (await listShards({})).shards, nextToken: tokenOf(client.listings) });
  const producer = producerOf(client, { retryPolicy: { fault: { baseDelay: 10_000 } }, recordTtl: 20_000 });
  const put = rejection(producer.put({ partitionKey: 'k', data: 'x' }));
  await jest.advanceTimersByTimeAsync(1);
  expect(client.listings).toBeLessThanOrEqual(10_001);
  expect(await put).toMatchObject({ code: 'RecordExpired', message: expect.stringContaining('InvalidResponse: the listing of the shards does not end') });
});

test('a stream that is missing is asked for once a second, however many records are put', async () => {
  const client = new FakeKinesis(1);
  const describe = jest.spyOn(client, 'describeStreamSummary');
  client.describeError = client.listError = new KinesisApiError('ResourceNotFoundException', 'refused', 'no such stream');
  const producer = producerOf(client);
  const since = performance.now();
  for (let n = 0; n < 10; n++) {
    expect(await rejection(producer.put({ partitionKey: 'k', data: 'x' }))).toMatchObject({ code: 'StreamNotFound', attempts: [{ success: false }] });
  }
  expect(client.listings).toBeLessThanOrEqual(1 + (performance.now() - since) / 1000);
  expect(describe).toHaveBeenCalledTimes(client.listings);
  client.describeError = client.listError = undefined;
  expect(await settle(producer.put({ partitionKey: 'k', data: 'x' }))).toMatchObject({ attempts: [{ success: true }] });
});

test('what waits for a missing stream to be asked for again fails at the deadline of close', async () => {
  const client = new FakeKinesis(1);
  client.listError = new KinesisApiError('ResourceNotFoundException', 'refused', 'no such stream');
  const producer = producerOf(client);
  await rejection(producer.put({ partitionKey: 'k', data: 'x' }));
  const put = rejection(producer.put({ partitionKey: 'k', data: 'x' }));
  await settle(producer.close({ deadline: 100 }));
  expect(await put).toMatchObject({ code: 'ProducerClosed', attempts: [] });
  expect(client.listings).toBe(1);
  expect(jest.getTimerCount()).toBe(0);
});
