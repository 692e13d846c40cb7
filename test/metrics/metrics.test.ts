import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as embeddedMetrics from '../../src/metrics/embedded-metrics';
import * as eventSourceMetrics from '../../src/metrics/event-source-metrics';
import * as firehoseMetrics from '../../src/metrics/firehose-metrics';
import * as flinkMetrics from '../../src/metrics/flink-metrics';
import * as kinesisMetrics from '../../src/metrics/kinesis-metrics';
import * as lambdaMetrics from '../../src/metrics/lambda-metrics';
import * as opensearchMetrics from '../../src/metrics/opensearch-metrics';

const stack = new Stack(undefined, 'Stack', { env: { account: '123456789012', region: 'eu-west-1' } });
const stream = kinesis.Stream.fromStreamArn(stack, 'Stream', 'arn:aws:kinesis:eu-west-1:123456789012:stream/trips');
const delivery = firehose.DeliveryStream.fromDeliveryStreamName(stack, 'Delivery', 'curated');
const handler = lambda.Function.fromFunctionAttributes(stack, 'Function', {
  functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:indexer', sameEnvironment: true,
});
const mapping = lambda.EventSourceMapping.fromEventSourceMappingId(stack, 'Mapping', 'a1b2c3d4');
const domain = opensearch.Domain.fromDomainAttributes(stack, 'Domain', {
  domainArn: 'arn:aws:es:eu-west-1:123456789012:domain/trips', domainEndpoint: 'https://search-trips-abc.eu-west-1.es.amazonaws.com',
});

type Definitions = { readonly [name: string]: (options?: cloudwatch.MetricOptions) => cloudwatch.Metric };
type Module<R> = { readonly [name: string]: (resource: R, options?: cloudwatch.MetricOptions) => cloudwatch.Metric };
type Expected = { readonly [name: string]: readonly [metricName: string, statistic: string] };

interface Service {
  readonly namespace: string;
  readonly dimensions: { readonly [name: string]: string };
  readonly definitions: Definitions;
  readonly expected: Expected;
}

/** Binds every function of a module to the resource it is asked about. */
function bound<R>(module: Module<R>, resource: R): Definitions {
  return Object.fromEntries(Object.entries(module).map(([name, define]) => [name, (options) => define(resource, options)]));
}

const services: { readonly [service: string]: Service } = {
  kinesis: {
    namespace: 'AWS/Kinesis',
    dimensions: { StreamName: 'trips' },
    definitions: bound(kinesisMetrics, stream),
    expected: {
      incomingRecords: ['IncomingRecords', 'Sum'],
      incomingBytes: ['IncomingBytes', 'Sum'],
      writeProvisionedThroughputExceeded: ['WriteProvisionedThroughputExceeded', 'Sum'],
      readProvisionedThroughputExceeded: ['ReadProvisionedThroughputExceeded', 'Sum'],
      getRecordsIteratorAgeMilliseconds: ['GetRecords.IteratorAgeMilliseconds', 'Maximum'],
      getRecordsSuccess: ['GetRecords.Success', 'Average'],
      putRecordSuccess: ['PutRecord.Success', 'Average'],
      putRecordsSuccess: ['PutRecords.Success', 'Average'],
      putRecordsThrottledRecords: ['PutRecords.ThrottledRecords', 'Sum'],
      putRecordsFailedRecords: ['PutRecords.FailedRecords', 'Sum'],
    },
  },
  firehose: {
    namespace: 'AWS/Firehose',
    dimensions: { DeliveryStreamName: 'curated' },
    definitions: bound(firehoseMetrics, delivery),
    expected: {
      dataReadFromKinesisStreamRecords: ['DataReadFromKinesisStream.Records', 'Sum'],
      kinesisMillisBehindLatest: ['KinesisMillisBehindLatest', 'Maximum'],
      throttledGetRecords: ['ThrottledGetRecords', 'Sum'],
      executeProcessingSuccess: ['ExecuteProcessing.Success', 'Average'],
      executeProcessingDuration: ['ExecuteProcessing.Duration', 'Maximum'],
      succeedProcessingRecords: ['SucceedProcessing.Records', 'Sum'],
      succeedConversionRecords: ['SucceedConversion.Records', 'Sum'],
      failedConversionRecords: ['FailedConversion.Records', 'Sum'],
      deliveryToS3Records: ['DeliveryToS3.Records', 'Sum'],
      deliveryToS3Bytes: ['DeliveryToS3.Bytes', 'Sum'],
      deliveryToS3DataFreshness: ['DeliveryToS3.DataFreshness', 'Maximum'],
      deliveryToS3Success: ['DeliveryToS3.Success', 'Average'],
      deliveryToOpenSearchDataFreshness: ['DeliveryToAmazonOpenSearchService.DataFreshness', 'Maximum'],
      deliveryToOpenSearchSuccess: ['DeliveryToAmazonOpenSearchService.Success', 'Average'],
      deliveryToOpenSearchRecords: ['DeliveryToAmazonOpenSearchService.Records', 'Sum'],
      deliveryToOpenSearchAuthFailure: ['DeliveryToAmazonOpenSearchService.AuthFailure', 'Maximum'],
      deliveryToOpenSearchRejected: ['DeliveryToAmazonOpenSearchService.DeliveryRejected', 'Maximum'],
      partitionCount: ['PartitionCount', 'Maximum'],
      partitionCountExceeded: ['PartitionCountExceeded', 'Maximum'],
    },
  },
  lambda: {
    namespace: 'AWS/Lambda',
    dimensions: { FunctionName: 'indexer' },
    definitions: bound(lambdaMetrics, handler),
    expected: {
      invocations: ['Invocations', 'Sum'],
      errors: ['Errors', 'Sum'],
      throttles: ['Throttles', 'Sum'],
      duration: ['Duration', 'p99'],
      iteratorAge: ['IteratorAge', 'Maximum'],
      destinationDeliveryFailures: ['DestinationDeliveryFailures', 'Sum'],
    },
  },
  eventSource: {
    namespace: 'AWS/Lambda',
    dimensions: { EventSourceMappingUUID: 'a1b2c3d4' },
    definitions: bound(eventSourceMetrics, mapping),
    expected: {
      polledEventCount: ['PolledEventCount', 'Sum'],
      failedInvokeEventCount: ['FailedInvokeEventCount', 'Sum'],
      droppedEventCount: ['DroppedEventCount', 'Sum'],
      onFailureDestinationDeliveredEventCount: ['OnFailureDestinationDeliveredEventCount', 'Sum'],
    },
  },
  embedded: {
    namespace: 'StreamingAnalyticsPipeline',
    dimensions: { FunctionName: 'indexer' },
    definitions: bound(embeddedMetrics, handler),
    expected: {
      processingFailedRecords: ['ProcessingFailedRecords', 'Sum'],
      deadLetters: ['DeadLetters', 'Sum'],
    },
  },
  opensearch: {
    namespace: 'AWS/ES',
    dimensions: { DomainName: 'trips', ClientId: '123456789012' },
    definitions: bound(opensearchMetrics, domain),
    expected: {
      clusterStatusRed: ['ClusterStatus.red', 'Maximum'],
      clusterStatusYellow: ['ClusterStatus.yellow', 'Maximum'],
      clusterIndexWritesBlocked: ['ClusterIndexWritesBlocked', 'Maximum'],
      nodes: ['Nodes', 'Minimum'],
      freeStorageSpace: ['FreeStorageSpace', 'Minimum'],
      cpuUtilization: ['CPUUtilization', 'Maximum'],
      jvmMemoryPressure: ['JVMMemoryPressure', 'Maximum'],
      masterCpuUtilization: ['MasterCPUUtilization', 'Maximum'],
      masterJvmMemoryPressure: ['MasterJVMMemoryPressure', 'Maximum'],
      automatedSnapshotFailure: ['AutomatedSnapshotFailure', 'Maximum'],
      kmsKeyError: ['KMSKeyError', 'Maximum'],
      kmsKeyInaccessible: ['KMSKeyInaccessible', 'Maximum'],
      threadpoolWriteRejected: ['ThreadpoolWriteRejected', 'Sum'],
      searchableDocuments: ['SearchableDocuments', 'Maximum'],
      indexingLatency: ['IndexingLatency', 'p99'],
      searchLatency: ['SearchLatency', 'p99'],
    },
  },
  flink: {
    namespace: 'AWS/KinesisAnalytics',
    dimensions: { Application: 'notebook' },
    definitions: bound(flinkMetrics, 'notebook'),
    expected: {
      kpus: ['KPUs', 'Maximum'],
      cpuUtilization: ['cpuUtilization', 'Maximum'],
      heapMemoryUtilization: ['heapMemoryUtilization', 'Maximum'],
      containerMemoryUtilization: ['containerMemoryUtilization', 'Maximum'],
      downtime: ['downtime', 'Maximum'],
      numberOfFailedCheckpoints: ['numberOfFailedCheckpoints', 'Maximum'],
      lastCheckpointDuration: ['lastCheckpointDuration', 'Maximum'],
      numRecordsInPerSecond: ['numRecordsInPerSecond', 'Average'],
      numRecordsOutPerSecond: ['numRecordsOutPerSecond', 'Average'],
      oldGenerationGcTime: ['oldGenerationGCTime', 'Maximum'],
      zeppelinServerUptime: ['zeppelinServerUptime', 'Maximum'],
      zeppelinHeapMemoryUtilization: ['zeppelinHeapMemoryUtilization', 'Maximum'],
    },
  },
};

describe.each(Object.entries(services))('metrics of %s', (_, { namespace, dimensions, definitions, expected }) => {
  test('are all expected below', () => {
    expect(Object.keys(definitions).sort()).toEqual(Object.keys(expected).sort());
  });

  test.each(Object.entries(expected))('%s has its namespace, name, dimensions and statistic', (name, [metricName, statistic]) => {
    const metric = definitions[name]();
    expect({ namespace: metric.namespace, metricName: metric.metricName, statistic: metric.statistic, dimensions: metric.dimensions })
      .toEqual({ namespace, metricName, statistic, dimensions });
  });

  test.each(Object.keys(expected))('%s takes options', (name) => {
    const metric = definitions[name]({ statistic: 'Minimum', label: 'Mine' });
    expect([metric.statistic, metric.label]).toEqual(['Minimum', 'Mine']);
  });
});

test('KPUs are read by the hour, as they are published', () => {
  expect(flinkMetrics.kpus('notebook').period.toHours()).toBe(1);
});
