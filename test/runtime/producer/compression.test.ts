import { createHash } from 'node:crypto';
import { FakeKinesis, hashOf } from './fake-kinesis';
import { Outcome, producerOf, rejection, settle, track, useDeterminism } from './harness';
import { codecOf, startsWithBlockMagic, type CompressionCodec } from '../../../runtime/compressed-block';
import { readRecords } from '../../../runtime/consumer';
import { decode, isAggregated } from '../../../runtime/kpl-format';
import { CompressionOptions, KinesisProducerOptions, ProducerRecord } from '../../../runtime/producer';

useDeterminism();

const BROTLI: CompressionOptions = { codec: 'brotli' };

function compressing(client: FakeKinesis, options: Partial<KinesisProducerOptions> = {}) {
  return producerOf(client, { compression: BROTLI, ...options });
}

/** Records of JSON, as compression is made for. */
function trips(count: number, first = 0): ProducerRecord[] {
  return Array.from({ length: count }, (_, n) => ({
    partitionKey: `trip-${first + n}`,
    data: JSON.stringify({ trip_id: `trip-${first + n}`, pickup_at: new Date(1_553_000_000_000 + n * 7919).toISOString(), passengers: n % 7, total: n / 7 }),
  }));
}

/** Bytes that no codec makes smaller, the same in every run. */
function noise(length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 64) }, (_, n) => createHash('sha512').update(String(n)).digest());
  return Buffer.concat(blocks).subarray(0, length);
}

function textsOf(records: readonly { readonly data: Uint8Array | string }[]): string[] {
  return records.map(({ data }) => Buffer.from(data).toString('latin1')).sort();
}

/** Every user record as written, the blocks unopened. */
function userRecordsOf(client: FakeKinesis) {
  return client.kinesisRecords.flatMap((entry) => decode(entry));
}

const CODECS: CompressionCodec[] = ['gzip', 'brotli', 'zstd'];

test.each(CODECS.filter((codec) => codecOf(codec) !== undefined))('%s: consumers see every record under its keys and on its shard, in far fewer bytes', async (codec) => {
  const client = new FakeKinesis(4);
  const producer = compressing(client, { compression: { codec } });
  const records = [...trips(2000), { partitionKey: 'é', explicitHashKey: '7', data: 'with a hash key' }, { partitionKey: '🚕'.repeat(256), data: '' }];
  expect(await settle(producer.putMany(records))).toEqual({ recordCount: 2002, deliveredCount: 2002, failures: [] });
  expect(client.userRecords.map(({ partitionKey, explicitHashKey, data }) => [partitionKey, explicitHashKey, Buffer.from(data).toString()]).sort())
    .toEqual(records.map((record) => [record.partitionKey, 'explicitHashKey' in record ? record.explicitHashKey : undefined, record.data]).sort());
  expect(client.kinesisRecords.every(({ data }) => isAggregated(data))).toBe(true);
  expect(userRecordsOf(client).every(({ data }) => startsWithBlockMagic(data))).toBe(true);
  const { KinesisRecordsDataPut, UserRecordsDataPut, UserRecordsPut } = producer.metrics();
  expect(UserRecordsPut).toBe(2002);
  expect(UserRecordsDataPut).toBeGreaterThan(3.5 * KinesisRecordsDataPut);
});

test('a codec that this Node lacks is refused before anything is put', () => {
  const create = () => compressing(new FakeKinesis(1), { compression: { codec: 'zstd' } });
  if (codecOf('zstd') === undefined) expect(create).toThrow(/compression\.codec is "zstd", which takes Node 22\.15 or newer, this is v20\./);
  else expect(create).not.toThrow();
});

test('wrong options are refused, all at once', () => {
  const options = { aggregationEnabled: false, compression: { codec: 'lzw', blockSize: 1000 } };
  const client = new FakeKinesis(1);
  const create = () => producerOf(client, JSON.parse(JSON.stringify(options)));
  expect(create).toThrow(expect.objectContaining({ name: 'InvalidOptionsError', code: 'InvalidOptions' }));
  expect(create).toThrow(/compression\.codec is "lzw", allowed are "gzip", "brotli", "zstd"; compression\.blockSize is 1000, allowed are whole numbers from 1024 to 1048576; compression needs aggregation, but aggregationEnabled is false/);
  for (const compression of ['gzip', null, 5, {}]) {
    expect(() => producerOf(client, JSON.parse(JSON.stringify({ compression })))).toThrow(/compression\.codec is undefined/);
  }
});

test('a record waits no longer in a block than in an aggregate', async () => {
  const client = new FakeKinesis(1);
  client.latency = 10;
  const producer = compressing(client, { recordMaxBufferedTime: 80 });
  await settle(producer.put({ partitionKey: 'k', data: 'learns the shards' }));
  const outcomes = track(producer.put({ partitionKey: 'k', data: 'x' }));
  await jest.advanceTimersByTimeAsync(79);
  expect(client.requests).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(12);
  expect(outcomes).toHaveLength(1);
});

test('blocks are sent when they fill an aggregate, without waiting', async () => {
  const client = new FakeKinesis(1);
  const producer = compressing(client, { recordMaxBufferedTime: 20_000, collectionMaxCount: 1, compression: { codec: 'gzip', blockSize: 1024 }, aggregationMaxSize: 2000 });
  await settle(Promise.all([producer.put({ partitionKey: 'k', data: 'x' }), producer.flush()]));
  void producer.putMany(trips(500));
  await jest.advanceTimersByTimeAsync(100);
  expect(client.kinesisRecords.length).toBeGreaterThan(4);
  expect(client.kinesisRecords.every(({ data }) => data.length <= 2000)).toBe(true);
  await settle(producer.close());
});

test('the records of a block are acknowledged together; those of another are not touched by its failure', async () => {
  const client = new FakeKinesis(2);
  const producer = compressing(client, { retryPolicy: { fault: { maxAttempts: 1 } } });
  client.fate = () => ({ errorCodeOf: (index) => (index === 0 ? 'InternalFailure' : undefined) });
  const records = trips(100);
  const { deliveredCount, failures } = await settle(producer.putMany(records));
  expect(failures.length).toBeGreaterThan(20);
  expect(deliveredCount).toBe(100 - failures.length);
  expect(new Set(failures.map(({ error }) => error)).size).toBe(1);
  const failed = new Set(failures.map(({ index }) => index));
  expect(textsOf(client.userRecords)).toEqual(textsOf(records.filter((_, index) => !failed.has(index))));
});

test('a block for a shard that was split is opened, and its records go where they belong now', async () => {
  const client = new FakeKinesis(2);
  const producer = compressing(client);
  await settle(producer.putMany(trips(10)));
  client.reshard(5);
  const results = await settle(Promise.all(trips(200, 1000).map(async (record) => producer.put(record))));
  expect(producer.metrics().ErrorsByCode).toEqual({ WrongShard: 2 });
  expect(client.userRecords.filter(({ partitionKey }) => /^trip-1\d{3}$/.test(partitionKey))).toHaveLength(200);
  for (const [n, { shardId, attempts }] of results.entries()) {
    const shard = client.shards.find((candidate) => candidate.shardId === shardId);
    const hash = hashOf({ partitionKey: `trip-${1000 + n}` });
    expect(shard !== undefined && hash >= shard.start && hash <= shard.end).toBe(true);
    expect(attempts.map(({ errorCode }) => errorCode)).toEqual(['WrongShard', undefined]);
  }
});

test('records of one block expire one by one', async () => {
  const client = new FakeKinesis(1);
  const producer = compressing(client, { recordTtl: 1000, recordMaxBufferedTime: 300, retryPolicy: { throttle: { baseDelay: 0 } } });
  await settle(producer.put({ partitionKey: 'k', data: 'learns the shards' }));
  client.fate = () => (performance.now() - start < 1050 ? { errorCodeOf: () => 'ProvisionedThroughputExceededException' } : undefined);
  const start = performance.now();
  const older = track(producer.put({ partitionKey: 'a', data: 'older' }));
  await jest.advanceTimersByTimeAsync(290);
  const younger: Outcome[] = track(producer.put({ partitionKey: 'b', data: 'younger' }));
  await jest.advanceTimersByTimeAsync(3000);
  expect(older).toMatchObject([{ error: { code: 'RecordExpired' } }]);
  expect(younger).toMatchObject([{ result: { shardId: 'shardId-000000000000' } }]);
  expect(textsOf(client.userRecords)).toEqual(['learns the shards', 'younger']);
});

test('what compression does not make smaller is stored, and what fits no Kinesis record as a block goes in smaller ones or plain', async () => {
  const client = new FakeKinesis(1);
  const producer = compressing(client, { recordMaxSize: 3000, compression: { codec: 'gzip', blockSize: 65_536 } });
  const many = Array.from({ length: 30 }, (_, n) => ({ partitionKey: `n${n}`, data: noise(900 + n) }));
  const records = [{ partitionKey: 'p', data: 'x' }, ...many, { partitionKey: 'k', data: noise(2999) }, { partitionKey: 'q', data: 'y' }];
  expect(await settle(producer.putMany(records))).toMatchObject({ deliveredCount: 33, failures: [] });
  // in their order, whatever the form
  expect(client.arrivals.map(({ data }) => Buffer.from(data).toString('latin1'))).toEqual(records.map(({ data }) => Buffer.from(data).toString('latin1')));
  expect(client.kinesisRecords.every(({ data, partitionKey }) => data.length + partitionKey.length <= 3000)).toBe(true);
  expect(userRecordsOf(client).filter(({ data }) => !startsWithBlockMagic(data)).map(({ partitionKey }) => partitionKey)).toEqual(['k']);
});

test('a block larger than an aggregate is one of its own', async () => {
  const client = new FakeKinesis(1);
  const producer = compressing(client, { compression: { codec: 'brotli', blockSize: 1_048_576 } });
  const record = { partitionKey: 'k', data: noise(300_000) };
  await settle(producer.putMany([record, { partitionKey: 'k', data: 'x' }]));
  expect(client.kinesisRecords).toHaveLength(1);
  expect(textsOf(client.userRecords)).toEqual(textsOf([record, { data: 'x' }]));
});

test('no Kinesis record expands to more than readers take, however small it is', async () => {
  const client = new FakeKinesis(1);
  client.maxRecordSizeInKiB = 10_240;
  const producer = compressing(client, { bufferMaxSize: 100_000_000, compression: { codec: 'brotli', blockSize: 1_048_576 } });
  const records = Array.from({ length: 40 }, (_, n) => ({ partitionKey: `k${n}`, data: Buffer.alloc(1_000_000, n) }));
  expect(await settle(producer.putMany(records))).toMatchObject({ deliveredCount: 40 });
  expect(client.kinesisRecords.length).toBeGreaterThanOrEqual(3);
  for (const entry of client.kinesisRecords) expect(readRecords(entry).unreadable).toEqual([]);
  expect(client.userRecords).toHaveLength(40);
});

test('aggregationMaxCount counts the records inside of blocks', async () => {
  const client = new FakeKinesis(1);
  await settle(compressing(client, { aggregationMaxCount: 10 }).putMany(trips(95)));
  expect(client.kinesisRecords.map((entry) => readRecords(entry).records.length)).toEqual([10, 10, 10, 10, 10, 10, 10, 10, 10, 5]);
});

test('where the stream distributes by itself, blocks travel alone and mix keys', async () => {
  const client = new FakeKinesis(3);
  client.strategy = 'AUTO';
  const producer = compressing(client);
  await settle(producer.putMany(trips(1000)));
  expect(textsOf(client.kinesisRecords.flatMap((entry) => readRecords(entry).records))).toEqual(textsOf(trips(1000)));
  expect(client.kinesisRecords.length).toBeLessThan(10);
  expect(client.kinesisRecords.every(({ data }) => startsWithBlockMagic(data))).toBe(true);
});

test('in strict order nothing waits in a block of a stream that distributes by itself', async () => {
  const client = new FakeKinesis(3);
  client.strategy = 'AUTO';
  await settle(compressing(client, { strictOrder: true }).putMany(trips(20)));
  expect(client.kinesisRecords).toHaveLength(20);
});

test('data that looks like a block arrives as it was put', async () => {
  const client = new FakeKinesis(1);
  const producer = compressing(client);
  await settle(producer.putMany(trips(50)));
  const [{ data: block }] = userRecordsOf(client);
  client.shards[0].records.length = 0;
  await settle(producer.put({ partitionKey: 'mine', data: block }));
  expect(client.userRecords.map(({ partitionKey, data }) => [partitionKey, Buffer.from(data)])).toEqual([['mine', Buffer.from(block)]]);
});

test('bytes that are an aggregate already arrive as they are when their block is too large for a Kinesis record, too', async () => {
  const client = new FakeKinesis(1);
  await settle(producerOf(client).putMany([noise(2000).subarray(0, 1000), noise(2000).subarray(1000)].map((part) => ({ partitionKey: 'k', data: part }))));
  const [{ data: aggregate }] = client.kinesisRecords;
  client.shards[0].records.length = 0;
  const data = Buffer.from(aggregate);
  expect(isAggregated(data)).toBe(true);
  await settle(compressing(client, { recordMaxSize: data.length + 50 }).putMany([{ partitionKey: 'forwarded', data }, { partitionKey: 'k', data: 'x' }]));
  const forwarded = client.userRecords.filter(({ partitionKey }) => partitionKey === 'forwarded');
  expect(forwarded.map((record) => Buffer.from(record.data).equals(data))).toEqual([true]);
});

test('a full buffer and the deadline of close hold for records in blocks, too', async () => {
  const client = new FakeKinesis(1);
  client.latency = 3_600_000;
  const producer = compressing(client, { bufferMaxSize: 1_048_832, whenBufferFull: 'reject', requestTimeout: 600_000, recordTtl: 2_000_000 });
  const kept = Array.from({ length: 10 }, (_, n) => track(producer.put({ partitionKey: `k${n}`, data: Buffer.alloc(100_000) })));
  expect(await rejection(producer.put({ partitionKey: 'k', data: Buffer.alloc(100_000) }))).toMatchObject({ code: 'BufferFull' });
  await settle(producer.close({ deadline: 1000 }));
  await jest.advanceTimersByTimeAsync(1);
  for (const outcomes of kept) expect(outcomes).toMatchObject([{ error: { code: 'ProducerClosed' } }]);
  expect(producer.metrics().UserRecordsPending).toBe(0);
});
