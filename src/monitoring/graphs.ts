import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { PipelineMonitoringProps } from './pipeline-monitoring-props';
import * as embeddedMetrics from '../metrics/embedded-metrics';
import * as eventSourceMetrics from '../metrics/event-source-metrics';
import * as firehoseMetrics from '../metrics/firehose-metrics';
import * as flinkMetrics from '../metrics/flink-metrics';
import * as kinesisMetrics from '../metrics/kinesis-metrics';
import * as lambdaMetrics from '../metrics/lambda-metrics';
import * as opensearchMetrics from '../metrics/opensearch-metrics';

type Graphs = cloudwatch.GraphWidgetProps[];

export function ingestGraphs({ streams = [] }: PipelineMonitoringProps): Graphs {
  if (streams.length === 0) {
    return [];
  }
  return [
    { title: 'Ingest: records', left: streams.map(({ name, stream }) => kinesisMetrics.incomingRecords(stream, { label: name })) },
    {
      title: 'Ingest: throttled records',
      left: streams.map(({ name, stream }) => kinesisMetrics.writeProvisionedThroughputExceeded(stream, { label: name })),
    },
    {
      title: 'Ingest: readers behind (ms)',
      left: streams.map(({ name, stream }) => kinesisMetrics.getRecordsIteratorAgeMilliseconds(stream, { label: name })),
    },
  ];
}

export function deliverGraphs({ deliveryStream, transformFunction, deliveryConvertsFormat = true }: PipelineMonitoringProps): Graphs {
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
  return [...delivery, ...transform];
}

export function analyseGraphs({ studioApplicationName }: PipelineMonitoringProps): Graphs {
  if (!studioApplicationName) {
    return [];
  }
  return [
    { title: 'Analyse: KPUs billed', left: [flinkMetrics.kpus(studioApplicationName, { label: 'KPUs' })] },
    {
      title: 'Analyse: records a second',
      left: [
        flinkMetrics.numRecordsInPerSecond(studioApplicationName, { label: 'In' }),
        flinkMetrics.numRecordsOutPerSecond(studioApplicationName, { label: 'Out' }),
      ],
    },
    {
      title: 'Analyse: load (%)',
      left: [
        flinkMetrics.cpuUtilization(studioApplicationName, { label: 'CPU' }),
        flinkMetrics.heapMemoryUtilization(studioApplicationName, { label: 'Heap' }),
      ],
    },
  ];
}

export function indexerGraphs({ indexerFunction, indexerEventSources = [] }: PipelineMonitoringProps): Graphs {
  if (!indexerFunction) {
    return [];
  }
  return [
    {
      title: 'Search: indexer runs, p99 (ms)',
      left: [
        lambdaMetrics.invocations(indexerFunction, { label: 'Invocations' }),
        lambdaMetrics.errors(indexerFunction, { label: 'Errors' }),
      ],
      right: [lambdaMetrics.duration(indexerFunction, { label: 'Duration' })],
    },
    { title: 'Search: indexer behind (ms)', left: [lambdaMetrics.iteratorAge(indexerFunction, { label: 'Iterator age' })] },
    {
      title: 'Search: dead letters',
      left: [
        embeddedMetrics.deadLetters(indexerFunction, { label: 'Written' }),
        ...indexerEventSources.flatMap((mapping, index) => [
          eventSourceMetrics.onFailureDestinationDeliveredEventCount(mapping, { label: `Given up, source ${index + 1}` }),
          eventSourceMetrics.droppedEventCount(mapping, { label: `Lost, source ${index + 1}` }),
        ]),
      ],
    },
  ];
}

export function domainGraphs({ domain }: PipelineMonitoringProps): Graphs {
  if (!domain) {
    return [];
  }
  return [
    {
      title: 'Search: cluster trouble (1 = yes)',
      left: [
        opensearchMetrics.clusterStatusRed(domain, { label: 'Red' }),
        opensearchMetrics.clusterIndexWritesBlocked(domain, { label: 'Writes blocked' }),
      ],
    },
    { title: 'Search: free storage (MiB)', left: [opensearchMetrics.freeStorageSpace(domain, { label: 'Fullest node' })] },
    {
      title: 'Search: load (%)',
      left: [
        opensearchMetrics.cpuUtilization(domain, { label: 'CPU' }),
        opensearchMetrics.jvmMemoryPressure(domain, { label: 'Heap' }),
      ],
    },
    { title: 'Search: documents', left: [opensearchMetrics.searchableDocuments(domain, { label: 'Documents' })] },
  ];
}
