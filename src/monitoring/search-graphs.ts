import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import { PipelineMonitoringProps } from './pipeline-monitoring-props';
import * as embeddedMetrics from '../metrics/embedded-metrics';
import * as eventSourceMetrics from '../metrics/event-source-metrics';
import * as firehoseMetrics from '../metrics/firehose-metrics';
import * as lambdaMetrics from '../metrics/lambda-metrics';
import * as opensearchMetrics from '../metrics/opensearch-metrics';

type Graphs = cloudwatch.GraphWidgetProps[];

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

export function searchDeliveryGraphs({ searchDeliveryStreams = [] }: PipelineMonitoringProps): Graphs {
  if (searchDeliveryStreams.length === 0) {
    return [];
  }
  const each = (metric: (delivery: firehose.IDeliveryStream, options: cloudwatch.MetricOptions) => cloudwatch.Metric, label: string) =>
    searchDeliveryStreams.map((delivery, index) => metric(delivery, { label: `${label}, stream ${index + 1}` }));
  return [
    {
      title: 'Search: records delivered',
      left: [...each(firehoseMetrics.dataReadFromKinesisStreamRecords, 'Read'), ...each(firehoseMetrics.deliveryToOpenSearchRecords, 'Indexed')],
    },
    {
      title: 'Search: oldest record (s), success',
      left: each(firehoseMetrics.deliveryToOpenSearchDataFreshness, 'Oldest record'),
      right: each(firehoseMetrics.deliveryToOpenSearchSuccess, 'Success'),
    },
    {
      title: 'Search: delivery refused (1 = yes)',
      left: [...each(firehoseMetrics.deliveryToOpenSearchAuthFailure, 'Not let in'), ...each(firehoseMetrics.deliveryToOpenSearchRejected, 'Rejected')],
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
