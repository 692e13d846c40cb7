import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmPolicy } from './alarm-policy';
import { sumOf } from './metric-sum';
import { MonitoredStream } from './monitored-stream';
import { Thresholds } from './thresholds';
import * as kinesisMetrics from '../metrics/kinesis-metrics';

const MINUTE = Duration.minutes(1);

/** One alarm for all streams' writes, because the cure is the same; one for each stream's readers. */
export function streamAlarms(streams: MonitoredStream[], thresholds: Thresholds): AlarmPolicy[] {
  if (streams.length === 0) {
    return [];
  }
  return [throttledWrites(streams, thresholds.throttledRecords), ...streams.map((stream) => readersBehind(stream, thresholds.iteratorAge))];
}

/** Three of five minutes, because a stream on demand throttles for a moment when it scales. */
function throttledWrites(streams: MonitoredStream[], threshold: number): AlarmPolicy {
  return {
    id: 'WritesThrottled',
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
