import { App, Stack } from 'aws-cdk-lib';
import { taxiTrips } from '../../../examples/taxi/schema';
import { Field, RecordPartitioning, RecordSchema, StreamingAnalyticsPipeline } from 'streaming-analytics-pipeline';

const color = Field.ofString('color', { required: true, allowedValues: ['yellow', 'green'] });

/** The taxi pipeline with partitions that transform names, and with what came kept as it came. */
new StreamingAnalyticsPipeline(new Stack(new App(), 'Partitioned'), 'Pipeline', {
  schema: new RecordSchema({
    ...taxiTrips,
    fields: taxiTrips.fields.map((field) => field.name === 'color' ? color : field),
  }),
  delivery: { partitioning: RecordPartitioning.byEventTime({ fields: ['color'] }), rawRecordBackup: true },
  search: { enabled: false },
  studio: { enabled: false },
  monitoring: { enabled: false },
});
