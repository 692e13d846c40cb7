import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { PipelineMonitoringProps } from './pipeline-monitoring-props';
import * as flinkMetrics from '../metrics/flink-metrics';
import * as kinesisMetrics from '../metrics/kinesis-metrics';

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
