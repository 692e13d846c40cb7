import { join } from 'node:path';
import { Annotations, App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { SearchDashboard, StreamingAnalyticsPipeline, Workbench } from 'streaming-analytics-pipeline';
import { studioNotes } from './notes';
import { boroughHours, taxiTrips } from './schema';

const app = new App();
const stack = new Stack(app, 'TaxiTrips', {
  description: 'Taxi trips of New York: ingested, delivered as Parquet, analysed by the hour and searchable',
});

// who may open Cloud9: npx cdk deploy -c owner=arn:aws:iam::111122223333:user/me
const owner: string | undefined = app.node.tryGetContext('owner');

// whether load.ts --compressed may put trips: npx cdk deploy -c compressed=true; a Studio could not read them
const compressedRecords = String(app.node.tryGetContext('compressed')) === 'true';

// whether its deletion leaves nothing, not even data: npx cdk deploy -c destroy=true
const removalPolicy = String(app.node.tryGetContext('destroy')) === 'true' ? RemovalPolicy.DESTROY : undefined;

// by how much trips of different shards may differ, in the trips' own time: longer for a replay at many times their speed
const watermarkDelay = Duration.minutes(Number(app.node.tryGetContext('watermarkMinutes') ?? 5));

// delivery, catalog, studio, search, storage and monitoring are part of every pipeline unless they are switched off
const pipeline = new StreamingAnalyticsPipeline(stack, 'Pipeline', {
  schema: taxiTrips,
  removalPolicy,
  ingestion: { compressedRecords },
  insights: { schema: boroughHours },
  search: { dashboards: [SearchDashboard.fromFile(join(__dirname, 'dashboard.ndjson'))] },
  studio: { enabled: !compressedRecords },
  workbench: owner === undefined ? Workbench.sessionManager() : Workbench.cloud9({ ownerArn: owner }),
});

const { ingestion, insights, studio } = pipeline;
if (insights) {
  studioNotes(ingestion.stream, insights.stream, watermarkDelay).forEach((note) => studio?.addNote(note));
}
Annotations.of(pipeline).acknowledgeWarning('streaming-analytics-pipeline:smallRecords',
  'load.ts puts trips with the KinesisProducer, which aggregates them into records of many trips');
