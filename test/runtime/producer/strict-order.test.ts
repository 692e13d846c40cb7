import { FakeKinesis } from './fake-kinesis';
import { producerOf, settle, useDeterminism } from './harness';

useDeterminism();

const MEBIBYTE = 1_048_576;

function numbersOf(client: FakeKinesis): number[] {
  return client.arrivals.filter(({ partitionKey }) => partitionKey === 'k').map(({ data }) => data[0]);
}

/** A record whose first byte is its number. */
function numbered(number: number, size: number) {
  return { partitionKey: 'k', data: Buffer.alloc(size, number) };
}

test('records that waited for room do not overtake those that waited for the shards', async () => {
  const client = new FakeKinesis(2);
  const producer = producerOf(client, { strictOrder: true, bufferMaxSize: 2 * MEBIBYTE });
  const puts = Promise.allSettled([
    // learned to be too large when the shards are: then the third has room, in the middle of it
    producer.put({ partitionKey: 'too large', data: Buffer.alloc(1.5 * MEBIBYTE) }),
    producer.put(numbered(1, 60_000)),
    producer.put(numbered(2, 900_000)),
  ]);
  await settle(puts);
  expect(numbersOf(client)).toEqual([1, 2]);
});

test('records that waited for room do not overtake those that are regrouped after a reshard', async () => {
  const client = new FakeKinesis(1);
  const producer = producerOf(client, { strictOrder: true, bufferMaxSize: 2 * MEBIBYTE, recordTtl: 2000 });
  await settle(producer.put({ partitionKey: 'before', data: 'x' }));
  client.latency = 2200;
  client.reshard(2);
  const puts = ['one', 'other'].map(async (partitionKey) => producer.put({ partitionKey, data: 'x' }));
  await jest.advanceTimersByTimeAsync(200);
  // expires behind the two under way: then the last one has room, in the middle of the regrouping
  puts.push(producer.put({ partitionKey: 'expires', data: Buffer.alloc(1_000_000) }));
  await jest.advanceTimersByTimeAsync(1000);
  puts.push(producer.put(numbered(1, 60_000)), producer.put(numbered(2, MEBIBYTE - 1000)));
  client.latency = 10;
  const ends = await settle(Promise.allSettled(puts));
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled', 'fulfilled']);
  expect(numbersOf(client)).toEqual([1, 2]);
});

test('records that went alone through a gap of the listing are not overtaken when it is closed', async () => {
  const client = new FakeKinesis(2);
  const listShards = client.listShards.bind(client);
  client.listShards = async (request) => ({ shards: (await listShards(request)).shards.slice(client.listings === 1 ? 1 : 0) });
  const producer = producerOf(client, { strictOrder: true, retryPolicy: { fault: { maxDelay: 100 } } });
  const record = (number: number) => ({ partitionKey: 'k', explicitHashKey: '0', data: Buffer.of(number) });
  const puts = [1, 2, 3].map(async (number) => producer.put(record(number)));
  // the first tells of the gap; the second is tried again until the shards are known, and once more
  client.fate = ({ records }, call) => (records[0].data[0] === 2 && call < 40 ? { errorCodeOf: (index) => (index === 0 ? 'InternalFailure' : undefined) } : undefined);
  await jest.advanceTimersByTimeAsync(1200);
  expect(client.listings).toBe(2);
  puts.push(producer.put(record(4)));
  await settle(Promise.all(puts));
  expect(numbersOf(client)).toEqual([1, 2, 3, 4]);
});
