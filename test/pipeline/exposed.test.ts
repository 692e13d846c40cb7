import { App, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as logs from 'aws-cdk-lib/aws-logs';
import { averages, readings } from './variants';
import {
  AnalyticsStudio, CapacityMode, Cloud9Image, DeliveryFormat, SearchDomain, SearchEngineVersion, StreamIngestion,
  StreamingAnalyticsPipeline, StudioRuntime,
} from '../../src';

function newStack(): Stack {
  return new Stack(new App(), 'Stack');
}

describe('a Studio', () => {
  const stack = newStack();
  const studio = new AnalyticsStudio(stack, 'Studio', { databaseName: 'readings' });
  const reader = new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });
  studio.lifecycleFunction.grantInvoke(reader);
  studio.logGroup.grantRead(reader);
  kinesis.Stream.fromStreamArn(stack, 'Other', 'arn:aws:kinesis:us-east-1:123456789012:stream/other').grantRead(studio);
  const template = Template.fromStack(stack);
  const resolved = (value: unknown) => stack.resolve(value);

  test('exposes its application', () => {
    expect(resolved(studio.application.ref)).toEqual(resolved(studio.applicationName));
    expect(template.findResources('AWS::KinesisAnalyticsV2::Application')).toHaveProperty(resolved(studio.application.logicalId));
  });

  test('exposes the function that starts and stops it, and its log', () => {
    const statement = (action: string, construct: string) => Match.objectLike({
      Action: action === 'lambda:InvokeFunction' ? action : Match.arrayWith([action]),
      Resource: action === 'lambda:InvokeFunction' ? Match.anyValue() : { 'Fn::GetAtt': [Match.stringLikeRegexp(construct), 'Arn'] },
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: Match.stringLikeRegexp('^Reader') }],
      PolicyDocument: { Statement: Match.arrayWith([statement('lambda:InvokeFunction', ''), statement('logs:FilterLogEvents', '^StudioLogs')]) },
    });
  });

  test('takes grants as its role does', () => {
    expect(studio.grantPrincipal).toBe(studio.role);
    template.hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: Match.stringLikeRegexp('^StudioRole') }],
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Resource: 'arn:aws:kinesis:us-east-1:123456789012:stream/other' })]) },
    });
  });
});

describe('a stream', () => {
  test('exposes its consumers in the order given', () => {
    const stack = newStack();
    const { consumers } = new StreamIngestion(stack, 'Ingestion', { fanOutConsumers: ['first', 'second'] });
    const defined = Template.fromStack(stack).findResources('AWS::Kinesis::StreamConsumer');
    expect(consumers.map(({ streamConsumerName }) => defined[stack.resolve(streamConsumerName)['Fn::GetAtt'][0]].Properties.ConsumerName)).toEqual(['first', 'second']);
  });

  test('has any metric of the service by its name', () => {
    const ingestion = new StreamIngestion(newStack(), 'Ingestion');
    expect(ingestion.metric('PutRecords.Latency').toMetricConfig().metricStat).toMatchObject({
      namespace: 'AWS/Kinesis', metricName: 'PutRecords.Latency', dimensions: [{ name: 'StreamName', value: ingestion.stream.streamName }],
    });
  });

  test.each([[RemovalPolicy.DESTROY, 'Delete'], [undefined, 'RetainExceptOnCreate']])('goes with its stack as told: %s', (removalPolicy, DeletionPolicy) => {
    const stack = newStack();
    new StreamIngestion(stack, 'Ingestion', { removalPolicy });
    Template.fromStack(stack).hasResource('AWS::Kinesis::Stream', { DeletionPolicy });
  });
});

describe('what is chosen says what it is', () => {
  test('a capacity mode', () => {
    const { streamMode, shards, warmThroughput } = CapacityMode.provisioned(3);
    expect([streamMode, shards, warmThroughput]).toEqual([kinesis.StreamMode.PROVISIONED, 3, undefined]);
    const onDemand = CapacityMode.onDemand({ warmThroughput: Size.mebibytes(100) });
    expect([onDemand.streamMode, onDemand.shards, onDemand.warmThroughput?.toMebibytes()]).toEqual([kinesis.StreamMode.ON_DEMAND, undefined, 100]);
  });

  test('an image, a runtime and a format', () => {
    expect([Cloud9Image.AMAZON_LINUX_2023.imageId, StudioRuntime.ZEPPELIN_FLINK_3_0.runtimeEnvironment]).toEqual(['amazonlinux-2023-x86_64', 'ZEPPELIN-FLINK-3_0']);
    expect([DeliveryFormat.parquet().name, DeliveryFormat.json().name]).toEqual(['parquet', 'json']);
  });

  test.each([
    [SearchEngineVersion.OPENSEARCH_2_19, '2.19'], [SearchEngineVersion.OPENSEARCH_3_1, '3.1'],
    [SearchEngineVersion.OPENSEARCH_3_3, '3.3'], [SearchEngineVersion.OPENSEARCH_3_5, '3.5'],
  ])('an engine: %#', (engineVersion, version) => {
    const stack = newStack();
    new SearchDomain(stack, 'Search', { engineVersion });
    Template.fromStack(stack).hasResourceProperties('AWS::OpenSearchService::Domain', { EngineVersion: `OpenSearch_${version}` });
  });
});

describe('a pipeline', () => {
  const stack = newStack();
  const { catalog } = new StreamingAnalyticsPipeline(stack, 'Pipeline', {
    schema: readings, insights: { schema: averages }, logRetention: logs.RetentionDays.THREE_DAYS, removalPolicy: RemovalPolicy.DESTROY,
  });
  const template = Template.fromStack(stack);

  test('exposes the tables of its notebook', () => {
    const tables = template.findResources('AWS::Glue::Table');
    for (const table of [catalog?.sourceTable, catalog?.targetTable, catalog?.curatedTable.resource]) {
      expect(tables).toHaveProperty(stack.resolve(table?.logicalId));
    }
  });

  test('keeps every log as long as told', () => {
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 3 });
  });

  test('takes its data along when told', () => {
    for (const type of ['AWS::Kinesis::Stream', 'AWS::OpenSearchService::Domain']) {
      expect(Object.values(template.findResources(type)).map(({ DeletionPolicy }) => DeletionPolicy)).not.toContain('Retain');
    }
  });
});
