import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmPolicy } from './alarm-policy';
import { AlarmSeverity } from './alarm-severity';
import { sumOf } from './metric-sum';
import { MonitoredStream } from './monitored-stream';
import { Thresholds } from './thresholds';
import * as kinesisMetrics from '../metrics/kinesis-metrics';

const MINUTE = Duration.minutes(1);

/** One alarm for all streams' writes, because the cure is the same; one for each stream's readers, and one before records of any are lost. */
export function streamAlarms(streams: MonitoredStream[], thresholds: Thresholds): AlarmPolicy[] {
  if (streams.length === 0) {
    return [];
  }
  return [
    throttledWrites(streams, thresholds.throttledRecords),
    ...streams.map((stream) => readersBehind(stream, thresholds.iteratorAge)),
    ...recordsExpire(streams),
  ];
}

/** Three of five minutes, because a stream on demand throttles for a moment when it scales. */
function throttledWrites(streams: MonitoredStream[], threshold: number): AlarmPolicy {
  return {
    id: 'WritesThrottled',
    severity: AlarmSeverity.WARNING,
    description: 'A data stream rejects records because they come faster than it takes them. Producers retry, then report the record to their '
      + 'caller. Add shards, or use the on-demand mode; look for a hot partition key.',
    metric: sumOf(streams.map(({ stream }) => kinesisMetrics.writeProvisionedThroughputExceeded(stream)), 'Throttled records', MINUTE),
    comparison: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold,
    breaching: 3,
    of: 5,
    // nobody writes: nothing is rejected
    missingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  };
}

function readersBehind({ name, stream }: MonitoredStream, threshold: Duration): AlarmPolicy {
  return {
    id: `${name}ReadersBehind`,
    severity: AlarmSeverity.WARNING,
    description: `A reader of the data stream ${name} falls behind: delivery, indexer or notebook. Records that are unread when the retention `
      + 'period ends are lost. Look at the other alarms for what holds it up; a reader that has just begun at the oldest record shows too.',
    metric: kinesisMetrics.getRecordsIteratorAgeMilliseconds(stream, { period: MINUTE }),
    comparison: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: threshold.toMilliseconds(),
    breaching: 5,
    of: 5,
    // nobody reads: a reader that fails has an alarm of its own
    missingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  };
}

/** At half of the retention period, which leaves the other half for the repair. Streams whose retention period is not known are left out. */
function recordsExpire(streams: MonitoredStream[]): AlarmPolicy[] {
  const parts = streams.flatMap(({ stream, retentionPeriod }) => retentionPeriod && !retentionPeriod.isUnresolved()
    ? [{ age: kinesisMetrics.getRecordsIteratorAgeMilliseconds(stream), onePercent: retentionPeriod.toMilliseconds() / 100 }] : []);
  if (parts.length === 0) {
    return [];
  }
  return [{
    id: 'UnreadRecordsExpire',
    severity: AlarmSeverity.CRITICAL,
    description: 'Half of the retention period of a data stream is over for records that a reader has not read: they are lost when the other half '
      + 'is over too. Repair the reader, or raise the retention period now, which holds for records that are in the stream already.',
    metric: new cloudwatch.MathExpression({
      expression: `MAX([${parts.map(({ onePercent }, index) => `FILL(m${index + 1}, 0) / ${onePercent}`).join(', ')}])`,
      usingMetrics: Object.fromEntries(parts.map(({ age }, index) => [`m${index + 1}`, age])),
      label: 'Retention period used (%)',
      period: MINUTE,
    }),
    comparison: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 50,
    breaching: 5,
    of: 5,
    // nobody reads: a reader that fails has an alarm of its own
    missingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  }];
}
