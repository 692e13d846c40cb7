import { Annotations as CoreAnnotations, App, Duration, Size, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { averages, Props, readings } from './variants';
import { CapacityMode, RecordDistributionStrategy, SearchDelivery, StreamingAnalyticsPipeline } from '../../src';

function defined(props: Props): Stack {
  const stack = new Stack(new App(), 'Stack');
  new StreamingAnalyticsPipeline(stack, 'Pipeline', { schema: readings, ...props });
  return stack;
}

function warnings(stack: Stack): string[] {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
}

describe('records above 1 MiB', () => {
  const ingestion = { maxRecordSize: Size.mebibytes(2) };

  test('are warned of where delivery and indexer would lose them', () => {
    const [warning, ...others] = warnings(defined({ ingestion })).filter((text) => text.includes('largeRecords'));
    expect(warning).toContain('ingestion.maxRecordSize of 2048 KiB');
    expect(warning).toContain('Firehose delivers no record above 1,000 KiB, and an invocation of the indexer, Base64 included, carries at most 6 MB');
    expect(warning).toContain('consume the stream yourself (https://docs.aws.amazon.com/streams/latest/dev/large-records.html)');
    expect(others).toEqual([]);
  });

  test('of insights only reach the indexer', () => {
    const [warning] = warnings(defined({ insights: { schema: averages, ingestion } })).filter((text) => text.includes('largeRecords'));
    expect(warning).toContain('insights.ingestion.maxRecordSize of 2048 KiB');
    expect(warning).not.toContain('Firehose');
  });

  test('are warned of on both streams where Firehose brings them into search', () => {
    const search = { delivery: SearchDelivery.firehose() };
    const found = warnings(defined({ ingestion, insights: { schema: averages, ingestion }, delivery: { enabled: false }, search })).filter((text) => text.includes('largeRecords'));
    expect(found.map((text) => text.split('.maxRecordSize')[0])).toEqual(['ingestion', 'insights.ingestion']);
    for (const text of found) {
      expect(text).toContain('Firehose delivers no record above 1,000 KiB. Keep');
    }
  });

  test.each<[string, Props]>([
    ['where nothing takes them', { ingestion, delivery: { enabled: false }, search: { enabled: false } }],
    ['where there are none', { ingestion: { maxRecordSize: Size.mebibytes(1) } }],
  ])('are not warned of %s', (_where, props) => {
    expect(warnings(defined(props)).filter((text) => text.includes('largeRecords'))).toEqual([]);
  });

  test('are not warned of again once that is acknowledged', () => {
    const stack = new Stack(new App(), 'Stack');
    CoreAnnotations.of(stack).acknowledgeWarning('streaming-analytics-pipeline:largeRecords');
    new StreamingAnalyticsPipeline(stack, 'Pipeline', { schema: readings, ingestion });
    expect(warnings(stack).filter((text) => text.includes('largeRecords'))).toEqual([]);
  });
});

describe('a partition key', () => {
  test('that the stream ignores is warned of', () => {
    const keyed = readings.partitionKey !== undefined;
    const ignored = warnings(defined({ ingestion: { recordDistribution: RecordDistributionStrategy.AUTO } })).filter((text) => text.includes('partitionKeyIgnored'));
    expect([keyed, ignored]).toEqual([true, [expect.stringContaining('ingestion.recordDistribution AUTO ignores partition keys')]]);
  });

  test('that the stream uses is not', () => {
    expect(warnings(defined({ ingestion: { recordDistribution: RecordDistributionStrategy.USER_PARTITION_KEY } })).join()).not.toContain('partitionKeyIgnored');
  });
});

describe('a mistake', () => {
  test.each<[string, Props]>([
    ['ingestion.retentionPeriod must be', { ingestion: { retentionPeriod: Duration.hours(1) } }],
    ['insights.ingestion.capacityMode: the number of shards', { insights: { schema: averages, ingestion: { capacityMode: CapacityMode.provisioned(0) } } }],
    ['delivery.transformRetries must be', { delivery: { transformRetries: 301 } }],
    ['delivery.prefix must be', { delivery: { prefix: '/trips/' } }],
    ['catalog.firstYear must be', { catalog: { firstYear: 1 } }],
  ])('is named by its path: %s', (message, props) => {
    expect(() => defined(props)).toThrow(message);
  });
});
