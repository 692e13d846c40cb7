import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmPolicy } from './alarm-policy';
import { AlarmSeverity } from './alarm-severity';
import { Thresholds } from './thresholds';
import * as flinkMetrics from '../metrics/flink-metrics';

/** A guard of costs: the metric has one data point for each hour that is billed. */
export function studioAlarms(applicationName: string, thresholds: Thresholds): AlarmPolicy[] {
  const hours = thresholds.studioRunningTime.toHours();
  return [{
    id: 'StudioStillRunning',
    severity: AlarmSeverity.WARNING,
    description: 'The Studio notebook has been running for hours without a break; its KPUs are billed by the hour until it is stopped. '
      + 'Stop it when nobody works with it, or raise studioRunningTime if it is meant to run.',
    metric: flinkMetrics.kpus(applicationName),
    comparison: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: 0,
    breaching: hours,
    of: hours,
    // a notebook that is stopped publishes nothing
    missingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  }];
}
