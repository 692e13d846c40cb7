import { App, Duration, Stack } from 'aws-cdk-lib';
import { studioNotes } from '../../../examples/taxi/notes';
import { boroughHours, taxiTrips } from '../../../examples/taxi/schema';
import { CapacityMode, StreamingAnalyticsPipeline } from 'streaming-analytics-pipeline';

/** Ten seconds of a replay at a day each second. */
const WATERMARK_DELAY = Duration.days(10);

/** The taxi pipeline as its Studio needs it, with as many shards as SHARDS says. */
const { ingestion, insights, studio } = new StreamingAnalyticsPipeline(new Stack(new App(), 'Sharded'), 'Pipeline', {
  schema: taxiTrips,
  ingestion: { capacityMode: CapacityMode.provisioned(Number(process.env.SHARDS ?? 1)) },
  insights: { schema: boroughHours },
  monitoring: { enabled: false },
});
if (insights) studioNotes(ingestion.stream, insights.stream, WATERMARK_DELAY).forEach((note) => studio?.addNote(note));
