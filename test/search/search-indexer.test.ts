import { Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { configOf, EVENT_SOURCE, everythingOn, indexer, insights, newStack, statementsOf, streamIn, synthesize, trips, vpcIn, withStreams } from './indexers';
import { SearchIndexer } from '../../src';

function pathIn(path: string): object {
  return { 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching('^IndexerSearch'), 'Arn'] }, path]] };
}

describe('the event sources of a SearchIndexer', () => {
  test('read a stream from its oldest record, in bounded attempts, in halves, and keep what fails', () => {
    synthesize().hasResourceProperties(EVENT_SOURCE, {
      EventSourceArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/IndexerTrips',
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 1000,
      MaximumBatchingWindowInSeconds: 5,
      ParallelizationFactor: 1,
      MaximumRetryAttempts: 10,
      MaximumRecordAgeInSeconds: 86_400,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MetricsConfig: { Metrics: ['EventCount'] },
      DestinationConfig: { OnFailure: { Destination: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::curated']] } } },
    });
  });

  test('take their settings', () => {
    const stack = newStack();
    const queue = new sqs.Queue(stack, 'Queue');
    const rendered = synthesize({
      batchSize: 500,
      maxBatchingWindow: Duration.seconds(30),
      parallelizationFactor: 4,
      retry: { retryAttempts: 0, maxRecordAge: Duration.hours(1), bisectBatchOnError: false, onFailure: new sources.SqsDlq(queue) },
    }, stack);
    rendered.hasResourceProperties(EVENT_SOURCE, {
      BatchSize: 500,
      MaximumBatchingWindowInSeconds: 30,
      ParallelizationFactor: 4,
      MaximumRetryAttempts: 0,
      MaximumRecordAgeInSeconds: 3_600,
      BisectBatchOnFunctionError: false,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Queue'), 'Arn'] } } },
    });
    expect(JSON.stringify(statementsOf(rendered, 'Indexer'))).not.toContain('aws/lambda/');
  });

  test('wait for the index templates and for the right to write', () => {
    const rendered = Template.fromStack(everythingOn());
    const eventSources = Object.values(rendered.findResources(EVENT_SOURCE));
    expect(eventSources).toHaveLength(2);
    for (const { DependsOn } of eventSources) {
      expect(DependsOn).toEqual([expect.stringMatching(/^IndexerAccess/), expect.stringMatching(/^IndexerBootstrap/)]);
      expect(rendered.toJSON().Resources[DependsOn[1]].Type).toBe('Custom::SearchBootstrap');
    }
  });

  test('are one for each stream, also of streams with one schema', () => {
    const construct = withStreams((stack) => ['east', 'west', 'north'].map((name) => ({ stream: streamIn(stack, name), schema: trips })));
    expect(construct.eventSources.map(({ node }) => node.id)).toEqual(['EventSource-trips', 'EventSource-trips-2', 'EventSource-trips-3']);
    expect(construct.indexNames).toEqual(['trips', 'trips', 'trips']);
    expect(configOf(Stack.of(construct), 'IndexerFunction').schemas).toHaveLength(1);
  });
});

describe('the function of a SearchIndexer', () => {
  test('knows the streams, the domain and the place of dead letters', () => {
    Template.fromStack(everythingOn()).hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          STREAMS: JSON.stringify([
            { arn: 'arn:aws:kinesis:us-east-1:123456789012:stream/trips', schema: 'trips' },
            { arn: 'arn:aws:kinesis:us-east-1:123456789012:stream/insights', schema: 'insights' },
          ]),
          SEARCH_ENDPOINT: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Search'), 'DomainEndpoint'] },
          DEAD_LETTER_BUCKET: 'curated',
          DEAD_LETTER_PREFIX: 'search/dead/',
        },
      },
    });
  });

  test('knows the streams of the stack by their ARN once they exist', () => {
    const stack = newStack();
    const rendered = synthesize({ streams: [{ stream: new kinesis.Stream(stack, 'New'), schema: trips }] }, stack);
    const [{ Properties }] = Object.values(rendered.findResources('AWS::Lambda::Function', { Properties: { Environment: { Variables: { STREAMS: Match.anyValue() } } } }));
    expect(Properties.Environment.Variables.STREAMS).toEqual({
      'Fn::Join': ['', ['[{"arn":"', { 'Fn::GetAtt': [expect.stringMatching('^New'), 'Arn'] }, '","schema":"trips"}]']],
    });
  });

  test('carries the schemas with their indexes, and what becomes of invalid records', () => {
    expect(configOf(everythingOn(), 'IndexerFunction')).toEqual({
      schemas: [
        { schema: trips._toConfig(), index: 'trips', invalidRecords: 'skip' },
        { schema: insights._toConfig(), index: 'insights-of-trips', invalidRecords: 'dead-letter' },
      ],
    });
  });

  test('may write by bulk requests, read its streams and put dead letters, and nothing else', () => {
    const statements = statementsOf(synthesize(), 'IndexerFunctionRole').map(({ Action, Resource }) => ({ Action, Resource }));
    const bucket = ['arn:', { Ref: 'AWS::Partition' }];
    expect(statements).toEqual(expect.arrayContaining([
      { Action: 'es:ESHttpGet', Resource: pathIn('/_alias/trips') },
      { Action: 'es:ESHttpPost', Resource: [pathIn('/trips-*/_bulk'), pathIn('/trips/_search')] },
      { Action: 's3:PutObject', Resource: { 'Fn::Join': ['', [...bucket, ':s3:::curated/dead-letters/*']] } },
      { Action: 's3:PutObject', Resource: { 'Fn::Join': ['', [...bucket, ':s3:::curated/aws/lambda/*']] } },
      { Action: 's3:ListBucket', Resource: { 'Fn::Join': ['', [...bucket, ':s3:::curated']] } },
      {
        Action: expect.arrayContaining(['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards']),
        Resource: 'arn:aws:kinesis:us-east-1:123456789012:stream/IndexerTrips',
      },
    ]));
    expect(statements.flatMap(({ Action }) => Action).filter((action) => !/^(logs|kinesis):/.test(action)).sort())
      .toEqual(['es:ESHttpGet', 'es:ESHttpPost', 's3:ListBucket', 's3:PutObject', 's3:PutObject']);
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
  });

  test('may post to the paths of its indexes, each once', () => {
    const construct = withStreams((stack) => [
      { stream: streamIn(stack, 'east'), schema: trips }, { stream: streamIn(stack, 'west'), schema: trips },
      { stream: streamIn(stack, 'insights'), schema: insights, index: 'hours' },
    ]);
    const [{ Resource }] = statementsOf(Template.fromStack(Stack.of(construct)), 'IndexerFunctionRole').filter(({ Action }) => Action === 'es:ESHttpPost');
    expect(Resource).toEqual(['/trips-*/_bulk', '/hours-*/_bulk', '/trips/_search', '/hours/_search'].map(pathIn));
  });

  test('has the domain in a policy apart, so that the domain and the function wait for nobody', () => {
    const rendered = Template.fromStack(everythingOn());
    const [[, { DependsOn }]] = Object.entries(rendered.findResources('AWS::Lambda::Function')).filter(([id]) => id.startsWith('IndexerFunction'));
    expect(DependsOn).toEqual([expect.stringMatching('^IndexerFunctionRoleDefaultPolicy')]);
  });

  test('may use the keys of its streams and of the bucket', () => {
    const statements = statementsOf(Template.fromStack(everythingOn()), 'IndexerFunctionRole');
    const key = { 'Fn::GetAtt': [expect.stringMatching('^Key'), 'Arn'] };
    expect(statements).toEqual(expect.arrayContaining([
      expect.objectContaining({ Action: 'kms:GenerateDataKey', Resource: key }),
      expect.objectContaining({ Action: 'kms:Decrypt', Resource: key }),
    ]));
  });

  test('sits with the bootstrap in isolated subnets and in one security group', () => {
    const rendered = Template.fromStack(everythingOn());
    const group = { 'Fn::GetAtt': [expect.stringMatching('^IndexerSecurityGroup'), 'GroupId'] };
    const functions = Object.values(rendered.findResources('AWS::Lambda::Function'));
    expect(functions.map(({ Properties }) => Properties.VpcConfig)).toEqual(Array(2).fill({ SubnetIds: ['isolated-a'], SecurityGroupIds: [group] }));
    rendered.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 443, SourceSecurityGroupId: Match.anyValue() });
  });

  test('takes subnets, security groups and log retention', () => {
    const stack = newStack();
    const rendered = synthesize({
      vpc: vpcIn(stack),
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')],
      logRetention: logs.RetentionDays.ONE_WEEK,
    }, stack);
    rendered.allResourcesProperties('AWS::Lambda::Function', { VpcConfig: { SubnetIds: ['private-a'], SecurityGroupIds: ['sg-1'] } });
    rendered.resourcePropertiesCountIs('AWS::Logs::LogGroup', { RetentionInDays: 7 }, 2);
  });

  test('has metrics of its own', () => {
    const construct = indexer();
    const dimensions = [{ name: 'FunctionName', value: { Ref: expect.stringMatching('^IndexerFunction') } }];
    const resolved = (metric: ReturnType<SearchIndexer['metricErrors']>): unknown => Stack.of(construct).resolve(metric.toMetricConfig().metricStat);
    expect(resolved(construct.metricIteratorAge())).toMatchObject({ metricName: 'IteratorAge', statistic: 'Maximum', dimensions });
    expect(resolved(construct.metricErrors())).toMatchObject({ metricName: 'Errors', statistic: 'Sum', dimensions });
  });
});
