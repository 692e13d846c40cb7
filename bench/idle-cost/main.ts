import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { monthlyIdleCost } from './monthly-cost';
import { Field, RecordSchema, StreamingAnalyticsPipeline } from '../../src';

/** Prints what a pipeline with nothing but a schema costs a month while no record comes, by the prices of us-east-1 in `prices.ts`. */
const stack = new Stack(new App(), 'IdleCost');
new StreamingAnalyticsPipeline(stack, 'Pipeline', { schema: new RecordSchema({ name: 'readings', fields: [Field.ofString('sensor_id')] }) });
const costs = Object.entries(monthlyIdleCost(Template.fromStack(stack)));
for (const [type, cost] of costs) {
  console.log(`${cost.toFixed(2).padStart(8)} USD  ${type}`);
}
console.log(`${costs.reduce((sum, [, cost]) => sum + cost, 0).toFixed(2).padStart(8)} USD a month`);
