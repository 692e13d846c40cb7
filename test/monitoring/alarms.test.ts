import { Duration, Lazy, Size } from 'aws-cdk-lib';
import { accountStack, metricsOf, ReadMetric, RenderedAlarm, renderedAlarms, wholePipeline } from './whole-pipeline';
import { AlarmSeverity, PipelineMonitoring, PipelineMonitoringProps } from '../../src';

interface ExpectedAlarm {
  readonly reads: ReadMetric[];
  /** Operator, threshold, how many of how many periods, and what silence means. */
  readonly when: string;
}

const trips = { StreamName: 'trips' };
const insights = { StreamName: 'insights' };
const delivery = { DeliveryStreamName: 'curated' };
const transform = { FunctionName: 'transform' };
const indexer = { FunctionName: 'indexer' };
const domain = { DomainName: 'trips', ClientId: '123456789012' };
const notebook = { Application: 'notebook' };

function sum(metric: string, dimensions: ReadMetric['dimensions'], period: number): ReadMetric {
  return { metric, dimensions, statistic: 'Sum', period };
}

function maximum(metric: string, dimensions: ReadMetric['dimensions'], period: number): ReadMetric {
  return { metric, dimensions, statistic: 'Maximum', period };
}

/** Nothing is missing at either end. */
const WHOLE_SENTENCES = /^(CRITICAL|WARNING): [A-Z].*\w\.$/;

/** In the order in which records pass. */
const expected: { readonly [id: string]: ExpectedAlarm } = {
  WritesThrottled: {
    reads: [
      sum('AWS/Kinesis WriteProvisionedThroughputExceeded', trips, 60),
      sum('AWS/Kinesis WriteProvisionedThroughputExceeded', insights, 60),
    ],
    when: 'GreaterThanThreshold 0, 3 of 5, notBreaching',
  },
  TripsReadersBehind: {
    reads: [maximum('AWS/Kinesis GetRecords.IteratorAgeMilliseconds', trips, 60)],
    when: 'GreaterThanThreshold 900000, 5 of 5, notBreaching',
  },
  InsightsReadersBehind: {
    reads: [maximum('AWS/Kinesis GetRecords.IteratorAgeMilliseconds', insights, 60)],
    when: 'GreaterThanThreshold 900000, 5 of 5, notBreaching',
  },
  UnreadRecordsExpire: {
    reads: [maximum('AWS/Kinesis GetRecords.IteratorAgeMilliseconds', trips, 60)],
    when: 'GreaterThanOrEqualToThreshold 50, 5 of 5, notBreaching',
  },
  DeliveryStale: {
    reads: [maximum('AWS/Firehose DeliveryToS3.DataFreshness', delivery, 300)],
    when: 'GreaterThanThreshold 1500, 3 of 3, notBreaching',
  },
  DeliveryRefused: {
    reads: [{ metric: 'AWS/Firehose DeliveryToS3.Success', dimensions: delivery, statistic: 'Average', period: 300 }],
    when: 'LessThanThreshold 1, 3 of 3, notBreaching',
  },
  ConversionFailures: {
    reads: [sum('AWS/Firehose FailedConversion.Records', delivery, 300)],
    when: 'GreaterThanThreshold 0, 1 of 1, notBreaching',
  },
  TransformFailures: {
    reads: [
      sum('StreamingAnalyticsPipeline ProcessingFailedRecords', transform, 300),
      sum('AWS/Lambda Errors', transform, 300),
    ],
    when: 'GreaterThanThreshold 0, 1 of 3, notBreaching',
  },
  IndexerErrors: {
    reads: [sum('AWS/Lambda Errors', indexer, 300)],
    when: 'GreaterThanThreshold 0, 2 of 3, notBreaching',
  },
  DeadLetters: {
    reads: [
      sum('StreamingAnalyticsPipeline DeadLetters', indexer, 300),
      sum('AWS/Lambda OnFailureDestinationDeliveredEventCount', { EventSourceMappingUUID: 'trips-mapping' }, 300),
      sum('AWS/Lambda DroppedEventCount', { EventSourceMappingUUID: 'trips-mapping' }, 300),
      sum('AWS/Lambda OnFailureDestinationDeliveredEventCount', { EventSourceMappingUUID: 'insights-mapping' }, 300),
      sum('AWS/Lambda DroppedEventCount', { EventSourceMappingUUID: 'insights-mapping' }, 300),
    ],
    when: 'GreaterThanThreshold 0, 1 of 3, notBreaching',
  },
  SearchClusterRed: {
    reads: [maximum('AWS/ES ClusterStatus.red', domain, 60)],
    when: 'GreaterThanOrEqualToThreshold 1, 1 of 1, missing',
  },
  SearchWritesBlocked: {
    reads: [maximum('AWS/ES ClusterIndexWritesBlocked', domain, 300)],
    when: 'GreaterThanOrEqualToThreshold 1, 1 of 1, missing',
  },
  SearchStorageLow: {
    reads: [{ metric: 'AWS/ES FreeStorageSpace', dimensions: domain, statistic: 'Minimum', period: 60 }],
    when: 'LessThanOrEqualToThreshold 2560, 1 of 1, missing',
  },
  SearchMemoryPressure: {
    reads: [maximum('AWS/ES JVMMemoryPressure', domain, 60)],
    when: 'GreaterThanOrEqualToThreshold 95, 3 of 3, missing',
  },
  StudioStillRunning: {
    reads: [maximum('AWS/KinesisAnalytics KPUs', notebook, 3600)],
    when: 'GreaterThanThreshold 0, 12 of 12, notBreaching',
  },
};

function when(alarm: RenderedAlarm): string {
  return `${alarm.ComparisonOperator} ${alarm.Threshold}, ${alarm.DatapointsToAlarm} of ${alarm.EvaluationPeriods}, ${alarm.TreatMissingData}`;
}

/** The alarms of a whole pipeline by construct id. */
function alarmsById(options: Partial<PipelineMonitoringProps> = {}): { [id: string]: RenderedAlarm } {
  const stack = accountStack();
  const { alarms } = new PipelineMonitoring(stack, 'Monitoring', { ...wholePipeline(stack), ...options });
  const rendered = renderedAlarms(stack);
  return Object.fromEntries(alarms.map((alarm) => [alarm.node.id, rendered[stack.resolve(alarm.alarmArn)['Fn::GetAtt'][0]]]));
}

describe('alarms of a whole pipeline', () => {
  const alarms = alarmsById();

  test('are these, in the order in which records pass, and at most 15', () => {
    expect(Object.keys(alarms)).toEqual(Object.keys(expected));
    expect(Object.keys(alarms).length).toBeLessThanOrEqual(15);
  });

  test.each(Object.entries(expected))('%s reads its metrics and knows when', (id, { reads, when: condition }) => {
    expect(metricsOf(alarms[id])).toEqual(reads);
    expect(when(alarms[id])).toBe(condition);
  });

  test.each(Object.keys(expected))('%s reads no metric without dimensions', (id) => {
    for (const { dimensions } of metricsOf(alarms[id])) {
      expect(Object.keys(dimensions).length).toBeGreaterThan(0);
      expect(Object.values(dimensions).every((value) => typeof value === 'string' && value.length > 0)).toBe(true);
    }
  });

  test.each(Object.keys(expected))('%s says what it means and what to do', (id) => {
    const sentences = alarms[id].AlarmDescription?.split(/[.;] /) ?? [];
    expect(sentences.length).toBeGreaterThan(1);
    expect(alarms[id].AlarmDescription).toMatch(WHOLE_SENTENCES);
    expect(alarms[id].AlarmDescription?.length).toBeLessThanOrEqual(1024);
  });

  test.each(['WritesThrottled', 'TransformFailures', 'DeadLetters'])('%s sums its metrics, silence counting as 0', (id) => {
    const metrics = alarms[id].Metrics ?? [];
    const terms = metrics.filter(({ MetricStat }) => MetricStat).map((term) => `FILL(${term.Id}, 0)`);
    const [sumOfTerms, ...others] = metrics.filter(({ Expression }) => Expression);
    expect(others).toEqual([]);
    expect(sumOfTerms.Expression).toBe(terms.join(' + '));
    expect(metrics.filter(({ ReturnData }) => ReturnData !== false)).toEqual([sumOfTerms]);
  });
});

describe('severity', () => {
  const CRITICAL = ['UnreadRecordsExpire', 'DeliveryStale', 'DeliveryRefused', 'IndexerErrors', 'SearchClusterRed', 'SearchWritesBlocked'];

  test('is critical where a part stands still or records are about to be lost, and a warning elsewhere', () => {
    const stack = accountStack();
    const monitoring = new PipelineMonitoring(stack, 'Monitoring', wholePipeline(stack));
    const ids = (severity: AlarmSeverity) => monitoring.alarmsOf(severity).map(({ node }) => node.id);
    expect(ids(AlarmSeverity.CRITICAL)).toEqual(CRITICAL);
    expect([...ids(AlarmSeverity.CRITICAL), ...ids(AlarmSeverity.WARNING)].sort()).toEqual(Object.keys(expected).sort());
  });

  test.each(Object.entries(alarmsById()))('is the first word of what %s says', (id, { AlarmDescription }) => {
    expect(AlarmDescription?.split(':')[0]).toBe(CRITICAL.includes(id) ? 'CRITICAL' : 'WARNING');
  });
});

describe('records about to expire', () => {
  const expression = (retentionPeriods: (Duration | undefined)[]) => {
    const [first, second] = wholePipeline(accountStack()).streams ?? [];
    const streams = retentionPeriods.map((retentionPeriod, index) => ({ ...(index === 0 ? first : second), retentionPeriod }));
    return alarmsById({ streams }).UnreadRecordsExpire?.Metrics?.find(({ Expression }) => Expression)?.Expression;
  };

  test('are measured as percent of each stream\'s own retention period', () => {
    expect(expression([Duration.hours(24), Duration.days(7)])).toBe('MAX([FILL(m1, 0) / 864000, FILL(m2, 0) / 6048000])');
  });

  test('are not where no retention period is known', () => {
    expect(expression([undefined, Duration.hours(Lazy.number({ produce: () => 24 }))])).toBeUndefined();
  });
});

describe('thresholds', () => {
  test.each<[keyof PipelineMonitoringProps, Partial<PipelineMonitoringProps>, string, string]>([
    ['throttledRecords', { throttledRecords: 7 }, 'WritesThrottled', 'GreaterThanThreshold 7, 3 of 5'],
    ['iteratorAge', { iteratorAge: Duration.minutes(1) }, 'TripsReadersBehind', 'GreaterThanThreshold 60000, 5 of 5'],
    ['iteratorAge', { iteratorAge: Duration.hours(2) }, 'InsightsReadersBehind', 'GreaterThanThreshold 7200000, 5 of 5'],
    ['deliveryFreshness', { deliveryFreshness: Duration.minutes(20) }, 'DeliveryStale', 'GreaterThanThreshold 1200, 3 of 3'],
    ['deliveryBufferingInterval', { deliveryBufferingInterval: Duration.minutes(5) }, 'DeliveryStale', 'GreaterThanThreshold 900, 3 of 3'],
    ['deliveryBufferingInterval', { deliveryBufferingInterval: Duration.seconds(0) }, 'DeliveryStale', 'GreaterThanThreshold 600, 3 of 3'],
    ['conversionFailures', { conversionFailures: 5 }, 'ConversionFailures', 'GreaterThanThreshold 5, 1 of 1'],
    ['transformFailures', { transformFailures: 6 }, 'TransformFailures', 'GreaterThanThreshold 6, 1 of 3'],
    ['indexerErrors', { indexerErrors: 3 }, 'IndexerErrors', 'GreaterThanThreshold 3, 2 of 3'],
    ['deadLetters', { deadLetters: 4 }, 'DeadLetters', 'GreaterThanThreshold 4, 1 of 3'],
    ['searchFreeStoragePercent', { searchFreeStoragePercent: 40 }, 'SearchStorageLow', 'LessThanOrEqualToThreshold 4096, 1 of 1'],
    ['searchFreeStoragePercent', { searchFreeStoragePercent: 33 }, 'SearchStorageLow', 'LessThanOrEqualToThreshold 3379, 1 of 1'],
    ['domainVolumeSize', { domainVolumeSize: Size.gibibytes(100) }, 'SearchStorageLow', 'LessThanOrEqualToThreshold 25600, 1 of 1'],
    ['domainVolumeSize', { domainVolumeSize: undefined }, 'SearchStorageLow', 'LessThanOrEqualToThreshold 20480, 1 of 1'],
    ['searchMemoryPressurePercent', { searchMemoryPressurePercent: 80 }, 'SearchMemoryPressure', 'GreaterThanOrEqualToThreshold 80, 3 of 3'],
    ['studioRunningTime', { studioRunningTime: Duration.minutes(120) }, 'StudioStillRunning', 'GreaterThanThreshold 0, 2 of 2'],
    ['studioRunningTime', { studioRunningTime: Duration.days(7) }, 'StudioStillRunning', 'GreaterThanThreshold 0, 168 of 168'],
  ])('%s decides: %p', (_, options, id, condition) => {
    expect(when(alarmsById(options)[id])).toContain(condition);
  });

  test('change nothing but the alarm they belong to', () => {
    const { WritesThrottled, ...others } = alarmsById({ throttledRecords: 7 });
    const { WritesThrottled: before, ...unchanged } = alarmsById();
    expect(WritesThrottled).not.toEqual(before);
    expect(others).toEqual(unchanged);
  });
});
