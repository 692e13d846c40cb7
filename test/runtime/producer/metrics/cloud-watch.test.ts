import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { CloudWatch, CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchApi, CloudWatchDatum, KinesisProducer, KinesisProducerOptions, PutMetricDataRequest } from '../../../../runtime/producer';
import { batchesOf } from '../../../../runtime/producer/metrics/cloud-watch-batches';
import { FakeKinesis } from '../fake-kinesis';
import { producerOf, settle, useDeterminism } from '../harness';

const THROTTLE = 'ProvisionedThroughputExceededException';

/** Keeps what it gets, and fails when told. */
class FakeCloudWatch implements CloudWatchApi {
  public readonly requests: PutMetricDataRequest[] = [];
  public calls = 0;
  public failing = false;

  public async putMetricData(request: PutMetricDataRequest): Promise<void> {
    this.calls++;
    if (this.failing) throw Object.assign(new Error('no upload today'), { name: 'AccessDenied' });
    this.requests.push(request);
  }

  public find(name: string, dimensions: Record<string, string> = {}): CloudWatchDatum[] {
    return this.requests.flatMap(({ MetricData }) => MetricData).filter((datum) => {
      const own = Object.fromEntries(datum.Dimensions.map(({ Name, Value }) => [Name, Value]));
      return datum.MetricName === name && JSON.stringify(own) === JSON.stringify(dimensions);
    });
  }
}

function sumOf(data: readonly CloudWatchDatum[]): number {
  return data.reduce((sum, { StatisticValues }) => sum + StatisticValues.Sum, 0);
}

describe('with a clock of its own', () => {
  useDeterminism();

  let kinesis: FakeKinesis;
  let cloudWatch: FakeCloudWatch;

  beforeEach(() => {
    kinesis = new FakeKinesis(2);
    cloudWatch = new FakeCloudWatch();
  });

  function producer(options: Partial<KinesisProducerOptions> = {}): KinesisProducer {
    return producerOf(kinesis, { cloudWatch, ...options });
  }

  async function putTen(to: KinesisProducer): Promise<void> {
    await settle(Promise.all(Array.from({ length: 10 }, async (_, n) => to.put({ partitionKey: `k${n}`, data: '0123456789' }))));
  }

  test('uploads statistic sets every minute and what is left on close', async () => {
    const uploading = producer();
    await putTen(uploading);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(cloudWatch.requests).toHaveLength(1);
    expect(cloudWatch.requests[0].Namespace).toBe('KinesisProducerLibrary');
    expect(cloudWatch.find('UserRecordsPut', { StreamName: 'trips' })).toEqual([{
      MetricName: 'UserRecordsPut',
      Dimensions: [{ Name: 'StreamName', Value: 'trips' }],
      Timestamp: expect.any(Date),
      StatisticValues: { SampleCount: 10, Sum: 10, Minimum: 1, Maximum: 1 },
      Unit: 'Count',
    }]);
    // nothing was measured in the next minute but that nothing waits
    await jest.advanceTimersByTimeAsync(60_000);
    expect(cloudWatch.requests[1].MetricData.map(({ MetricName }) => MetricName)).toEqual(['UserRecordsPending', 'UserRecordsPending']);
    await putTen(uploading);
    await settle(uploading.close());
    expect(sumOf(cloudWatch.find('UserRecordsPut', { StreamName: 'trips' }))).toBe(20);
    expect(sumOf(cloudWatch.find('UserRecordsPut'))).toBe(20);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('has the KPL\'s names and units for all that is measured', async () => {
    kinesis.fate = (_, call) => (call === 1 ? { errorCodeOf: () => THROTTLE } : undefined);
    const uploading = producer({ metricsGranularity: 'global' });
    await putTen(uploading);
    await settle(uploading.close());
    const units = Object.fromEntries(cloudWatch.requests.flatMap(({ MetricData }) => MetricData).map(({ MetricName, Unit }) => [MetricName, Unit]));
    expect(units).toEqual({
      UserRecordsReceived: 'Count',
      UserRecordsPending: 'Count',
      UserRecordsPut: 'Count',
      UserRecordsDataPut: 'Bytes',
      KinesisRecordsPut: 'Count',
      KinesisRecordsDataPut: 'Bytes',
      ErrorsByCode: 'Count',
      AllErrors: 'Count',
      RetriesPerRecord: 'Count',
      BufferingTime: 'Milliseconds',
      RequestTime: 'Milliseconds',
      UserRecordsPerKinesisRecord: 'Count',
      KinesisRecordsPerPutRecordsRequest: 'Count',
      UserRecordsPerPutRecordsRequest: 'Count',
    });
    expect(cloudWatch.find('ErrorsByCode', { ErrorCode: THROTTLE })).toMatchObject([{ StatisticValues: { SampleCount: 2, Sum: 2, Minimum: 1, Maximum: 1 } }]);
    // two attempts failed and two succeeded: the average is the rate of success
    expect(cloudWatch.find('KinesisRecordsPut')).toMatchObject([{ StatisticValues: { SampleCount: 4, Sum: 2, Minimum: 0, Maximum: 1 } }]);
  });

  test('shows records that failed as zeros', async () => {
    kinesis.fate = () => ({ errorCodeOf: (index) => (index === 0 ? THROTTLE : undefined) });
    const uploading = producer({ aggregationEnabled: false, retryPolicy: { throttle: { maxAttempts: 1 } } });
    await settle(Promise.allSettled(Array.from({ length: 10 }, async (_, n) => uploading.put({ partitionKey: `k${n}`, data: 'x' }))));
    await settle(uploading.close());
    expect(cloudWatch.find('UserRecordsPut')).toMatchObject([{ StatisticValues: { SampleCount: 10, Sum: 9, Minimum: 0, Maximum: 1 } }]);
  });

  test('has each shard apart, each stream and all of them, as far as told', async () => {
    const uploading = producer({ metricsGranularity: 'shard', metricsDimensions: { Host: 'a' } });
    await putTen(uploading);
    const { Shards } = uploading.metrics();
    await settle(uploading.close());
    expect(Object.keys(Shards)).toEqual(['shardId-000000000000', 'shardId-000000000001']);
    const ofShards = Object.keys(Shards).map((ShardId) => sumOf(cloudWatch.find('UserRecordsPut', { StreamName: 'trips', ShardId, Host: 'a' })));
    expect(ofShards).toEqual(Object.values(Shards).map(({ UserRecordsPut }) => UserRecordsPut));
    expect(ofShards[0] + ofShards[1]).toBe(10);
    expect(sumOf(cloudWatch.find('UserRecordsPut', { StreamName: 'trips', Host: 'a' }))).toBe(10);
    expect(sumOf(cloudWatch.find('UserRecordsPut', { Host: 'a' }))).toBe(10);
    expect(cloudWatch.find('RequestTime', { StreamName: 'trips', ShardId: 'shardId-000000000000', Host: 'a' })).toEqual([]);
  });

  test('keeps what closed shards did in the sums', async () => {
    const uploading = producer({ metricsGranularity: 'shard' });
    await putTen(uploading);
    kinesis.reshard(3);
    await putTen(uploading);
    const metrics = uploading.metrics();
    expect(metrics).toMatchObject({ UserRecordsPut: 20 });
    expect(Object.keys(metrics.Shards).every((shardId) => kinesis.shards.some((shard) => shard.open && shard.shardId === shardId))).toBe(true);
    await settle(uploading.close());
    expect(sumOf(cloudWatch.find('UserRecordsPut'))).toBe(20);
  });

  test.each<[KinesisProducerOptions['metricsLevel'], string[]]>([
    ['none', []],
    ['summary', ['BufferingTime', 'KinesisRecordsPut', 'UserRecordsPut']],
  ])('leaves out what is below the level %s', async (metricsLevel, names) => {
    const uploading = producer({ metricsLevel, metricsGranularity: 'global' });
    await putTen(uploading);
    await settle(uploading.close());
    expect(cloudWatch.requests.flatMap(({ MetricData }) => MetricData.map(({ MetricName }) => MetricName)).sort()).toEqual(names);
    expect(uploading.metrics().UserRecordsDataPut).toBe(100);
  });

  test('an upload that fails harms no put, is told, and comes again', async () => {
    const failures: unknown[] = [];
    const uploading = producer({
      onMetricsFailure: (error) => {
        failures.push(error);
        throw new Error('a bug in the listener');
      },
    });
    cloudWatch.failing = true;
    for (let minute = 0; minute < 3; minute++) {
      await putTen(uploading);
      await jest.advanceTimersByTimeAsync(60_000);
    }
    expect(failures).toHaveLength(3);
    expect(failures[0]).toMatchObject({ message: 'no upload today' });
    cloudWatch.failing = false;
    await settle(uploading.close());
    expect(sumOf(cloudWatch.find('UserRecordsPut'))).toBe(30);
    expect(uploading.metrics()).toMatchObject({ UserRecordsPut: 30, AllErrors: 0 });
  });

  test('an upload that is refused every time is given up, so that later ones go through', async () => {
    const uploading = producer();
    const putMetricData = cloudWatch.putMetricData.bind(cloudWatch);
    let poison: unknown;
    cloudWatch.putMetricData = async (request) => {
      poison ??= request.MetricData[0].Timestamp;
      if (request.MetricData[0].Timestamp === poison) throw new Error('never');
      await putMetricData(request);
    };
    await putTen(uploading);
    await jest.advanceTimersByTimeAsync(10 * 60_000);
    await putTen(uploading);
    await settle(uploading.close());
    expect(sumOf(cloudWatch.find('UserRecordsPut'))).toBe(10);
  });

  test('an upload that never ends does not hold up close', async () => {
    cloudWatch.putMetricData = async () => new Promise(() => undefined);
    const uploading = producer({ requestTimeout: 2000 });
    await putTen(uploading);
    const start = performance.now();
    await settle(uploading.close());
    expect(performance.now() - start).toBeLessThan(2200);
    const other = producer();
    await putTen(other);
    const closing = performance.now();
    await settle(other.close({ deadline: 500 }));
    expect(performance.now() - closing).toBeLessThan(700);
  });

  test('an error code of the client\'s own may be anything', async () => {
    kinesis.fate = (_, call) => (call <= 150 ? { errorCodeOf: () => `Über-${call}` } : undefined);
    const uploading = producer({ recordTtl: 3_600_000, retryPolicy: { fault: { maxDelay: 10 } } });
    await settle(uploading.put({ partitionKey: 'k', data: 'x' }));
    await settle(uploading.close());
    const codes = Object.keys(uploading.metrics().ErrorsByCode);
    expect(codes).toHaveLength(101);
    expect(uploading.metrics()).toMatchObject({ AllErrors: 150, ErrorsByCode: { Other: 50 } });
    const values = cloudWatch.requests.flatMap(({ MetricData }) => MetricData.flatMap(({ Dimensions }) => Dimensions.map(({ Value }) => Value)));
    expect(values).toContain('?ber-1');
    expect(values.filter((value) => !/^[ -~]+$/.test(value))).toEqual([]);
  });
});

test('requests stay within CloudWatch\'s limits', () => {
  const small = (n: number): CloudWatchDatum => ({
    MetricName: `m${n}`, Dimensions: [], Timestamp: new Date(0), StatisticValues: { SampleCount: 1, Sum: 1, Minimum: 1, Maximum: 1 }, Unit: 'Count',
  });
  const large = (n: number): CloudWatchDatum => ({ ...small(n), Dimensions: Array.from({ length: 30 }, () => ({ Name: 'n'.repeat(255), Value: 'v'.repeat(255) })) });
  expect(batchesOf([])).toEqual([]);
  expect(batchesOf(Array.from({ length: 2001 }, (_, n) => small(n))).map(({ length }) => length)).toEqual([1000, 1000, 1]);
  const batches = batchesOf(Array.from({ length: 100 }, (_, n) => large(n)));
  expect(batches.flat()).toHaveLength(100);
  for (const batch of batches) expect(JSON.stringify(batch).length).toBeLessThan(1_000_000);
});

test.each<[string, (client: CloudWatch) => CloudWatchApi]>([
  ['CloudWatch', (client) => client],
  ['CloudWatchClient', (client: CloudWatchClient) => ({ putMetricData: (request, options) => client.send(new PutMetricDataCommand(request), options) })],
])('the official %s uploads', async (_, toApi) => {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      bodies.push(Buffer.concat(chunks).toString('latin1'));
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const client = new CloudWatch({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${address.port}`,
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    disableRequestCompression: true,
  });
  const failures: unknown[] = [];
  const producer = new KinesisProducer({
    streamName: 'trips', client: new FakeKinesis(1), recordMaxBufferedTime: 1, cloudWatch: toApi(client), onMetricsFailure: (error) => failures.push(error),
  });
  await producer.put({ partitionKey: 'k', data: 'x' });
  await producer.close();
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
  expect(bodies).toHaveLength(1);
  for (const part of ['KinesisProducerLibrary', 'UserRecordsPut', 'StreamName', 'trips']) expect(bodies[0]).toContain(part);
  // its answer was no good one
  expect(failures).toHaveLength(1);
});
