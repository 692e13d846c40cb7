import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';

// Namespace AWS/Kinesis, dimension StreamName (set by IStream.metric), a data point a minute.
// https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html

/** Records put to the stream. */
export function incomingRecords(stream: kinesis.IStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return stream.metric('IncomingRecords', { statistic: cloudwatch.Stats.SUM, ...options });
}

/** Bytes put to the stream. */
export function incomingBytes(stream: kinesis.IStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return stream.metric('IncomingBytes', { statistic: cloudwatch.Stats.SUM, ...options });
}

/** Records rejected because the stream was throttled, by `PutRecord` and `PutRecords` together. */
export function writeProvisionedThroughputExceeded(stream: kinesis.IStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return stream.metric('WriteProvisionedThroughputExceeded', { statistic: cloudwatch.Stats.SUM, ...options });
}

/** `GetRecords` calls rejected because the stream was throttled. */
export function readProvisionedThroughputExceeded(stream: kinesis.IStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return stream.metric('ReadProvisionedThroughputExceeded', { statistic: cloudwatch.Stats.SUM, ...options });
}

/** Age of the last record that `GetRecords` returned, over all its callers, in milliseconds: 0 when they have caught up. */
export function getRecordsIteratorAgeMilliseconds(stream: kinesis.IStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return stream.metric('GetRecords.IteratorAgeMilliseconds', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** Share of `GetRecords` calls that succeeded, 0 to 1. */
export function getRecordsSuccess(stream: kinesis.IStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return stream.metric('GetRecords.Success', { statistic: cloudwatch.Stats.AVERAGE, ...options });
}

/** Share of `PutRecord` calls that succeeded, 0 to 1. */
export function putRecordSuccess(stream: kinesis.IStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return stream.metric('PutRecord.Success', { statistic: cloudwatch.Stats.AVERAGE, ...options });
}

/** Share of `PutRecords` calls in which at least one record succeeded, 0 to 1. */
export function putRecordsSuccess(stream: kinesis.IStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return stream.metric('PutRecords.Success', { statistic: cloudwatch.Stats.AVERAGE, ...options });
}

/** Records of `PutRecords` calls rejected because of throttling. */
export function putRecordsThrottledRecords(stream: kinesis.IStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return stream.metric('PutRecords.ThrottledRecords', { statistic: cloudwatch.Stats.SUM, ...options });
}

/** Records of `PutRecords` calls rejected because of failures inside Kinesis. */
export function putRecordsFailedRecords(stream: kinesis.IStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return stream.metric('PutRecords.FailedRecords', { statistic: cloudwatch.Stats.SUM, ...options });
}
