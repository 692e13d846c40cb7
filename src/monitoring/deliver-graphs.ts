import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { PipelineMonitoringProps } from './pipeline-monitoring-props';
import * as embeddedMetrics from '../metrics/embedded-metrics';
import * as firehoseMetrics from '../metrics/firehose-metrics';
import * as lambdaMetrics from '../metrics/lambda-metrics';

type Graphs = cloudwatch.GraphWidgetProps[];

export function deliverGraphs({
  deliveryStream, transformFunction, deliveryConvertsFormat = true, deliveryPartitionsByKey = false,
}: PipelineMonitoringProps): Graphs {
  const delivery = deliveryStream ? [
    {
      title: 'Deliver: records',
      left: [
        firehoseMetrics.dataReadFromKinesisStreamRecords(deliveryStream, { label: 'Read' }),
        firehoseMetrics.deliveryToS3Records(deliveryStream, { label: 'In S3' }),
        ...(transformFunction ? [firehoseMetrics.succeedProcessingRecords(deliveryStream, { label: 'Transformed' })] : []),
        ...(deliveryConvertsFormat ? [firehoseMetrics.failedConversionRecords(deliveryStream, { label: 'Not converted' })] : []),
      ],
    },
    {
      title: 'Deliver: oldest record (s), success',
      left: [firehoseMetrics.deliveryToS3DataFreshness(deliveryStream, { label: 'Oldest record' })],
      right: [firehoseMetrics.deliveryToS3Success(deliveryStream, { label: 'S3 success' })],
    },
  ] : [];
  const transform = transformFunction ? [
    {
      title: 'Deliver: transform failures, p99 (ms)',
      left: [
        embeddedMetrics.processingFailedRecords(transformFunction, { label: 'Records failed' }),
        lambdaMetrics.errors(transformFunction, { label: 'Errors' }),
      ],
      right: [lambdaMetrics.duration(transformFunction, { label: 'Duration' })],
    },
  ] : [];
  const partitions = deliveryStream && deliveryPartitionsByKey ? [
    {
      title: 'Deliver: open partitions, too many (1 = yes)',
      left: [firehoseMetrics.partitionCount(deliveryStream, { label: 'Open' })],
      right: [firehoseMetrics.partitionCountExceeded(deliveryStream, { label: 'Too many' })],
    },
  ] : [];
  return [...delivery, ...transform, ...partitions];
}
