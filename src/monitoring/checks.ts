import { Duration, Size, Token } from 'aws-cdk-lib';
import { MOST_INDEXER_EVENT_SOURCES } from './indexer-alarms';
import { MOST_METRICS_OF_AN_ALARM } from './metric-sum';
import { MonitoredStream } from './monitored-stream';
import { PipelineMonitoringProps } from './pipeline-monitoring-props';
import { MOST_SEARCH_DELIVERY_STREAMS } from './search-delivery-alarms';
import { ITERATOR_AGE } from './thresholds';
import { Problems } from '../private/problems';

const MINUTE = Duration.minutes(1);
const WEEK_IN_HOURS = 168;
const EMAIL = /^[^@\s]+@[^@\s]+$/;
const STREAM_NAME = /^[A-Za-z][A-Za-z0-9-]{0,39}$/;

/** @throws when something is out of range or contradicts something else, with every problem in one message */
export function checkProps(subject: string, props: PipelineMonitoringProps): void {
  const problems = new Problems(subject);
  checkReceivers(problems, props);
  checkParts(problems, props);
  checkCounts(problems, props);
  const known = checkDurations(problems, props);
  checkStreams(problems, props.streams ?? [], known ? props.iteratorAge ?? ITERATOR_AGE : undefined);
  problems.throwIfAny();
}

function checkReceivers(problems: Problems, { alarmTopic, alarmEmails }: PipelineMonitoringProps): void {
  problems.when(alarmTopic !== undefined && alarmEmails !== undefined,
    'alarmEmails are mailed by a topic that is defined for them, so they cannot be set with alarmTopic: subscribe them to that topic, or leave it out');
  problems.when(alarmEmails?.length === 0, 'alarmEmails must be at least one address, got none: leave alarmEmails out where nobody is to be mailed');
  for (const email of alarmEmails ?? []) {
    problems.when(!Token.isUnresolved(email) && !EMAIL.test(email), `alarmEmails must be addresses such as team@example.com, got ${JSON.stringify(email)}`);
  }
}

function checkParts(problems: Problems, props: PipelineMonitoringProps): void {
  const { streams = [], deliveryStream, transformFunction, indexerFunction, domain, studioApplicationName } = props;
  const { indexerEventSources = [], searchDeliveryStreams = [] } = props;
  const parts = [deliveryStream, transformFunction, indexerFunction, domain, studioApplicationName];
  problems.when(streams.length === 0 && searchDeliveryStreams.length === 0 && parts.every((part) => part === undefined),
    'there is nothing to monitor: give streams, deliveryStream, transformFunction, indexerFunction, searchDeliveryStreams, domain or studioApplicationName');
  problems.when(props.deliveryPartitionsByKey === true && !deliveryStream,
    'deliveryPartitionsByKey belongs to a deliveryStream, got none: give it, or leave deliveryPartitionsByKey out');
  problems.when(searchDeliveryStreams.length > MOST_SEARCH_DELIVERY_STREAMS,
    `searchDeliveryStreams must be at most ${MOST_SEARCH_DELIVERY_STREAMS}, got ${searchDeliveryStreams.length}: `
    + 'one alarm reads two metrics of each, and 10 at most; monitor the others with a PipelineMonitoring of their own');
  problems.when(props.searchDeliveryBufferingInterval !== undefined && searchDeliveryStreams.length === 0,
    'searchDeliveryBufferingInterval belongs to searchDeliveryStreams, got none: give them, or leave the interval out');
  problems.when(indexerEventSources.length > MOST_INDEXER_EVENT_SOURCES,
    `indexerEventSources must be at most ${MOST_INDEXER_EVENT_SOURCES}, got ${indexerEventSources.length}: `
    + 'one alarm reads two metrics of each, and 10 at most; monitor the others with a PipelineMonitoring of their own');
  problems.when(indexerEventSources.length > 0 && !indexerFunction,
    'indexerEventSources belong to an indexerFunction, got none: give it, or leave them out');
  problems.when(props.domainVolumeSize !== undefined && !domain, 'domainVolumeSize belongs to a domain, got none: give it, or leave the size out');
  problems.when(props.searchFreeStoragePercent !== undefined && props.domainVolumeSize === undefined,
    `searchFreeStoragePercent is a part of domainVolumeSize, got ${props.searchFreeStoragePercent} without it: give the size too`);
}

function checkCounts(problems: Problems, props: PipelineMonitoringProps): void {
  const { throttledRecords, conversionFailures, transformFailures, indexerErrors, deadLetters } = props;
  for (const [property, value] of Object.entries({ throttledRecords, conversionFailures, transformFailures, indexerErrors, deadLetters })) {
    problems.integer(property, value, { min: 0, max: Number.MAX_SAFE_INTEGER, hint: 'the alarm is raised by one more' });
  }
  problems.integer('searchDeliverySuccessPercent', props.searchDeliverySuccessPercent, { min: 1, max: 100 });
  problems.integer('searchMemoryPressurePercent', props.searchMemoryPressurePercent, { min: 1, max: 100 });
  problems.integer('searchFreeStoragePercent', props.searchFreeStoragePercent, { min: 1, max: 99 });
  problems.when(Token.isUnresolved(props.searchFreeStoragePercent),
    'searchFreeStoragePercent must be known when the app is synthesized, got a token: the threshold in MiB is computed from it');
}

/** Whether all durations and sizes are known, so that they can be compared. */
function checkDurations(problems: Problems, props: PipelineMonitoringProps): boolean {
  const { iteratorAge, deliveryFreshness, deliveryBufferingInterval, studioRunningTime, domainVolumeSize } = props;
  const { searchDeliveryFreshness, searchDeliveryBufferingInterval } = props;
  const amounts: { [property: string]: Duration | Size | undefined } = {
    iteratorAge,
    deliveryFreshness,
    deliveryBufferingInterval,
    searchDeliveryFreshness,
    searchDeliveryBufferingInterval,
    studioRunningTime,
    domainVolumeSize,
  };
  const unknown = Object.keys(amounts).filter((property) => amounts[property]?.isUnresolved());
  for (const property of unknown) {
    problems.add(`${property} must be known when the app is synthesized, got a token: thresholds are compared with each other`);
  }
  if (unknown.length > 0) {
    return false;
  }
  problems.when(iteratorAge !== undefined && iteratorAge.toMilliseconds() < MINUTE.toMilliseconds(),
    `iteratorAge must be at least a minute, got ${iteratorAge?.toHumanString()}: the metric has one data point a minute`);
  checkFreshness(problems, 'deliveryFreshness', deliveryFreshness, deliveryBufferingInterval);
  checkFreshness(problems, 'searchDeliveryFreshness', searchDeliveryFreshness, searchDeliveryBufferingInterval);
  checkRunningTime(problems, studioRunningTime);
  return true;
}

function checkFreshness(
  problems: Problems, property: string, freshness: Duration | undefined, buffering: Duration = Duration.seconds(0),
): void {
  if (freshness && freshness.toMilliseconds() <= buffering.toMilliseconds()) {
    problems.add(`${property} must be longer than the buffering interval, ${buffering.toHumanString()}, `
      + `got ${freshness.toHumanString()}: records wait that long in good order`);
  }
}

function checkRunningTime(problems: Problems, runningTime: Duration | undefined): void {
  const hours = runningTime?.toHours({ integral: false });
  if (hours !== undefined && (!Number.isInteger(hours) || hours < 1 || hours > WEEK_IN_HOURS)) {
    problems.add(`studioRunningTime must be 1 to ${WEEK_IN_HOURS} whole hours, got ${runningTime?.toHumanString()}: `
      + 'KPUs are billed by the hour, and an alarm looks back a week at most');
  }
}

function checkStreams(problems: Problems, streams: MonitoredStream[], iteratorAge: Duration | undefined): void {
  problems.when(streams.length > MOST_METRICS_OF_AN_ALARM,
    `streams must be at most ${MOST_METRICS_OF_AN_ALARM}, got ${streams.length}: one alarm reads a metric of each; `
    + 'monitor the others with a PipelineMonitoring of their own');
  const names = streams.map(({ name }) => name);
  for (const name of new Set(names)) {
    problems.when(Token.isUnresolved(name) || !STREAM_NAME.test(name),
      `the name of a stream must be 1 to 40 letters, digits and hyphens and begin with a letter, got ${JSON.stringify(name)}: `
      + 'it is part of construct ids');
    problems.when(names.filter((other) => other === name).length > 1,
      `the names of streams must differ, got ${JSON.stringify(name)} twice: rename one`);
  }
  for (const { name, retentionPeriod } of streams) {
    if (iteratorAge && retentionPeriod && !retentionPeriod.isUnresolved() && iteratorAge.toMilliseconds() >= retentionPeriod.toMilliseconds()) {
      problems.add(`iteratorAge must be less than the retention period of the stream ${name} (${retentionPeriod.toHumanString()}), `
        + `got ${iteratorAge.toHumanString()}: unread records are lost then`);
    }
  }
}
