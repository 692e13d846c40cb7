import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { readings } from './variants';
import {
  CuratedTable, PartitionGranularity, PipelineNetwork, RecordPartitioning, SearchDelivery, SearchDomain, SearchFirehose, SearchFirehoseProps,
  StreamingAnalyticsPipeline, StreamIngestion,
} from '../../src';

test('a curated table knows its names, and the account of its catalogue where this app defines it', () => {
  const { databaseName, tableName, catalogId } = CuratedTable.fromNames('lake', 'trips');
  expect({ databaseName, tableName, catalogId }).toEqual({ databaseName: 'lake', tableName: 'trips', catalogId: undefined });
  const table = new glue.CfnTable(new Stack(), 'Table', { catalogId: '123456789012', databaseName: 'lake', tableInput: { name: 'trips' } });
  const defined = CuratedTable.fromCfnTable(table);
  expect([defined.catalogId, defined.tableName]).toEqual(['123456789012', table.ref]);
});

test('partitioning tells what it partitions by', () => {
  const { dynamic, eventTime, fields, granularity } = RecordPartitioning.byEventTime({ fields: ['borough'] });
  expect({ dynamic, eventTime, fields, granularity })
    .toEqual({ dynamic: true, eventTime: true, fields: ['borough'], granularity: PartitionGranularity.DAY });
  expect(RecordPartitioning.byArrival().dynamic).toBe(false);
});

test('the place of a domain is kept as told', () => {
  const stack = new Stack();
  new PipelineNetwork(stack, 'Network', { removalPolicy: RemovalPolicy.RETAIN });
  const template = Template.fromStack(stack);
  template.allResources('AWS::EC2::SecurityGroup', { DeletionPolicy: 'Retain' });
  template.allResources('AWS::EC2::Subnet', { DeletionPolicy: 'Retain' });
  template.allResources('AWS::EC2::VPC', { DeletionPolicy: 'Retain' });
});

describe('delivery to search by Firehose', () => {
  function firehose(stack: Stack, props: Partial<SearchFirehoseProps>): SearchFirehose {
    return new SearchFirehose(stack, 'Delivery', {
      domain: new SearchDomain(stack, 'Search').domain,
      streams: [{ stream: new StreamIngestion(stack, 'Ingestion').stream, schema: readings }],
      deadLetterBucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'curated'),
      ...props,
    });
  }

  test('keeps its logs as long as told, and exposes its delivery streams and their role', () => {
    const stack = new Stack();
    const { deliveryStreams, role } = firehose(stack, { logRetention: logs.RetentionDays.ONE_WEEK });
    expect(stack.resolve(deliveryStreams.map(({ deliveryStreamName }) => deliveryStreamName))).toEqual([{ Ref: expect.stringMatching(/^Delivery/) }]);
    expect(stack.resolve(role.roleArn)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^DeliveryRole/), 'Arn'] });
    Template.fromStack(stack).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
  });

  test('sets the domain up in the role that may do everything', () => {
    const stack = new Stack();
    const masterRole = new iam.Role(stack, 'Master', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    firehose(stack, { masterRole });
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { Role: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Master'), 'Arn'] } });
  });

  test('takes security groups for its network interfaces', () => {
    const stack = new Stack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
    firehose(stack, { vpc, securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-12345678')] });
    Template.fromStack(stack).hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', {
      AmazonopensearchserviceDestinationConfiguration: { VpcConfiguration: { SecurityGroupIds: ['sg-12345678'] } },
    });
  });

  test('takes the indexer\'s place in a pipeline', () => {
    const { indexer, searchFirehose } = new StreamingAnalyticsPipeline(new Stack(), 'Pipeline', {
      schema: readings, search: { delivery: SearchDelivery.firehose() },
    });
    expect(indexer).toBeUndefined();
    expect(searchFirehose).toBeInstanceOf(SearchFirehose);
  });
});
