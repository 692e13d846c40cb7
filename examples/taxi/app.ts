import { App, Stack } from 'aws-cdk-lib';
import { StreamingAnalyticsPipeline, Workbench } from 'streaming-analytics-pipeline';
import { boroughHours, taxiTrips } from './schema';

const app = new App();
const stack = new Stack(app, 'TaxiTrips', {
  description: 'Taxi trips of New York: ingested, delivered as Parquet, analysed by the hour and searchable',
});

new StreamingAnalyticsPipeline(stack, 'Pipeline', {
  schema: taxiTrips,
  insights: { schema: boroughHours },
  studio: { enabled: true },
  search: { enabled: true },
  monitoring: { enabled: true },
  workbench: Workbench.cloud9(),
});
