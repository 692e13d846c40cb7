import { App, Stack } from 'aws-cdk-lib';
import { StreamingAnalyticsPipeline, Workbench } from 'streaming-analytics-pipeline';
import { boroughHours, taxiTrips } from './schema';

const app = new App();
const stack = new Stack(app, 'TaxiTrips', {
  description: 'Taxi trips of New York: ingested, delivered as Parquet, analysed by the hour and searchable',
});

// delivery, catalog, studio, search, storage and monitoring are part of every pipeline unless they are switched off
new StreamingAnalyticsPipeline(stack, 'Pipeline', {
  schema: taxiTrips,
  insights: { schema: boroughHours },
  workbench: Workbench.cloud9({ ownerArn: app.node.tryGetContext('owner') }),
});
