import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlarmSeverity } from './alarm-severity';

/** When a metric means trouble. The metric says over which period it is read. */
export interface AlarmPolicy {
  readonly id: string;
  readonly severity: AlarmSeverity;
  /** What it means, and what to do. */
  readonly description: string;
  readonly metric: cloudwatch.IMetric;
  readonly comparison: cloudwatch.ComparisonOperator;
  readonly threshold: number;
  /** How many of the last periods have to breach, and out of how many. */
  readonly breaching: number;
  readonly of: number;
  readonly missingData: cloudwatch.TreatMissingData;
}

/** Defines an alarm that tells the topic when it is raised and when it is over. */
export function defineAlarm(scope: Construct, policy: AlarmPolicy, topic?: sns.ITopic): cloudwatch.Alarm {
  const alarm = new cloudwatch.Alarm(scope, policy.id, {
    alarmDescription: `${policy.severity}: ${policy.description}`,
    metric: policy.metric,
    comparisonOperator: policy.comparison,
    threshold: policy.threshold,
    datapointsToAlarm: policy.breaching,
    evaluationPeriods: policy.of,
    treatMissingData: policy.missingData,
  });
  if (topic) {
    const action = new actions.SnsAction(topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }
  return alarm;
}
