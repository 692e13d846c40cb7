import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import { definedPipeline } from './defined-pipeline';
import { accountStack, metricsOf, renderedAlarms, wholePipeline } from './whole-pipeline';
import { PipelineMonitoring, PipelineMonitoringProps } from '../../src';

describe('PipelineMonitoring', () => {
  test('sends raised and ended alarms to the topic, each of them', () => {
    const stack = accountStack();
    const alarmTopic = sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-west-1:123456789012:alarms');
    new PipelineMonitoring(stack, 'Monitoring', { ...wholePipeline(stack), alarmTopic });
    const alarms = Object.values(renderedAlarms(stack));
    expect(alarms).toHaveLength(15);
    for (const alarm of alarms) {
      expect(alarm.AlarmActions).toEqual([alarmTopic.topicArn]);
      expect(alarm.OKActions).toEqual([alarmTopic.topicArn]);
    }
  });

  test('sends nothing without a topic', () => {
    const stack = accountStack();
    new PipelineMonitoring(stack, 'Monitoring', wholePipeline(stack));
    for (const alarm of Object.values(renderedAlarms(stack))) {
      expect([alarm.AlarmActions, alarm.OKActions]).toEqual([undefined, undefined]);
    }
  });

  test('defines 16 resources for a whole pipeline: 15 alarms and a dashboard', () => {
    const stack = accountStack();
    new PipelineMonitoring(stack, 'Monitoring', wholePipeline(stack));
    expect(Object.keys(Template.fromStack(stack).toJSON().Resources)).toHaveLength(16);
  });

  test.each<[string, (keyof PipelineMonitoringProps)[], string[], string]>([
    ['streams', ['streams'], ['WritesThrottled', 'TripsReadersBehind', 'InsightsReadersBehind', 'UnreadRecordsExpire'], 'Ingest:'],
    ['delivery stream', ['deliveryStream'], ['DeliveryStale', 'DeliveryRefused', 'ConversionFailures'], 'Deliver: records'],
    ['transform function', ['transformFunction'], ['TransformFailures'], 'Deliver: transform'],
    ['notebook', ['studioApplicationName'], ['StudioStillRunning'], 'Analyse:'],
    ['indexer', ['indexerFunction', 'indexerEventSources'], ['IndexerErrors', 'DeadLetters'], 'Search: indexer'],
    ['domain', ['domain', 'domainVolumeSize'],
      ['SearchClusterRed', 'SearchWritesBlocked', 'SearchStorageLow', 'SearchMemoryPressure'], 'Search: free storage'],
  ])('has neither alarm nor widget for a %s that is left out, and no other when it is alone', (_, properties, ids, title) => {
    const stack = accountStack();
    const whole = wholePipeline(stack);
    const left: Partial<PipelineMonitoringProps> = Object.fromEntries(properties.map((property) => [property, undefined]));
    const alone: Partial<PipelineMonitoringProps> = Object.fromEntries(properties.map((property) => [property, whole[property]]));
    const without = new PipelineMonitoring(stack, 'Without', { ...whole, ...left });
    const only = new PipelineMonitoring(stack, 'Only', alone);
    const withoutIds = without.alarms.map(({ node }) => node.id);
    expect(withoutIds.filter((id) => ids.includes(id))).toEqual([]);
    expect(withoutIds).toHaveLength(15 - ids.length);
    expect(only.alarms.map(({ node }) => node.id)).toEqual(ids);

    const [withoutBody, onlyBody] = ['Without', 'Only'].map((id) => {
      const [dashboard] = Object.entries(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'))
        .filter(([logicalId]) => logicalId.startsWith(id)).map(([, resource]) => resource);
      return JSON.stringify(dashboard.Properties.DashboardBody);
    });
    expect(withoutBody).not.toContain(title);
    expect(onlyBody).toContain(title);
  });

  test('has no alarm for a conversion that does not take place', () => {
    const stack = accountStack();
    const { alarms } = new PipelineMonitoring(stack, 'Monitoring', { ...wholePipeline(stack), deliveryConvertsFormat: false });
    expect(alarms.map(({ node }) => node.id)).not.toContain('ConversionFailures');
  });

  test('reads an indexer without event sources by its own metric alone', () => {
    const stack = accountStack();
    const { indexerFunction } = wholePipeline(stack);
    new PipelineMonitoring(stack, 'Monitoring', { indexerFunction });
    const read = Object.values(renderedAlarms(stack)).flatMap(metricsOf).map(({ metric, period }) => [metric, period]);
    expect(read).toEqual([['AWS/Lambda Errors', 300], ['StreamingAnalyticsPipeline DeadLetters', 300]]);
  });

  test('takes resources whose names are known only at deployment, in a stack of any account and region', () => {
    const stack = new Stack(new App(), 'Stack');
    new PipelineMonitoring(stack, 'Monitoring', definedPipeline(stack));
    const alarms = Object.values(renderedAlarms(stack));
    expect(alarms).toHaveLength(14);
    const dimensions = alarms.flatMap(metricsOf).flatMap((read) => Object.entries(read.dimensions));
    for (const [name, value] of dimensions) {
      expect([name, value]).toEqual([name, name === 'ClientId' ? { Ref: 'AWS::AccountId' } : { Ref: expect.any(String) }]);
    }
    expect(new Set(dimensions.map(([name]) => name))).toEqual(new Set([
      'StreamName', 'DeliveryStreamName', 'FunctionName', 'Application', 'EventSourceMappingUUID', 'DomainName', 'ClientId',
    ]));
  });

  test('takes counts that are known only at deployment', () => {
    const stack = accountStack();
    const count = new CfnParameter(stack, 'Count', { type: 'Number' });
    const percent = new CfnParameter(stack, 'Percent', { type: 'Number' });
    new PipelineMonitoring(stack, 'Monitoring', {
      ...wholePipeline(stack), deadLetters: count.valueAsNumber, searchMemoryPressurePercent: percent.valueAsNumber,
    });
    const thresholds = Object.values(renderedAlarms(stack)).map(({ Threshold }) => Threshold);
    expect(thresholds).toContainEqual({ Ref: 'Count' });
    expect(thresholds).toContainEqual({ Ref: 'Percent' });
  });

  test('fits twice into one stack', () => {
    const stack = accountStack();
    const props = wholePipeline(stack);
    new PipelineMonitoring(stack, 'First', props);
    new PipelineMonitoring(stack, 'Second', props);
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 30);
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Dashboard', 2);
  });

  test('names nothing, so that it fits twice into one account', () => {
    const stack = accountStack();
    new PipelineMonitoring(stack, 'Monitoring', wholePipeline(stack));
    const resources = Object.values<{ Properties: object }>(Template.fromStack(stack).toJSON().Resources);
    expect(resources.filter(({ Properties }) => 'AlarmName' in Properties || 'DashboardName' in Properties)).toEqual([]);
  });

  test.each(['default', 'fully optioned'])('has no finding of AWS Solutions, %s', (variant) => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const alarmTopic = variant === 'default' ? undefined : sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-west-1:123456789012:alarms');
    new PipelineMonitoring(stack, 'Monitoring', { ...wholePipeline(stack), alarmTopic });
    expect(new AwsSolutionsChecks(app).validateScope(stack).violations).toEqual([]);
  });
});
