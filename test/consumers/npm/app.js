const { App, Stack } = require('aws-cdk-lib');
const { Field, RecordSchema, StreamingAnalyticsPipeline } = require('streaming-analytics-pipeline');

const stack = new Stack(new App(), 'Consumer');
const schema = new RecordSchema({
  name: 'readings',
  fields: [
    Field.ofString('sensor_id', { required: true }),
    Field.ofTimestamp('measured_at', { required: true }),
    Field.ofDouble('temperature'),
  ],
  eventTime: 'measured_at',
  partitionKey: 'sensor_id',
});
new StreamingAnalyticsPipeline(stack, 'P', { schema });
stack.node.root.synth();
