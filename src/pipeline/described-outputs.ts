import type { PipelineOutput } from './pipeline-outputs';
import type { StreamingAnalyticsPipeline } from '../streaming-analytics-pipeline';

/** Everything a person needs next, in the order in which records pass. */
export function describeOutputs(pipeline: StreamingAnalyticsPipeline): PipelineOutput[] {
  const { catalog, delivery, indexer, ingestion, insights, search, searchFirehose, storage, studio, workbench } = pipeline;
  return [
    { name: 'DatasetBucketName', description: 'Bucket of the original data set', value: storage?.datasetBucket.bucketName },
    { name: 'StreamName', description: 'Stream that producers put records into', value: ingestion.stream.streamName },
    { name: 'InsightsStreamName', description: 'Stream of insights', value: insights?.stream.streamName },
    { name: 'DeliveryStreamName', description: 'Delivery stream to the curated bucket', value: delivery?.deliveryStreamName },
    { name: 'TransformFunctionArn', description: 'Function that validates and transforms records', value: delivery?.transformFunction?.functionArn },
    { name: 'CuratedBucketName', description: 'Bucket of curated data, errors and dead letters', value: storage?.curatedBucket.bucketName },
    { name: 'GlueDatabaseName', description: 'Glue database of the source, target and curated tables', value: catalog?.databaseName },
    { name: 'StudioApplicationName', description: 'Analytics Studio application', value: studio?.applicationName },
    { name: 'StudioUrl', description: 'Where the console opens the Studio', value: studio?.url },
    {
      name: 'StudioLifecycleFunctionArn',
      description: 'Function that starts and stops the Studio: invoke it with {"action": "start"}, "stop" or "status"',
      value: studio?.lifecycleFunction.functionArn,
    },
    { name: 'StudioNotes', description: 'Notes to import into the Studio: aws s3 cp --recursive <this> notes', value: studio?.notesUrl },
    { name: 'IndexerFunctionArn', description: 'Function that indexes records', value: indexer?.indexerFunction.functionArn },
    { name: 'SearchEndpoint', description: 'Host name of the search domain', value: search?.endpoint },
    { name: 'SearchIndex', description: 'Search index of the records', value: (indexer ?? searchFirehose)?.indexNames[0] },
    { name: 'DashboardsUrl', description: 'OpenSearch Dashboards', value: search?.dashboardsUrl },
    { name: 'WorkbenchUrl', description: 'Cloud9 environment', value: workbench?.url },
    { name: 'WorkbenchSamples', description: 'Samples of the workbench: aws s3 cp <this> samples.zip', value: workbench?.samplesUrl },
    { name: 'WorkbenchInstanceId', description: 'Workbench instance, for aws ssm start-session --target', value: workbench?.instanceId },
  ];
}
