import { Annotations, App, Stack } from 'aws-cdk-lib';
import { StreamingAnalyticsPipeline, Workbench } from 'streaming-analytics-pipeline';
import { studioNotes } from './notes';
import { boroughHours, taxiTrips } from './schema';

const app = new App();
const stack = new Stack(app, 'TaxiTrips', {
  description: 'Taxi trips of New York: ingested, delivered as Parquet, analysed by the hour and searchable',
});

// who may open Cloud9: npx cdk deploy -c owner=arn:aws:iam::111122223333:user/me
const owner: string | undefined = app.node.tryGetContext('owner');

// delivery, catalog, studio, search, storage and monitoring are part of every pipeline unless they are switched off
const pipeline = new StreamingAnalyticsPipeline(stack, 'Pipeline', {
  schema: taxiTrips,
  insights: { schema: boroughHours },
  workbench: owner === undefined ? Workbench.sessionManager() : Workbench.cloud9({ ownerArn: owner }),
});

// how many times faster than they happened trips come: npx cdk deploy -c replaySpeed=3600
const replaySpeed = Number(app.node.tryGetContext('replaySpeed') ?? 1);

const { ingestion, insights, studio } = pipeline;
if (insights) {
  studioNotes(ingestion.stream, insights.stream, replaySpeed).forEach((note) => studio?.addNote(note));
}
Annotations.of(pipeline).acknowledgeWarning('streaming-analytics-pipeline:smallRecords',
  'load.ts puts trips with the KinesisProducer, which aggregates them into records of many trips');
