import { FakeKinesis } from './fake-kinesis';
import { producerOf, rejection, settle, useDeterminism } from './harness';
import { InvalidOptionsError, InvalidRecordError, KinesisProducer, KinesisProducerOptions, ProducerRecord } from '../../../runtime/producer';

useDeterminism();

/** As a caller without TypeScript would hand it over. */
function untyped<T>(value: unknown): T {
  return JSON.parse(JSON.stringify({ value })).value;
}

describe('a record', () => {
  const highest = String(2n ** 128n - 1n);

  test.each<[string, unknown, string]>([
    ['an empty key', { partitionKey: '', data: 'x' }, 'partitionKey is "", allowed are 1 to 256 Unicode characters'],
    ['a key of 257 characters', { partitionKey: 'k'.repeat(257), data: 'x' }, 'partitionKey is a string of 257 UTF-16 units, allowed are 1 to 256'],
    ['a key of 257 characters beyond the BMP', { partitionKey: '\u{1f695}'.repeat(257), data: 'x' }, 'partitionKey is a string of 514 UTF-16 units'],
    ['half a character', { partitionKey: 'a\ud800b', data: 'x' }, 'partitionKey is "a\\ud800b"'],
    ['a numeric key', { partitionKey: 5, data: 'x' }, 'partitionKey is 5'],
    ['no key', { data: 'x' }, 'partitionKey is undefined'],
    ['a hash key beyond 2^128 - 1', { partitionKey: 'k', explicitHashKey: String(2n ** 128n), data: 'x' },
      `explicitHashKey is "${2n ** 128n}", allowed are decimal numbers from 0 to ${highest}`],
    ['a negative hash key', { partitionKey: 'k', explicitHashKey: '-1', data: 'x' }, 'explicitHashKey is "-1"'],
    ['a hash key with leading zeros', { partitionKey: 'k', explicitHashKey: '007', data: 'x' }, 'explicitHashKey is "007"'],
    ['a hash key in letters', { partitionKey: 'k', explicitHashKey: 'ff', data: 'x' }, 'explicitHashKey is "ff"'],
    ['no data', { partitionKey: 'k' }, 'data is undefined, allowed are a Uint8Array and a string'],
    ['an object as data', { partitionKey: 'k', data: { a: 1 } }, 'data is an object of class Object'],
    ['null', null, 'partitionKey is undefined'],
    ['several problems', { partitionKey: '', explicitHashKey: 'x', data: 5 }, 'UTF-16 units, '],
  ])('with %s is refused, and its neighbours go through', async (what, record, message) => {
    const client = new FakeKinesis(1);
    const producer = producerOf(client);
    const good = producer.put({ partitionKey: 'good', data: 'x' });
    const typed: ProducerRecord = record === null ? untyped(null) : Object.assign(untyped<ProducerRecord>({}), record);
    const error = await rejection(producer.put(typed));
    expect(error).toBeInstanceOf(InvalidRecordError);
    if (what === 'several problems') expect(error.message.match(/allowed are/g)).toHaveLength(3);
    else expect(error.message).toContain(message);
    await settle(good);
    expect(producer.metrics()).toMatchObject({ UserRecordsReceived: 1, UserRecordsPut: 1 });
  });

  test('with the longest keys is put', async () => {
    const client = new FakeKinesis(3);
    const producer = producerOf(client);
    const keys = ['k'.repeat(256), '\u20ac'.repeat(256), '\u{1f695}'.repeat(256), '\u0000'];
    await settle(Promise.all([...keys, ...keys].map(async (partitionKey) => producer.put({ partitionKey, explicitHashKey: undefined, data: '' }))));
    expect(new Set(client.userRecords.map(({ partitionKey }) => partitionKey))).toEqual(new Set(keys));
    await settle(producer.put({ partitionKey: 'k', explicitHashKey: highest, data: 'x' }));
    await settle(producer.put({ partitionKey: 'k', explicitHashKey: '0', data: 'x' }));
  });

  test('larger than the stream takes is refused, to the byte', async () => {
    const client = new FakeKinesis(1);
    const producer = producerOf(client);
    const key = '\u20ac';
    await settle(producer.put({ partitionKey: key, data: Buffer.alloc(1_048_573) }));
    const error = await rejection(producer.put({ partitionKey: key, data: Buffer.alloc(1_048_574) }));
    expect(error).toMatchObject({ code: 'RecordTooLarge', message: expect.stringContaining('has 1048577 bytes of data and partition key, at most 1048576') });
    client.maxRecordSizeInKiB = 10_240;
    await settle(producerOf(client).put({ partitionKey: key, data: Buffer.alloc(9_000_000) }));
    expect(await rejection(producerOf(client, { recordMaxSize: 100 }).put({ partitionKey: key, data: Buffer.alloc(98) })))
      .toMatchObject({ code: 'RecordTooLarge' });
  });

  test('larger than the buffer is refused', async () => {
    const client = new FakeKinesis(1);
    client.maxRecordSizeInKiB = 10_240;
    const producer = producerOf(client, { bufferMaxSize: 1_048_832 });
    const record = { partitionKey: 'k', data: Buffer.alloc(1_048_820) };
    const bytesOf = (overhead: number) => `takes ${1_048_821 + overhead} bytes of the buffer, which has bufferMaxSize 1048832: split it, or raise bufferMaxSize`;
    const ofPut = await rejection(producer.put(record));
    expect(ofPut).toMatchObject({ code: 'RecordTooLarge', message: expect.stringContaining(bytesOf(256)) });
    const { failures } = await settle(producer.putMany([record]));
    expect(failures).toMatchObject([{ index: 0, error: { code: 'RecordTooLarge', message: expect.stringContaining(bytesOf(16)) } }]);
  });

  test('and an aggregate never exceeds what the stream takes', async () => {
    const client = new FakeKinesis(1);
    const producer = producerOf(client, { recordMaxSize: 2000 });
    await settle(Promise.all(Array.from({ length: 50 }, async () => producer.put({ partitionKey: 'key', data: Buffer.alloc(300) }))));
    expect(Math.max(...client.kinesisRecords.map(({ data, partitionKey }) => data.length + partitionKey.length))).toBeLessThanOrEqual(2000);
  });
});

describe('options', () => {
  const cloudWatch = { putMetricData: async () => undefined };
  const client = new FakeKinesis(1);

  test.each<[KinesisProducerOptions, string]>([
    [{}, 'give exactly one of streamName and streamArn, got neither'],
    [{ streamName: 'a', streamArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/a' }, 'got both'],
    [{ streamName: 'a b' }, 'streamName is "a b", allowed are 1 to 128 letters'],
    [{ streamArn: 'arn:aws:s3:::bucket' }, 'streamArn is "arn:aws:s3:::bucket", expected is arn:aws:kinesis:'],
    [{ streamName: 'a', endpoint: 'localhost:4567' }, 'endpoint is "localhost:4567", expected is a URL that begins with https:// or http://'],
    [{ streamName: 'a', agent: untyped('http://proxy') }, 'agent is "http://proxy", expected is an agent of node:http or node:https'],
    [{ streamName: 'a', recordMaxBufferedTime: -1 }, 'recordMaxBufferedTime is -1, allowed are whole numbers from 0 to 2147483647'],
    [{ streamName: 'a', recordMaxBufferedTime: 500, recordTtl: 400 }, 'recordMaxBufferedTime is 500, it must be less than recordTtl, which is 400'],
    [{ streamName: 'a', recordTtl: NaN }, 'recordTtl is NaN'],
    [{ streamName: 'a', aggregationMaxSize: 10_485_761 }, 'aggregationMaxSize is 10485761, allowed are whole numbers from 64 to 10485760'],
    [{ streamName: 'a', collectionMaxCount: 501 }, 'collectionMaxCount is 501, allowed are whole numbers from 1 to 500'],
    [{ streamName: 'a', collectionMaxSize: 1.5 }, 'collectionMaxSize is 1.5'],
    [{ streamName: 'a', bufferMaxSize: 1000 }, 'bufferMaxSize is 1000, allowed are whole numbers from 1048832'],
    [{ streamName: 'a', maxConnections: 0 }, 'maxConnections is 0, allowed are whole numbers from 1 to 256'],
    [{ streamName: 'a', requestTimeout: 0 }, 'requestTimeout is 0'],
    [{ streamName: 'a', whenBufferFull: untyped('drop') }, 'whenBufferFull is "drop", allowed are "wait" and "reject"'],
    [{ streamName: 'a', aggregationEnabled: untyped('yes') }, 'aggregationEnabled is "yes", allowed are true and false'],
    [{ streamName: 'a', retryPolicy: { throttle: { maxAttempts: 0 } } }, 'retryPolicy.throttle.maxAttempts is 0'],
    [{ streamName: 'a', retryPolicy: { fault: { baseDelay: -5 } } }, 'retryPolicy.fault.baseDelay is -5'],
    [{ streamName: 'a', metricsLevel: untyped('all') }, 'metricsLevel is "all", allowed are "none" and "summary" and "detailed"'],
    [{ streamName: 'a', metricsUploadDelay: 5000 }, 'metricsUploadDelay would have no effect without cloudWatch'],
    [{ streamName: 'a', cloudWatch: untyped({}) }, 'cloudWatch has no method putMetricData'],
    [{ streamName: 'a', meter: untyped(5) }, 'meter has no method createCounter, createUpDownCounter, createHistogram'],
    [{ streamName: 'a', onThroughput: untyped('file') }, 'onThroughput is file, expected is a function'],
    [{ streamName: 'a', cloudWatch, metricsNamespace: 'AWS/Mine' }, 'metricsNamespace is "AWS/Mine", allowed are 1 to 255'],
    [{ streamName: 'a', cloudWatch, metricsNamespace: ':mine' }, 'metricsNamespace is ":mine", allowed are 1 to 255'],
    [{ streamName: 'a', cloudWatch, metricsNamespace: ' ' }, 'metricsNamespace is " ", allowed are 1 to 255'],
    [{ streamName: 'a', metricsDimensions: { ' ': 'x' } }, 'metricsDimensions has " ": "x", allowed are 1 to 255'],
    [{ streamName: 'a', metricsDimensions: { Host: '  ' } }, 'metricsDimensions has "Host": "  ", allowed are 1 to 255'],
    [{ streamName: 'a', cloudWatch, metricsUploadDelay: 10 }, 'metricsUploadDelay is 10, allowed are whole numbers from 1000'],
    [{ streamName: 'a', metricsDimensions: { ShardId: 'x' } }, 'metricsDimensions.ShardId is a dimension that the producer gives itself'],
    [{ streamName: 'a', metricsDimensions: { Größe: 'x' } }, 'metricsDimensions has "Größe": "x", allowed are 1 to 255 printable ASCII characters'],
    [{ streamName: 'a', metricsDimensions: Object.fromEntries(Array.from({ length: 28 }, (_, n) => [`d${n}`, 'x'])) }, 'metricsDimensions has 28 dimensions'],
    [{ streamName: 'a', client, region: 'us-east-1', endpoint: 'http://localhost' }, 'region, endpoint would have no effect together with client'],
  ])('%j are refused', (options, message) => {
    expect(() => new KinesisProducer(options)).toThrow(InvalidOptionsError);
    expect(() => new KinesisProducer(options)).toThrow(message);
  });

  test('have all their problems in one message', () => {
    expect(() => new KinesisProducer({ recordTtl: 0, maxConnections: 1000 })).toThrow(/streamName.*; recordTtl is 0.*; maxConnections is 1000/);
  });

  test('metrics may have what CloudWatch takes as a namespace and as a dimension', () => {
    const options = { cloudWatch, metricsNamespace: 'My Service/Trips', metricsDimensions: { Address: ':8080' } };
    expect(producerOf(client, options)).toBeInstanceOf(KinesisProducer);
  });

  test('an attempt limit may be infinite', () => {
    expect(producerOf(client, { retryPolicy: { throttle: { maxAttempts: Infinity } } })).toBeInstanceOf(KinesisProducer);
  });
});
