import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { KinesisProducer, MetricsMeter } from '../../../../runtime/producer';
import { FakeKinesis } from '../fake-kinesis';

const THROTTLE = 'ProvisionedThroughputExceededException';

interface Point {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly value: number | { readonly count: number; readonly sum?: number };
}

function telemetry() {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const provider = new MeterProvider({ readers: [reader] });
  const read = async (): Promise<Record<string, Point[]>> => {
    exporter.reset();
    await provider.forceFlush();
    const metrics = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
    return Object.fromEntries(metrics.map(({ descriptor, dataPoints }) => [
      `${descriptor.name} ${descriptor.unit}`,
      dataPoints.map(({ attributes, value }): Point => {
        return { attributes, value: typeof value === 'number' ? value : { count: value.count, sum: 'sum' in value ? value.sum : undefined } };
      }),
    ]));
  };
  return { meter: provider.getMeter('producer'), read, shutdown: async () => provider.shutdown() };
}

test('the real SDK gets every metric, also when two producers share a meter', async () => {
  const { meter, read, shutdown } = telemetry();
  const kinesis = new FakeKinesis(1);
  kinesis.fate = (_, call) => (call === 1 ? { errorCodeOf: () => THROTTLE } : undefined);
  const producers = [1, 2].map(() => new KinesisProducer({
    streamName: 'trips', client: kinesis, meter, recordMaxBufferedTime: 1, retryPolicy: { throttle: { baseDelay: 1 } },
  }));
  for (const producer of producers) {
    await producer.putMany(Array.from({ length: 50 }, (_, n) => ({ partitionKey: `k${n}`, data: '0123456789' })));
    await producer.close();
  }
  const attributes = { StreamName: 'trips' };
  const metrics = await read();
  expect(Object.keys(metrics).sort()).toEqual([
    'BufferingTime ms', 'ErrorsByCode 1', 'KinesisRecordsDataPut By', 'KinesisRecordsPerPutRecordsRequest 1', 'KinesisRecordsPut 1', 'RequestTime ms',
    'RetriesPerRecord 1', 'UserRecordsDataPut By', 'UserRecordsPending 1', 'UserRecordsPerKinesisRecord 1', 'UserRecordsPerPutRecordsRequest 1',
    'UserRecordsPut 1', 'UserRecordsReceived 1',
  ]);
  expect(metrics['UserRecordsPut 1']).toEqual([{ attributes, value: 100 }]);
  expect(metrics['UserRecordsReceived 1']).toEqual([{ attributes, value: 100 }]);
  expect(metrics['UserRecordsPending 1']).toEqual([{ attributes, value: 0 }]);
  expect(metrics['UserRecordsDataPut By']).toEqual([{ attributes, value: 1000 }]);
  expect(metrics['RetriesPerRecord 1']).toEqual([{ attributes, value: { count: 100, sum: 50 } }]);
  expect(metrics['BufferingTime ms']).toMatchObject([{ attributes, value: { count: 100 } }]);
  expect(metrics['RequestTime ms']).toMatchObject([{ value: { count: 3 } }]);
  expect(metrics['ErrorsByCode 1']).toEqual([{ attributes: { ...attributes, ErrorCode: THROTTLE }, value: 1 }]);
  await shutdown();
});

test('levels, granularity and further dimensions hold for it, too', async () => {
  const { meter, read, shutdown } = telemetry();
  const producer = new KinesisProducer({
    streamArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/trips',
    client: new FakeKinesis(1),
    meter,
    recordMaxBufferedTime: 1,
    metricsLevel: 'summary',
    metricsGranularity: 'shard',
    metricsDimensions: { host: 'a' },
  });
  await producer.put({ partitionKey: 'k', data: 'x' });
  await producer.close();
  const metrics = await read();
  expect(Object.keys(metrics).sort()).toEqual(['BufferingTime ms', 'KinesisRecordsPut 1', 'UserRecordsPut 1']);
  expect(metrics['UserRecordsPut 1']).toEqual([{ attributes: { host: 'a', StreamName: 'trips', ShardId: 'shardId-000000000000' }, value: 1 }]);
  await shutdown();
});

test('instruments that throw harm no put', async () => {
  const throwing = () => {
    throw new Error('a bug in the meter');
  };
  const meter: MetricsMeter = {
    createCounter: () => ({ add: throwing }),
    createUpDownCounter: () => ({ add: throwing }),
    createHistogram: () => ({ record: throwing }),
  };
  const producer = new KinesisProducer({ streamName: 'trips', client: new FakeKinesis(1), meter, recordMaxBufferedTime: 1 });
  await expect(producer.put({ partitionKey: 'k', data: 'x' })).resolves.toMatchObject({ shardId: 'shardId-000000000000' });
  await producer.close();
  expect(producer.metrics()).toMatchObject({ UserRecordsPut: 1 });
});
