import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';

// Namespace AWS/Firehose, dimension DeliveryStreamName (set by IDeliveryStream.metric), a data point a minute.
// https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html

/** Records read from the source data stream, before KPL aggregation is undone. */
export function dataReadFromKinesisStreamRecords(delivery: firehose.IDeliveryStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return delivery.metric('DataReadFromKinesisStream.Records', { statistic: cloudwatch.Stats.SUM, ...options });
}

/** How far the last record read is behind the newest in the source data stream, in milliseconds. */
export function kinesisMillisBehindLatest(delivery: firehose.IDeliveryStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return delivery.metric('KinesisMillisBehindLatest', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** `GetRecords` calls of Firehose that the source data stream throttled. */
export function throttledGetRecords(delivery: firehose.IDeliveryStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return delivery.metric('ThrottledGetRecords', { statistic: cloudwatch.Stats.SUM, ...options });
}

/** Share of the transform function's invocations that succeeded, 0 to 1. A record it answered `ProcessingFailed` is not seen here. */
export function executeProcessingSuccess(delivery: firehose.IDeliveryStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return delivery.metric('ExecuteProcessing.Success', { statistic: cloudwatch.Stats.AVERAGE, ...options });
}

/** Duration of the transform function's invocations as Firehose sees it, in milliseconds. */
export function executeProcessingDuration(delivery: firehose.IDeliveryStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return delivery.metric('ExecuteProcessing.Duration', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** Records that the transform function answered `Ok` or `Dropped`. */
export function succeedProcessingRecords(delivery: firehose.IDeliveryStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return delivery.metric('SucceedProcessing.Records', { statistic: cloudwatch.Stats.SUM, ...options });
}

/** Records converted to the columnar format. */
export function succeedConversionRecords(delivery: firehose.IDeliveryStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return delivery.metric('SucceedConversion.Records', { statistic: cloudwatch.Stats.SUM, ...options });
}

/** Records that could not be converted to the columnar format; they go to the error prefix. */
export function failedConversionRecords(delivery: firehose.IDeliveryStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return delivery.metric('FailedConversion.Records', { statistic: cloudwatch.Stats.SUM, ...options });
}

/** Records delivered to S3. */
export function deliveryToS3Records(delivery: firehose.IDeliveryStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return delivery.metric('DeliveryToS3.Records', { statistic: cloudwatch.Stats.SUM, ...options });
}

/** Bytes delivered to S3. */
export function deliveryToS3Bytes(delivery: firehose.IDeliveryStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return delivery.metric('DeliveryToS3.Bytes', { statistic: cloudwatch.Stats.SUM, ...options });
}

/** Age of the oldest record in Firehose, in seconds: every older one is in S3. */
export function deliveryToS3DataFreshness(delivery: firehose.IDeliveryStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return delivery.metric('DeliveryToS3.DataFreshness', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** Share of the put commands to S3 that succeeded, 0 to 1. */
export function deliveryToS3Success(delivery: firehose.IDeliveryStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return delivery.metric('DeliveryToS3.Success', { statistic: cloudwatch.Stats.AVERAGE, ...options });
}

/** Age of the oldest record in Firehose, in seconds, when it delivers to OpenSearch: every older one is indexed. */
export function deliveryToOpenSearchDataFreshness(delivery: firehose.IDeliveryStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return delivery.metric('DeliveryToAmazonOpenSearchService.DataFreshness', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** Share of the records that OpenSearch took from Firehose, 0 to 1. */
export function deliveryToOpenSearchSuccess(delivery: firehose.IDeliveryStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return delivery.metric('DeliveryToAmazonOpenSearchService.Success', { statistic: cloudwatch.Stats.AVERAGE, ...options });
}

/** Records that OpenSearch took from Firehose. */
export function deliveryToOpenSearchRecords(delivery: firehose.IDeliveryStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return delivery.metric('DeliveryToAmazonOpenSearchService.Records', { statistic: cloudwatch.Stats.SUM, ...options });
}

/** 1 while OpenSearch does not let Firehose in, 0 while it does. */
export function deliveryToOpenSearchAuthFailure(delivery: firehose.IDeliveryStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return delivery.metric('DeliveryToAmazonOpenSearchService.AuthFailure', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** 1 while OpenSearch rejects what Firehose delivers, 0 while it does not. */
export function deliveryToOpenSearchRejected(delivery: firehose.IDeliveryStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return delivery.metric('DeliveryToAmazonOpenSearchService.DeliveryRejected', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** Active partitions of dynamic partitioning. */
export function partitionCount(delivery: firehose.IDeliveryStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return delivery.metric('PartitionCount', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** 1 while more partitions are active than the quota allows: the records beyond it go to the error prefix. */
export function partitionCountExceeded(delivery: firehose.IDeliveryStream, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return delivery.metric('PartitionCountExceeded', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}
