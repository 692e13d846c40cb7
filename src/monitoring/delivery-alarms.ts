import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmPolicy } from './alarm-policy';
import { AlarmSeverity } from './alarm-severity';
import { sumOf } from './metric-sum';
import { Thresholds } from './thresholds';
import * as embeddedMetrics from '../metrics/embedded-metrics';
import * as firehoseMetrics from '../metrics/firehose-metrics';
import * as lambdaMetrics from '../metrics/lambda-metrics';

const FIVE_MINUTES = Duration.minutes(5);

/** What a delivery stream does that can fail, besides delivering. */
export interface DeliverySteps {
  readonly convertsFormat: boolean;
  readonly partitionsByKey: boolean;
}

export function deliveryAlarms(
  delivery: firehose.IDeliveryStream, { convertsFormat, partitionsByKey }: DeliverySteps, thresholds: Thresholds,
): AlarmPolicy[] {
  return [
    stale(delivery, thresholds.deliveryFreshness),
    refused(delivery),
    ...(convertsFormat ? [unconverted(delivery, thresholds.conversionFailures)] : []),
    ...(partitionsByKey ? [tooManyPartitions(delivery)] : []),
  ];
}

export function transformAlarms(transform: lambda.IFunction, thresholds: Thresholds): AlarmPolicy[] {
  return [{
    id: 'TransformFailures',
    severity: AlarmSeverity.WARNING,
    description: 'Records fail the transform: the schema rejects them, or the function fails or times out. They are in the error prefix of the '
      + 'curated bucket, and why is in the function\'s log. Repair the producer or the schema, and put them again.',
    metric: sumOf([embeddedMetrics.processingFailedRecords(transform), lambdaMetrics.errors(transform)], 'Transform failures', FIVE_MINUTES),
    comparison: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: thresholds.transformFailures,
    // a metric printed to a log can come late, so the last period alone would miss it
    breaching: 1,
    of: 3,
    // no invocation: nothing fails
    missingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  }];
}

function stale(delivery: firehose.IDeliveryStream, threshold: Duration): AlarmPolicy {
  return {
    id: 'DeliveryStale',
    severity: AlarmSeverity.CRITICAL,
    description: 'Records wait in the delivery stream longer than it buffers. Look into its error log: a missing permission on bucket, key or '
      + 'table stops it. Records that are still undelivered when the data stream\'s retention period ends are lost.',
    metric: firehoseMetrics.deliveryToS3DataFreshness(delivery, { period: FIVE_MINUTES }),
    comparison: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: threshold.toSeconds(),
    breaching: 3,
    of: 3,
    // nothing to deliver: nothing is late
    missingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  };
}

/** Three periods, because Firehose retries and a small drop is no loss. */
function refused(delivery: firehose.IDeliveryStream): AlarmPolicy {
  return {
    id: 'DeliveryRefused',
    severity: AlarmSeverity.CRITICAL,
    description: 'S3 keeps refusing what the delivery stream writes. Look into its error log: bucket policy, key policy, or the bucket is gone. '
      + 'Firehose retries until the data stream\'s retention period ends; then the records are lost.',
    metric: firehoseMetrics.deliveryToS3Success(delivery, { period: FIVE_MINUTES }),
    comparison: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: 1,
    breaching: 3,
    of: 3,
    // nothing to deliver: nothing is refused
    missingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  };
}

function unconverted(delivery: firehose.IDeliveryStream, threshold: number): AlarmPolicy {
  return {
    id: 'ConversionFailures',
    severity: AlarmSeverity.WARNING,
    description: 'Records cannot be converted to the columnar format. They are in the error prefix of the curated bucket, under '
      + 'format-conversion-failed. Compare them with the columns of the curated table.',
    metric: firehoseMetrics.failedConversionRecords(delivery, { period: FIVE_MINUTES }),
    comparison: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold,
    breaching: 1,
    of: 1,
    // nothing to convert: nothing fails
    missingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  };
}

/** The metric is the verdict of the service, 1 or 0, so that the alarm knows of a quota that was raised. */
function tooManyPartitions(delivery: firehose.IDeliveryStream): AlarmPolicy {
  return {
    id: 'PartitionsExceeded',
    severity: AlarmSeverity.WARNING,
    description: 'More partitions are open at a time than the quota of Firehose allows, 500 unless it was raised. Records of the others are in the '
      + 'error prefix of the curated bucket. Choose coarser partitions or fields with fewer values, or have the quota raised, and put them again.',
    metric: firehoseMetrics.partitionCountExceeded(delivery, { period: FIVE_MINUTES }),
    comparison: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    breaching: 1,
    of: 1,
    // nothing to deliver: no partition is open
    missingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  };
}
