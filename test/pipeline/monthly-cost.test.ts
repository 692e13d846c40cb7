import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { averages, readings, stackOf } from './variants';
import { monthlyIdleCost } from '../../bench/idle-cost/monthly-cost';
import { CapacityMode, StreamIngestion, StreamingAnalyticsPipeline } from '../../src';

function sum(costs: { [type: string]: number }): number {
  return Object.values(costs).reduce((total, cost) => total + cost, 0);
}

describe('a month without a record, in us-east-1,', () => {
  test('costs at most 75 USD with a schema alone', () => {
    const costs = monthlyIdleCost(Template.fromStack(stackOf('default')));
    expect(Object.keys(costs).sort()).toEqual([
      'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::Dashboard', 'AWS::KMS::Key', 'AWS::Kinesis::Stream', 'AWS::OpenSearchService::Domain',
    ]);
    expect(sum(costs)).toBeLessThanOrEqual(75);
  });

  test('costs one shard more with insights', () => {
    const stack = new Stack(new App(), 'Stack');
    new StreamingAnalyticsPipeline(stack, 'Pipeline', { schema: readings, insights: { schema: averages } });
    const stream = 'AWS::Kinesis::Stream';
    const without = monthlyIdleCost(Template.fromStack(stackOf('default')));
    expect(monthlyIdleCost(Template.fromStack(stack))[stream] - without[stream]).toBeCloseTo(10.95);
  });

  test('counts the shards of a provisioned stream', () => {
    const stack = new Stack(new App(), 'Stack');
    new StreamIngestion(stack, 'Ingestion', { capacityMode: CapacityMode.provisioned(4) });
    expect(monthlyIdleCost(Template.fromStack(stack))).toEqual({ 'AWS::Kinesis::Stream': expect.closeTo(43.8) });
  });
});
