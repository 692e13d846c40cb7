import { Duration } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';

/** What can be decided about the alarms and the dashboard. */
export interface MonitoringOptions {
  /**
   * Where alarms are sent when they are raised and when they are over. A topic encrypted with a customer managed key
   * needs a key policy that lets `cloudwatch.amazonaws.com` use it. Not with `alarmEmails`.
   *
   * @default - the topic of `alarmEmails`; without them alarms only change their state
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
   */
  readonly alarmTopic?: sns.ITopic;

  /**
   * Who is mailed when an alarm is raised and when it is over, each after confirming the first mail. A topic is defined for them, encrypted with
   * the pipeline's key where it has one. Not with `alarmTopic`.
   *
   * @default - nobody
   */
  readonly alarmEmails?: string[];

  /**
   * Where alarms of `AlarmSeverity.WARNING` are sent instead, for example to a chat rather than a pager.
   *
   * @default - where the critical ones are sent
   */
  readonly warningTopic?: sns.ITopic;

  /**
   * Whether a dashboard is defined. CloudWatch bills dashboards after the first three of an account.
   *
   * @default true
   */
  readonly dashboard?: boolean;

  /**
   * How many records a minute the streams may reject for throttling; more than that in three of five minutes raises the alarm.
   * 0 or more.
   *
   * @default 0
   */
  readonly throttledRecords?: number;

  /**
   * How far the readers of a stream may fall behind for five minutes: at least a minute, less than each stream's retention period,
   * when records that are still unread are lost. At half of the retention period another alarm, a critical one, is raised in any case.
   *
   * @default Duration.minutes(15)
   */
  readonly iteratorAge?: Duration;

  /**
   * How old a record may become in the delivery stream before it is in S3, for fifteen minutes:
   * longer than the delivery stream's buffering interval.
   *
   * @default - ten minutes more than the buffering interval, which counts as 15 minutes, its maximum, when it is not known
   * @see https://docs.aws.amazon.com/firehose/latest/dev/firehose-cloudwatch-metrics-best-practices.html
   */
  readonly deliveryFreshness?: Duration;

  /**
   * How many records may fail the conversion to the columnar format in five minutes. 0 or more.
   *
   * @default 0
   */
  readonly conversionFailures?: number;

  /**
   * How many records the transform function may fail in five minutes, each failed invocation counting as one. 0 or more.
   *
   * @default 0
   */
  readonly transformFailures?: number;

  /**
   * How many invocations of the indexer may fail in five minutes; more than that in two of three such periods raises the alarm.
   * 0 or more.
   *
   * @default 0
   */
  readonly indexerErrors?: number;

  /**
   * How many records may end in the dead letters, or be given up by the event source mappings, in five minutes. 0 or more.
   *
   * @default 0
   */
  readonly deadLetters?: number;

  /**
   * How old a record may become in a delivery stream to search before it is indexed, for fifteen minutes: longer than that delivery stream's
   * buffering interval.
   *
   * @default - ten minutes more than the buffering interval, which counts as 15 minutes, its maximum, when it is not known
   * @see https://docs.aws.amazon.com/firehose/latest/dev/firehose-cloudwatch-metrics-best-practices.html
   */
  readonly searchDeliveryFreshness?: Duration;

  /**
   * Below which share of documents that search takes of a delivery stream within five minutes the alarm is raised, in percent: 1 to 100.
   * Documents that Firehose brings in by its retries count as refused at first, so a domain that is often short of time wants less than 100.
   *
   * @default 100
   * @see https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html
   */
  readonly searchDeliverySuccessPercent?: number;

  /**
   * Below which part of its volume the free storage of a data node raises the alarm, in percent: 1 to 99.
   *
   * @default 25
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/cloudwatch-alarms.html
   */
  readonly searchFreeStoragePercent?: number;

  /**
   * From which Java heap use on a data node the alarm is raised, in percent: 1 to 100.
   *
   * @default 95
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/cloudwatch-alarms.html
   */
  readonly searchMemoryPressurePercent?: number;

  /**
   * How long a Studio notebook may run before the alarm reminds of its KPUs, which are billed until it is stopped:
   * 1 to 168 whole hours.
   *
   * @default Duration.hours(12)
   */
  readonly studioRunningTime?: Duration;
}
