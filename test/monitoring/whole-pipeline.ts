import { Duration, Size, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import { PipelineMonitoringProps } from '../../src';

/** Every part that a pipeline can have, with names that can be read in the template. */
export function wholePipeline(stack: Stack): PipelineMonitoringProps {
  const stream = (name: string) => kinesis.Stream.fromStreamArn(stack, name, `arn:aws:kinesis:eu-west-1:123456789012:stream/${name}`);
  const handler = (name: string) => lambda.Function.fromFunctionAttributes(stack, name, {
    functionArn: `arn:aws:lambda:eu-west-1:123456789012:function:${name}`, sameEnvironment: true,
  });
  return {
    streams: [
      { name: 'Trips', stream: stream('trips'), retentionPeriod: Duration.hours(24) },
      { name: 'Insights', stream: stream('insights') },
    ],
    deliveryStream: firehose.DeliveryStream.fromDeliveryStreamName(stack, 'Delivery', 'curated'),
    transformFunction: handler('transform'),
    indexerFunction: handler('indexer'),
    indexerEventSources: ['trips-mapping', 'insights-mapping'].map((id) => lambda.EventSourceMapping.fromEventSourceMappingId(stack, id, id)),
    domain: opensearch.Domain.fromDomainAttributes(stack, 'Domain', {
      domainArn: 'arn:aws:es:eu-west-1:123456789012:domain/trips', domainEndpoint: 'https://search-trips-abc.eu-west-1.es.amazonaws.com',
    }),
    domainVolumeSize: Size.gibibytes(10),
    studioApplicationName: 'notebook',
  };
}

/** A stack whose account and region are known, so that dimensions are plain strings. */
export function accountStack(): Stack {
  return new Stack(undefined, 'Stack', { env: { account: '123456789012', region: 'eu-west-1' } });
}

interface Dimension {
  readonly Name: string;
  readonly Value: unknown;
}

interface MetricStat {
  readonly Metric: { readonly Namespace: string; readonly MetricName: string; readonly Dimensions?: Dimension[] };
  readonly Period: number;
  readonly Stat: string;
}

/** An alarm as CloudFormation gets it. */
export interface RenderedAlarm {
  readonly AlarmDescription?: string;
  readonly AlarmActions?: unknown[];
  readonly OKActions?: unknown[];
  readonly ComparisonOperator: string;
  readonly Threshold: number;
  readonly DatapointsToAlarm: number;
  readonly EvaluationPeriods: number;
  readonly TreatMissingData: string;
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: Dimension[];
  readonly Statistic?: string;
  readonly ExtendedStatistic?: string;
  readonly Period?: number;
  readonly Metrics?: { readonly Id: string; readonly Expression?: string; readonly MetricStat?: MetricStat; readonly ReturnData?: boolean }[];
}

/** A metric that an alarm reads. */
export interface ReadMetric {
  readonly metric: string;
  readonly dimensions: { readonly [name: string]: unknown };
  readonly statistic: string;
  readonly period: number;
}

/** The alarms of a stack by logical id. */
export function renderedAlarms(stack: Stack): { [logicalId: string]: RenderedAlarm } {
  const resources = Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm');
  return Object.fromEntries(Object.entries(resources).map(([id, resource]) => [id, resource.Properties]));
}

/** Every metric that an alarm reads, one or the terms of an expression. */
export function metricsOf(alarm: RenderedAlarm): ReadMetric[] {
  if (alarm.Metrics) {
    return alarm.Metrics.flatMap(({ MetricStat: stat }) => (stat
      ? [readMetric(stat.Metric.Namespace, stat.Metric.MetricName, stat.Metric.Dimensions, stat.Stat, stat.Period)]
      : []));
  }
  return [readMetric(alarm.Namespace, alarm.MetricName, alarm.Dimensions, alarm.Statistic ?? alarm.ExtendedStatistic, alarm.Period)];
}

function readMetric(namespace = '', name = '', dimensions: Dimension[] = [], statistic = '', period = 0): ReadMetric {
  return {
    metric: `${namespace} ${name}`,
    dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value])),
    statistic,
    period,
  };
}
