import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Analysed } from './analytics';
import type { Monitored } from './metrics';
import type { Stored } from './storage';

/** What a person needs after a deployment. */
export function outputs(stack: Stack, whole: Stored & Analysed & Monitored, environmentId: string): void {
  const { trips, insights, dataset, curated, delivery, transform, databaseName, studioName, lifecycle, indexer, domain } = whole;
  const values: { [name: string]: string } = {
    DatasetBucketName: dataset.bucketName,
    StreamName: trips.streamName,
    InsightsStreamName: insights.streamName,
    DeliveryStreamName: delivery.ref,
    TransformFunctionArn: transform.functionArn,
    CuratedBucketName: curated.bucketName,
    GlueDatabaseName: databaseName,
    StudioApplicationName: studioName,
    StudioUrl: `https://${stack.region}.console.aws.amazon.com/flink/home?region=${stack.region}#/studio/${studioName}/details`,
    StudioLifecycleFunctionArn: lifecycle.functionArn,
    IndexerFunctionArn: indexer.functionArn,
    SearchEndpoint: domain.domainEndpoint,
    DashboardsUrl: `https://${domain.domainEndpoint}/_dashboards`,
    WorkbenchUrl: `https://${stack.region}.console.aws.amazon.com/cloud9/ide/${environmentId}`,
  };
  for (const [name, value] of Object.entries(values)) {
    new CfnOutput(stack, name, { value, description: `${name} of the pipeline` });
  }
}
