import { App, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { StreamingAnalyticsPipeline } from '../../src';
import * as embeddedMetrics from '../../src/metrics/embedded-metrics';
import * as firehoseMetrics from '../../src/metrics/firehose-metrics';
import * as flinkMetrics from '../../src/metrics/flink-metrics';
import * as kinesisMetrics from '../../src/metrics/kinesis-metrics';
import * as lambdaMetrics from '../../src/metrics/lambda-metrics';
import * as opensearchMetrics from '../../src/metrics/opensearch-metrics';
import { readings } from '../pipeline/variants';

const stack = new Stack(new App(), 'Stack');
const { ingestion, delivery, studio, search, indexer } = new StreamingAnalyticsPipeline(stack, 'Pipeline', { schema: readings });
if (!delivery || !studio || !search || !indexer) {
  throw new Error('a default pipeline has all parts');
}
const { stream } = ingestion;
const { deliveryStream } = delivery;
const { domain } = search;
const { indexerFunction } = indexer;

type Options = cloudwatch.MetricOptions;

/** A metric has one definition: what a part offers is what alarms and dashboard read. */
test.each<[string, (options: Options) => cloudwatch.Metric, (options: Options) => cloudwatch.Metric]>([
  ['ingestion.metricIncomingRecords', (o) => ingestion.metricIncomingRecords(o), (o) => kinesisMetrics.incomingRecords(stream, o)],
  ['ingestion.metricIncomingBytes', (o) => ingestion.metricIncomingBytes(o), (o) => kinesisMetrics.incomingBytes(stream, o)],
  ['ingestion.metricWriteProvisionedThroughputExceeded', (o) => ingestion.metricWriteProvisionedThroughputExceeded(o),
    (o) => kinesisMetrics.writeProvisionedThroughputExceeded(stream, o)],
  ['ingestion.metricReadProvisionedThroughputExceeded', (o) => ingestion.metricReadProvisionedThroughputExceeded(o),
    (o) => kinesisMetrics.readProvisionedThroughputExceeded(stream, o)],
  ['ingestion.metricIteratorAge', (o) => ingestion.metricIteratorAge(o), (o) => kinesisMetrics.getRecordsIteratorAgeMilliseconds(stream, o)],
  ['delivery.metricDataFreshness', (o) => delivery.metricDataFreshness(o), (o) => firehoseMetrics.deliveryToS3DataFreshness(deliveryStream, o)],
  ['delivery.metricDeliverySuccess', (o) => delivery.metricDeliverySuccess(o), (o) => firehoseMetrics.deliveryToS3Success(deliveryStream, o)],
  ['delivery.metricFailedConversion', (o) => delivery.metricFailedConversion(o), (o) => firehoseMetrics.failedConversionRecords(deliveryStream, o)],
  ['delivery.metricTransformSuccess', (o) => delivery.metricTransformSuccess(o), (o) => firehoseMetrics.executeProcessingSuccess(deliveryStream, o)],
  ['delivery.metricTransformedRecords', (o) => delivery.metricTransformedRecords(o), (o) => firehoseMetrics.succeedProcessingRecords(deliveryStream, o)],
  ['studio.metricKpus', (o) => studio.metricKpus(o), (o) => flinkMetrics.kpus(studio.applicationName, o)],
  ['search.metricClusterStatusRed', (o) => search.metricClusterStatusRed(o), (o) => opensearchMetrics.clusterStatusRed(domain, o)],
  ['search.metricClusterIndexWritesBlocked', (o) => search.metricClusterIndexWritesBlocked(o),
    (o) => opensearchMetrics.clusterIndexWritesBlocked(domain, o)],
  ['search.metricFreeStorageSpace', (o) => search.metricFreeStorageSpace(o), (o) => opensearchMetrics.freeStorageSpace(domain, o)],
  ['search.metricJvmMemoryPressure', (o) => search.metricJvmMemoryPressure(o), (o) => opensearchMetrics.jvmMemoryPressure(domain, o)],
  ['search.metricCpuUtilization', (o) => search.metricCpuUtilization(o), (o) => opensearchMetrics.cpuUtilization(domain, o)],
  ['search.metricSearchableDocuments', (o) => search.metricSearchableDocuments(o), (o) => opensearchMetrics.searchableDocuments(domain, o)],
  ['indexer.metricIteratorAge', (o) => indexer.metricIteratorAge(o), (o) => lambdaMetrics.iteratorAge(indexerFunction, o)],
  ['indexer.metricErrors', (o) => indexer.metricErrors(o), (o) => lambdaMetrics.errors(indexerFunction, o)],
  ['indexer.metricDeadLetters', (o) => indexer.metricDeadLetters(o), (o) => embeddedMetrics.deadLetters(indexerFunction, o)],
])('%s is the metric that is defined once', (_, ofPart, defined) => {
  const rendered = (metric: cloudwatch.Metric): unknown => stack.resolve(metric.toMetricConfig());
  expect(rendered(ofPart({}))).toEqual(rendered(defined({})));
  expect(rendered(ofPart({ statistic: 'Minimum', label: 'Mine' }))).toEqual(rendered(defined({ statistic: 'Minimum', label: 'Mine' })));
});
