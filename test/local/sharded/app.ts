import { App, Stack } from 'aws-cdk-lib';
import { studioNotes } from '../../../examples/taxi/notes';
import { boroughHours, taxiTrips } from '../../../examples/taxi/schema';
import { CapacityMode, StreamingAnalyticsPipeline } from 'streaming-analytics-pipeline';

const REPLAY_SPEED = 86_400;

/** The taxi pipeline as its Studio needs it, with as many shards as SHARDS says. */
const { ingestion, insights, studio } = new StreamingAnalyticsPipeline(new Stack(new App(), 'Sharded'), 'Pipeline', {
  schema: taxiTrips,
  ingestion: { capacityMode: CapacityMode.provisioned(Number(process.env.SHARDS ?? 1)) },
  insights: { schema: boroughHours },
  monitoring: { enabled: false },
});
if (insights) studioNotes(ingestion.stream, insights.stream, REPLAY_SPEED).forEach((note) => studio?.addNote(note));
