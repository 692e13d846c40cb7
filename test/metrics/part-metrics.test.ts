import { App, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SearchDelivery, StreamingAnalyticsPipeline } from '../../src';
import * as embeddedMetrics from '../../src/metrics/embedded-metrics';
import * as eventSourceMetrics from '../../src/metrics/event-source-metrics';
import * as firehoseMetrics from '../../src/metrics/firehose-metrics';
import * as flinkMetrics from '../../src/metrics/flink-metrics';
import * as kinesisMetrics from '../../src/metrics/kinesis-metrics';
import * as lambdaMetrics from '../../src/metrics/lambda-metrics';
import * as opensearchMetrics from '../../src/metrics/opensearch-metrics';
import { readings } from '../pipeline/variants';

const stack = new Stack(new App(), 'Stack');
const { ingestion, delivery, studio, search, indexer } = new StreamingAnalyticsPipeline(stack, 'Pipeline', { schema: readings });
const { searchFirehose } = new StreamingAnalyticsPipeline(stack, 'Second', { schema: readings, search: { delivery: SearchDelivery.firehose() } });
if (!delivery || !studio || !search || !indexer || !searchFirehose) {
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
  ['ingestion.metricPutRecordSuccess', (o) => ingestion.metricPutRecordSuccess(o), (o) => kinesisMetrics.putRecordSuccess(stream, o)],
  ['ingestion.metricPutRecordsSuccess', (o) => ingestion.metricPutRecordsSuccess(o), (o) => kinesisMetrics.putRecordsSuccess(stream, o)],
  ['ingestion.metricPutRecordsThrottledRecords', (o) => ingestion.metricPutRecordsThrottledRecords(o),
    (o) => kinesisMetrics.putRecordsThrottledRecords(stream, o)],
  ['ingestion.metricPutRecordsFailedRecords', (o) => ingestion.metricPutRecordsFailedRecords(o),
    (o) => kinesisMetrics.putRecordsFailedRecords(stream, o)],
  ['ingestion.metricGetRecordsSuccess', (o) => ingestion.metricGetRecordsSuccess(o), (o) => kinesisMetrics.getRecordsSuccess(stream, o)],
  ['delivery.metricReadRecords', (o) => delivery.metricReadRecords(o), (o) => firehoseMetrics.dataReadFromKinesisStreamRecords(deliveryStream, o)],
  ['delivery.metricMillisBehindLatest', (o) => delivery.metricMillisBehindLatest(o),
    (o) => firehoseMetrics.kinesisMillisBehindLatest(deliveryStream, o)],
  ['delivery.metricThrottledGetRecords', (o) => delivery.metricThrottledGetRecords(o), (o) => firehoseMetrics.throttledGetRecords(deliveryStream, o)],
  ['delivery.metricDeliveredRecords', (o) => delivery.metricDeliveredRecords(o), (o) => firehoseMetrics.deliveryToS3Records(deliveryStream, o)],
  ['delivery.metricDeliveredBytes', (o) => delivery.metricDeliveredBytes(o), (o) => firehoseMetrics.deliveryToS3Bytes(deliveryStream, o)],
  ['delivery.metricConvertedRecords', (o) => delivery.metricConvertedRecords(o), (o) => firehoseMetrics.succeedConversionRecords(deliveryStream, o)],
  ['delivery.metricTransformDuration', (o) => delivery.metricTransformDuration(o),
    (o) => firehoseMetrics.executeProcessingDuration(deliveryStream, o)],
  ['searchFirehose.metricIndexedRecords', (o) => searchFirehose.metricIndexedRecords(0, o),
    (o) => firehoseMetrics.deliveryToOpenSearchRecords(searchFirehose.deliveryStreams[0], o)],
  ['searchFirehose.metricAuthFailure', (o) => searchFirehose.metricAuthFailure(0, o),
    (o) => firehoseMetrics.deliveryToOpenSearchAuthFailure(searchFirehose.deliveryStreams[0], o)],
  ['searchFirehose.metricDeliveryRejected', (o) => searchFirehose.metricDeliveryRejected(0, o),
    (o) => firehoseMetrics.deliveryToOpenSearchRejected(searchFirehose.deliveryStreams[0], o)],
  ['search.metricClusterStatusYellow', (o) => search.metricClusterStatusYellow(o), (o) => opensearchMetrics.clusterStatusYellow(domain, o)],
  ['search.metricNodes', (o) => search.metricNodes(o), (o) => opensearchMetrics.nodes(domain, o)],
  ['search.metricMasterCpuUtilization', (o) => search.metricMasterCpuUtilization(o), (o) => opensearchMetrics.masterCpuUtilization(domain, o)],
  ['search.metricMasterJvmMemoryPressure', (o) => search.metricMasterJvmMemoryPressure(o),
    (o) => opensearchMetrics.masterJvmMemoryPressure(domain, o)],
  ['search.metricAutomatedSnapshotFailure', (o) => search.metricAutomatedSnapshotFailure(o),
    (o) => opensearchMetrics.automatedSnapshotFailure(domain, o)],
  ['search.metricKmsKeyError', (o) => search.metricKmsKeyError(o), (o) => opensearchMetrics.kmsKeyError(domain, o)],
  ['search.metricKmsKeyInaccessible', (o) => search.metricKmsKeyInaccessible(o), (o) => opensearchMetrics.kmsKeyInaccessible(domain, o)],
  ['search.metricThreadpoolWriteRejected', (o) => search.metricThreadpoolWriteRejected(o),
    (o) => opensearchMetrics.threadpoolWriteRejected(domain, o)],
  ['search.metricIndexingLatency', (o) => search.metricIndexingLatency(o), (o) => opensearchMetrics.indexingLatency(domain, o)],
  ['search.metricSearchLatency', (o) => search.metricSearchLatency(o), (o) => opensearchMetrics.searchLatency(domain, o)],
  ['studio.metricCpuUtilization', (o) => studio.metricCpuUtilization(o), (o) => flinkMetrics.cpuUtilization(studio.applicationName, o)],
  ['studio.metricHeapMemoryUtilization', (o) => studio.metricHeapMemoryUtilization(o),
    (o) => flinkMetrics.heapMemoryUtilization(studio.applicationName, o)],
  ['studio.metricContainerMemoryUtilization', (o) => studio.metricContainerMemoryUtilization(o),
    (o) => flinkMetrics.containerMemoryUtilization(studio.applicationName, o)],
  ['studio.metricDowntime', (o) => studio.metricDowntime(o), (o) => flinkMetrics.downtime(studio.applicationName, o)],
  ['studio.metricFailedCheckpoints', (o) => studio.metricFailedCheckpoints(o),
    (o) => flinkMetrics.numberOfFailedCheckpoints(studio.applicationName, o)],
  ['studio.metricLastCheckpointDuration', (o) => studio.metricLastCheckpointDuration(o),
    (o) => flinkMetrics.lastCheckpointDuration(studio.applicationName, o)],
  ['studio.metricRecordsInPerSecond', (o) => studio.metricRecordsInPerSecond(o),
    (o) => flinkMetrics.numRecordsInPerSecond(studio.applicationName, o)],
  ['studio.metricRecordsOutPerSecond', (o) => studio.metricRecordsOutPerSecond(o),
    (o) => flinkMetrics.numRecordsOutPerSecond(studio.applicationName, o)],
  ['studio.metricOldGenerationGcTime', (o) => studio.metricOldGenerationGcTime(o),
    (o) => flinkMetrics.oldGenerationGcTime(studio.applicationName, o)],
  ['indexer.metricThrottles', (o) => indexer.metricThrottles(o), (o) => lambdaMetrics.throttles(indexerFunction, o)],
  ['indexer.metricDuration', (o) => indexer.metricDuration(o), (o) => lambdaMetrics.duration(indexerFunction, o)],
  ['indexer.metricDestinationDeliveryFailures', (o) => indexer.metricDestinationDeliveryFailures(o),
    (o) => lambdaMetrics.destinationDeliveryFailures(indexerFunction, o)],
  ['indexer.metricPolledEventCount', (o) => indexer.metricPolledEventCount(0, o),
    (o) => eventSourceMetrics.polledEventCount(indexer.eventSources[0], o)],
  ['indexer.metricFailedInvokeEventCount', (o) => indexer.metricFailedInvokeEventCount(0, o),
    (o) => eventSourceMetrics.failedInvokeEventCount(indexer.eventSources[0], o)],
  ['indexer.metricGivenUpEventCount', (o) => indexer.metricGivenUpEventCount(0, o),
    (o) => eventSourceMetrics.onFailureDestinationDeliveredEventCount(indexer.eventSources[0], o)],
  ['indexer.metricDroppedEventCount', (o) => indexer.metricDroppedEventCount(0, o),
    (o) => eventSourceMetrics.droppedEventCount(indexer.eventSources[0], o)],
])('%s is the metric that is defined once', (_, ofPart, defined) => {
  const rendered = (metric: cloudwatch.Metric): unknown => stack.resolve(metric.toMetricConfig());
  expect(rendered(ofPart({}))).toEqual(rendered(defined({})));
  expect(rendered(ofPart({ statistic: 'Minimum', label: 'Mine' }))).toEqual(rendered(defined({ statistic: 'Minimum', label: 'Mine' })));
});

test.each([1, -1])('an event source that is not there has no metric (%p)', (place) => {
  expect(() => indexer.metricDroppedEventCount(place))
    .toThrow(`SearchIndexer Stack/Pipeline/Indexer: place must be one of the 1 streams, counted from 0, got ${place}`);
});
