import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { AlarmPolicy, defineAlarm } from './alarm-policy';
import { checkProps } from './checks';
import { dashboardRows } from './dashboard-rows';
import { deliveryAlarms, transformAlarms } from './delivery-alarms';
import { domainAlarms } from './domain-alarms';
import { indexerAlarms } from './indexer-alarms';
import { PipelineMonitoringProps } from './pipeline-monitoring-props';
import { streamAlarms } from './stream-alarms';
import { studioAlarms } from './studio-alarms';
import { thresholdsOf } from './thresholds';

/**
 * The alarms and the dashboard of a pipeline: every place where a record can end badly has an alarm that says what it means and what to do.
 */
export class PipelineMonitoring extends Construct {
  /** The alarms, in the order in which records pass. */
  public readonly alarms: cloudwatch.Alarm[];
  /** The dashboard, unless it is left out. */
  public readonly dashboard?: cloudwatch.Dashboard;

  /**
   * @throws when there is nothing to monitor, or a threshold is out of range or contradicts a part
   */
  constructor(scope: Construct, id: string, props: PipelineMonitoringProps) {
    super(scope, id);
    checkProps(`PipelineMonitoring ${this.node.path}`, props);
    this.alarms = policies(props).map((policy) => defineAlarm(this, policy, props.alarmTopic));
    if (props.dashboard ?? true) {
      this.dashboard = new cloudwatch.Dashboard(this, 'Dashboard', { widgets: dashboardRows(props, this.alarms) });
    }
  }
}

function policies(props: PipelineMonitoringProps): AlarmPolicy[] {
  const thresholds = thresholdsOf(props);
  return [
    ...streamAlarms(props.streams ?? [], thresholds),
    ...(props.deliveryStream ? deliveryAlarms(props.deliveryStream, props.deliveryConvertsFormat ?? true, thresholds) : []),
    ...(props.transformFunction ? transformAlarms(props.transformFunction, thresholds) : []),
    ...(props.studioApplicationName ? studioAlarms(props.studioApplicationName, thresholds) : []),
    ...(props.indexerFunction ? indexerAlarms(props.indexerFunction, props.indexerEventSources ?? [], thresholds) : []),
    ...(props.domain ? domainAlarms(props.domain, thresholds) : []),
  ];
}
