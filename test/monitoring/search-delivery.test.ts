import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import { accountStack, metricsOf, RenderedAlarm, renderedAlarms, wholePipeline } from './whole-pipeline';
import { AlarmSeverity, PipelineMonitoring, PipelineMonitoringProps } from '../../src';
import { nagFindings } from '../support/nag';

const NAMES = ['records', 'insights'];
const METRIC = 'AWS/Firehose DeliveryToAmazonOpenSearchService';

function monitored(options: Partial<PipelineMonitoringProps> = {}): { readonly stack: Stack; readonly monitoring: PipelineMonitoring } {
  const stack = accountStack();
  const searchDeliveryStreams = NAMES.map((name) => firehose.DeliveryStream.fromDeliveryStreamName(stack, name, name));
  return { stack, monitoring: new PipelineMonitoring(stack, 'Monitoring', { searchDeliveryStreams, ...options }) };
}

function alarm(id: string, options?: Partial<PipelineMonitoringProps>): RenderedAlarm {
  const { stack, monitoring } = monitored(options);
  const [found] = monitoring.alarms.filter(({ node }) => node.id === id);
  return renderedAlarms(stack)[stack.resolve(found.alarmArn)['Fn::GetAtt'][0]];
}

function when({ ComparisonOperator, Threshold, DatapointsToAlarm, EvaluationPeriods, TreatMissingData }: RenderedAlarm): string {
  return `${ComparisonOperator} ${Threshold}, ${DatapointsToAlarm} of ${EvaluationPeriods}, ${TreatMissingData}`;
}

const expressionOf = ({ Metrics = [] }: RenderedAlarm) => Metrics.find(({ Expression }) => Expression)?.Expression;
const reads = (metric: string, statistic: string) => NAMES.map((name) => ({
  metric: `${METRIC}.${metric}`, dimensions: { DeliveryStreamName: name }, statistic, period: 300,
}));

describe('delivery streams to search', () => {
  test('raise a critical alarm when records wait, when the domain refuses, and a warning when documents fail', () => {
    const { monitoring } = monitored();
    const ids = (severity: AlarmSeverity) => monitoring.alarmsOf(severity).map(({ node }) => node.id);
    expect(ids(AlarmSeverity.CRITICAL)).toEqual(['SearchDeliveryStale', 'SearchDeliveryRefused']);
    expect(ids(AlarmSeverity.WARNING)).toEqual(['SearchDocumentsFailed']);
  });

  test.each(['SearchDeliveryStale', 'SearchDeliveryRefused', 'SearchDocumentsFailed'])('%s says what it means in whole sentences', (id) => {
    expect(alarm(id).AlarmDescription).toMatch(/^(CRITICAL|WARNING): [A-Z].*\w\.$/);
  });

  test('are stale by the oldest record of any', () => {
    const stale = alarm('SearchDeliveryStale');
    expect(metricsOf(stale)).toEqual(reads('DataFreshness', 'Maximum'));
    expect(expressionOf(stale)).toBe('MAX([FILL(m1, 0), FILL(m2, 0)])');
    expect(when(stale)).toBe('GreaterThanThreshold 1500, 3 of 3, notBreaching');
  });

  test('are refused when the domain lets one of them not in, or rejects it', () => {
    const refused = alarm('SearchDeliveryRefused');
    expect(metricsOf(refused)).toEqual(expect.arrayContaining([...reads('AuthFailure', 'Maximum'), ...reads('DeliveryRejected', 'Maximum')]));
    expect(expressionOf(refused)).toBe('MAX([FILL(m1, 0), FILL(m2, 0), FILL(m3, 0), FILL(m4, 0)])');
    expect(when(refused)).toBe('GreaterThanOrEqualToThreshold 1, 3 of 3, notBreaching');
  });

  test('fail documents when the domain takes less than all of them, silence counting as success', () => {
    const failed = alarm('SearchDocumentsFailed');
    expect(metricsOf(failed)).toEqual(reads('Success', 'Average'));
    expect(expressionOf(failed)).toBe('100 * MIN([FILL(m1, 1), FILL(m2, 1)])');
    expect(when(failed)).toBe('LessThanThreshold 100, 1 of 1, notBreaching');
  });

  test.each<[Partial<PipelineMonitoringProps>, string, string]>([
    [{ searchDeliveryBufferingInterval: Duration.minutes(1) }, 'SearchDeliveryStale', 'GreaterThanThreshold 660, 3 of 3'],
    [{ searchDeliveryFreshness: Duration.minutes(30) }, 'SearchDeliveryStale', 'GreaterThanThreshold 1800, 3 of 3'],
    [{ searchDeliverySuccessPercent: 95 }, 'SearchDocumentsFailed', 'LessThanThreshold 95, 1 of 1'],
  ])('take thresholds: %j', (options, id, condition) => {
    expect(when(alarm(id, options))).toContain(condition);
  });

  test('are shown between the indexer and the domain', () => {
    const { stack } = monitored({ domain: wholePipeline(accountStack()).domain });
    const [{ Properties: { DashboardBody } }] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
    const titles = [...JSON.stringify(DashboardBody).matchAll(/title\\":\\"([^"\\]+)/g)].map(([, title]) => title);
    expect(titles).toEqual(expect.arrayContaining(['Search: records delivered', 'Search: oldest record (s), success', 'Search: delivery refused (1 = yes)']));
    expect(titles.indexOf('Search: delivery refused (1 = yes)')).toBeLessThan(titles.indexOf('Search: cluster trouble (1 = yes)'));
    for (const metric of ['Records', 'DataFreshness', 'Success', 'AuthFailure', 'DeliveryRejected']) {
      expect(JSON.stringify(DashboardBody)).toContain(`DeliveryToAmazonOpenSearchService.${metric}`);
    }
  });

  test('leave no finding of AWS Solutions', () => {
    expect(nagFindings(monitored().stack)).toEqual([]);
  });
});

describe('partitions by key', () => {
  test('raise a warning when more are open than the quota allows, and are shown', () => {
    const { deliveryStream } = wholePipeline(accountStack());
    const { stack, monitoring } = monitored({ searchDeliveryStreams: undefined, deliveryStream, deliveryPartitionsByKey: true });
    const [exceeded] = Object.entries(renderedAlarms(stack)).filter(([id]) => id.startsWith('MonitoringPartitionsExceeded')).map(([, rendered]) => rendered);
    expect(metricsOf(exceeded)).toEqual([
      { metric: 'AWS/Firehose PartitionCountExceeded', dimensions: { DeliveryStreamName: 'curated' }, statistic: 'Maximum', period: 300 },
    ]);
    expect(when(exceeded)).toBe('GreaterThanOrEqualToThreshold 1, 1 of 1, notBreaching');
    expect(monitoring.alarmsOf(AlarmSeverity.WARNING).map(({ node }) => node.id)).toContain('PartitionsExceeded');
    const dashboard = JSON.stringify(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
    expect(dashboard).toContain('Deliver: open partitions, too many (1 = yes)');
    expect(dashboard).toContain('PartitionCountExceeded');
  });

  test('are not watched where there are none', () => {
    const { stack } = monitored({ deliveryStream: wholePipeline(accountStack()).deliveryStream });
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('PartitionCount');
  });
});
