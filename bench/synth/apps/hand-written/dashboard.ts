import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Alarms } from './alarms';
import type { Metrics } from './metrics';

export function dashboard(stack: Stack, { critical, warnings }: Alarms, metrics: Metrics): void {
  const graph = ([title, left, right]: Graph) => new cloudwatch.GraphWidget({ title, left, right, width: 8, height: 5 });
  const board = new cloudwatch.Dashboard(stack, 'Dashboard');
  board.addWidgets(...[{ title: 'Critical alarms', alarms: critical }, { title: 'Warnings', alarms: warnings }]
    .map((status) => new cloudwatch.AlarmStatusWidget({ ...status, width: 12, height: 4 })));
  for (const row of [ingest(metrics), deliver(metrics), index(metrics), cluster(metrics), analyse(metrics)]) {
    board.addWidgets(...row.map(graph));
  }
}

/** A title, the metrics on the left axis, and those on the right one. */
type Graph = [string, cloudwatch.IMetric[], cloudwatch.IMetric[]?];
type Graphs = Graph[];

function ingest({ trips, insights }: Metrics): Graphs {
  const both = (name: string, statistic?: string) => [trips(name, 'Trips', statistic), insights(name, 'Insights', statistic)];
  return [
    ['Ingest: records', both('IncomingRecords', 'Sum')],
    ['Ingest: throttled records', both('WriteProvisionedThroughputExceeded', 'Sum')],
    ['Ingest: readers behind (ms)', both('GetRecords.IteratorAgeMilliseconds')],
  ];
}

function deliver({ delivery, transform, transformRecords }: Metrics): Graphs {
  return [
    ['Deliver: records', [
      delivery('DataReadFromKinesisStream.Records', 'Read', 'Sum'),
      delivery('DeliveryToS3.Records', 'In S3', 'Sum'),
      delivery('SucceedProcessing.Records', 'Transformed', 'Sum'),
      delivery('FailedConversion.Records', 'Not converted', 'Sum'),
    ]],
    ['Deliver: oldest record (s), success', [delivery('DeliveryToS3.DataFreshness', 'Oldest record')], [delivery('DeliveryToS3.Success', 'S3 success', 'Average')]],
    ['Deliver: transform failures, p99 (ms)', [transformRecords('ProcessingFailedRecords', 'Records failed', 'Sum'), transform('Errors', 'Errors', 'Sum')],
      [transform('Duration', 'Duration', 'p99')]],
  ];
}

function index({ indexer, indexerRecords, eventSources }: Metrics): Graphs {
  return [
    ['Search: indexer runs, p99 (ms)', [indexer('Invocations', 'Invocations', 'Sum'), indexer('Errors', 'Errors', 'Sum')], [indexer('Duration', 'Duration', 'p99')]],
    ['Search: indexer behind (ms)', [indexer('IteratorAge', 'Iterator age')]],
    ['Search: dead letters', [
      indexerRecords('DeadLetters', 'Written', 'Sum'),
      ...eventSources.flatMap((source, place) => [
        source('OnFailureDestinationDeliveredEventCount', `Given up, source ${place + 1}`, 'Sum'),
        source('DroppedEventCount', `Lost, source ${place + 1}`, 'Sum'),
      ]),
    ]],
  ];
}

function cluster({ domain }: Metrics): Graphs {
  return [
    ['Search: cluster trouble (1 = yes)', [domain('ClusterStatus.red', 'Red'), domain('ClusterIndexWritesBlocked', 'Writes blocked')]],
    ['Search: free storage (MiB)', [domain('FreeStorageSpace', 'Fullest node', 'Minimum')]],
    ['Search: load (%)', [domain('CPUUtilization', 'CPU'), domain('JVMMemoryPressure', 'JVM memory')]],
    ['Search: documents', [domain('SearchableDocuments', 'Documents')]],
  ];
}

function analyse({ studio }: Metrics): Graphs {
  return [
    ['Analyse: KPUs billed', [studio('KPUs', 'KPUs')]],
    ['Analyse: records a second', [studio('numRecordsInPerSecond', 'In', 'Average'), studio('numRecordsOutPerSecond', 'Out', 'Average')]],
    ['Analyse: load (%)', [studio('cpuUtilization', 'CPU', 'Average'), studio('heapMemoryUtilization', 'Heap', 'Average')]],
  ];
}
