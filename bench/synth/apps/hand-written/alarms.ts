import { Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Metrics } from './metrics';

interface Condition {
  readonly description: string;
  readonly metric: cloudwatch.IMetric;
  readonly threshold: number;
  readonly below?: boolean;
}

export interface Alarms {
  readonly critical: cloudwatch.Alarm[];
  readonly warnings: cloudwatch.Alarm[];
}

export function alarms(stack: Stack, metrics: Metrics, action: actions.SnsAction): Alarms {
  const alarm = ({ description, metric, threshold, below }: Condition, place: number, severity: string) => {
    const defined = new cloudwatch.Alarm(stack, `${severity}${place}`, {
      alarmDescription: description,
      metric,
      threshold,
      comparisonOperator: below ? cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD : cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    defined.addAlarmAction(action);
    defined.addOkAction(action);
    return defined;
  };
  return {
    critical: critical(metrics).map((condition, place) => alarm(condition, place, 'Critical')),
    warnings: warnings(metrics).map((condition, place) => alarm(condition, place, 'Warning')),
  };
}

function critical({ trips, insights, delivery, domain, indexer, indexerRecords, eventSources }: Metrics): Condition[] {
  const ages = [trips, insights].map((stream) => stream('GetRecords.IteratorAgeMilliseconds', 'Readers behind'));
  const lost = [indexerRecords('DeadLetters', 'Written', 'Sum'), ...eventSources.flatMap((source) => [
    source('OnFailureDestinationDeliveredEventCount', 'Given up', 'Sum'), source('DroppedEventCount', 'Lost', 'Sum'),
  ])];
  return [
    { description: 'Readers fall so far behind that records expire', metric: math(ages, 'MAX([FILL(m1, 0) / 864000, FILL(m2, 0) / 864000])'), threshold: 50 },
    { description: 'Records wait too long for their delivery', metric: delivery('DeliveryToS3.DataFreshness', 'Oldest record'), threshold: 900 },
    { description: 'Firehose cannot write to the bucket', metric: delivery('DeliveryToS3.Success', 'S3 success', 'Average'), threshold: 1, below: true },
    { description: 'The cluster has lost a primary shard', metric: domain('ClusterStatus.red', 'Red'), threshold: 0 },
    { description: 'The cluster takes no documents', metric: domain('ClusterIndexWritesBlocked', 'Writes blocked'), threshold: 0 },
    { description: 'A data node has little room left', metric: domain('FreeStorageSpace', 'Fullest node', 'Minimum'), threshold: 2048, below: true },
    { description: 'The indexer fails', metric: indexer('Errors', 'Errors', 'Sum'), threshold: 0 },
    { description: 'Records end as dead letters', metric: math(lost, sum(lost)), threshold: 0 },
  ];
}

function warnings({ trips, insights, delivery, domain, transform, transformRecords, studio }: Metrics): Condition[] {
  const throttled = [trips, insights].map((stream) => stream('WriteProvisionedThroughputExceeded', 'Throttled', 'Sum'));
  const failed = [transformRecords('ProcessingFailedRecords', 'Records failed', 'Sum'), transform('Errors', 'Errors', 'Sum')];
  return [
    { description: 'Producers are throttled', metric: math(throttled, sum(throttled)), threshold: 0 },
    { description: 'Readers of the trips are behind', metric: trips('GetRecords.IteratorAgeMilliseconds', 'Readers behind'), threshold: 300_000 },
    { description: 'Readers of the insights are behind', metric: insights('GetRecords.IteratorAgeMilliseconds', 'Readers behind'), threshold: 300_000 },
    { description: 'Records cannot be converted', metric: delivery('FailedConversion.Records', 'Not converted', 'Sum'), threshold: 0 },
    { description: 'Records cannot be transformed', metric: math(failed, sum(failed)), threshold: 0 },
    { description: 'The cluster is short of memory', metric: domain('JVMMemoryPressure', 'JVM memory'), threshold: 85 },
    { description: 'The Studio has been running for long', metric: studio('KPUs', 'KPUs'), threshold: 0 },
  ];
}

function math(metrics: cloudwatch.Metric[], expression: string): cloudwatch.MathExpression {
  const usingMetrics = Object.fromEntries(metrics.map((metric, place) => [`m${place + 1}`, metric]));
  return new cloudwatch.MathExpression({ expression, usingMetrics, period: Duration.minutes(5) });
}

function sum(metrics: cloudwatch.Metric[]): string {
  return metrics.map((_, place) => `FILL(m${place + 1}, 0)`).join(' + ');
}
