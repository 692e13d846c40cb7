import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlarmPolicy, defineAlarm } from './alarm-policy';
import { AlarmSeverity } from './alarm-severity';
import { alarmTopic } from './alarm-topic';
import { checkProps } from './checks';
import { dashboardRows } from './dashboard-rows';
import { deliveryAlarms, DeliverySteps, transformAlarms } from './delivery-alarms';
import { domainAlarms } from './domain-alarms';
import { indexerAlarms } from './indexer-alarms';
import { PipelineMonitoringProps } from './pipeline-monitoring-props';
import { searchDeliveryAlarms } from './search-delivery-alarms';
import { streamAlarms } from './stream-alarms';
import { studioAlarms } from './studio-alarms';
import { thresholdsOf } from './thresholds';

/**
 * The alarms and the dashboard of a pipeline: every place where a record can end badly has an alarm that says what it means and what to do.
 */
export class PipelineMonitoring extends Construct {
  /** The alarms, in the order in which records pass. */
  public readonly alarms: cloudwatch.Alarm[];
  /** Where critical alarms are sent, if anywhere. */
  public readonly alarmTopic?: sns.ITopic;
  /** The dashboard, unless it is left out. */
  public readonly dashboard?: cloudwatch.Dashboard;
  private readonly severities: { readonly alarm: cloudwatch.Alarm; readonly severity: AlarmSeverity }[];

  /**
   * @throws when there is nothing to monitor, a threshold is out of range or contradicts a part, or an address is none
   */
  constructor(scope: Construct, id: string, props: PipelineMonitoringProps) {
    super(scope, id);
    checkProps(`PipelineMonitoring ${this.node.path}`, props);
    this.alarmTopic = props.alarmEmails ? alarmTopic(this, 'AlarmTopic', props.alarmEmails, props.encryptionKey) : props.alarmTopic;
    const topics = { [AlarmSeverity.CRITICAL]: this.alarmTopic, [AlarmSeverity.WARNING]: props.warningTopic ?? this.alarmTopic };
    this.severities = policies(props).map((policy) => ({ alarm: defineAlarm(this, policy, topics[policy.severity]), severity: policy.severity }));
    this.alarms = this.severities.map(({ alarm }) => alarm);
    if (props.dashboard ?? true) {
      const ofSeverity = { critical: this.alarmsOf(AlarmSeverity.CRITICAL), warning: this.alarmsOf(AlarmSeverity.WARNING) };
      this.dashboard = new cloudwatch.Dashboard(this, 'Dashboard', { widgets: dashboardRows(props, ofSeverity) });
    }
  }

  /** The alarms of one severity, in the order in which records pass. */
  public alarmsOf(severity: AlarmSeverity): cloudwatch.Alarm[] {
    return this.severities.filter((entry) => entry.severity === severity).map(({ alarm }) => alarm);
  }
}

function policies(props: PipelineMonitoringProps): AlarmPolicy[] {
  const thresholds = thresholdsOf(props);
  return [
    ...streamAlarms(props.streams ?? [], thresholds),
    ...(props.deliveryStream ? deliveryAlarms(props.deliveryStream, deliverySteps(props), thresholds) : []),
    ...(props.transformFunction ? transformAlarms(props.transformFunction, thresholds) : []),
    ...(props.indexerFunction ? indexerAlarms(props.indexerFunction, props.indexerEventSources ?? [], thresholds) : []),
    ...searchDeliveryAlarms(props.searchDeliveryStreams ?? [], thresholds),
    ...(props.domain ? domainAlarms(props.domain, thresholds) : []),
    ...(props.studioApplicationName ? studioAlarms(props.studioApplicationName, thresholds) : []),
  ];
}

function deliverySteps({ deliveryConvertsFormat = true, deliveryPartitionsByKey = false }: PipelineMonitoringProps): DeliverySteps {
  return { convertsFormat: deliveryConvertsFormat, partitionsByKey: deliveryPartitionsByKey };
}
