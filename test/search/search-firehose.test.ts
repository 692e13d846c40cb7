import { Duration, Size, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { configOf, insights, newStack, schema, statementsOf, streamIn, trips, vpcIn } from './indexers';
import { Field, IndexRotation, RecordSchema, SearchAccess, SearchDomain, SearchFirehose, SearchFirehoseProps } from '../../src';
import { cycles } from '../support/dependencies';
import { nagFindings } from '../support/nag';

const DELIVERY_STREAM = 'AWS::KinesisFirehose::DeliveryStream';

function delivery(props: Partial<SearchFirehoseProps> = {}, stack = newStack(), id = 'Delivery'): SearchFirehose {
  return new SearchFirehose(stack, id, {
    domain: new SearchDomain(stack, `${id}Search`).domain,
    streams: [{ stream: streamIn(stack, `${id}Trips`), schema: trips }],
    deadLetterBucket: s3.Bucket.fromBucketName(stack, `${id}Bucket`, 'curated'),
    ...props,
  });
}

function synthesize(props: Partial<SearchFirehoseProps> = {}, stack = newStack()): Template {
  return Template.fromStack(Stack.of(delivery(props, stack)));
}

/** Two streams, into a domain with a login in a VPC, with one key. */
function everythingOn(): Stack {
  const stack = newStack();
  const encryptionKey = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  const vpc = vpcIn(stack);
  const search = new SearchDomain(stack, 'Search', { vpc, encryptionKey, access: SearchAccess.internalUser() });
  const construct = delivery({
    domain: search.domain,
    masterUserSecret: search.masterUserSecret,
    streams: [
      { stream: streamIn(stack, 'Trips', encryptionKey), schema: trips },
      { stream: streamIn(stack, 'Insights', encryptionKey), schema: insights, index: 'hours' },
    ],
    deadLetterPrefix: 'failed/',
    bufferingInterval: Duration.seconds(0),
    bufferingSize: Size.mebibytes(100),
    indexRotation: IndexRotation.MONTHLY,
    retryDuration: Duration.hours(2),
    primaryShards: 3,
    replicas: 2,
    vpc,
    dependables: [search],
    encryptionKey,
  }, stack);
  construct.connections.allowTo(search, ec2.Port.tcp(443));
  return stack;
}

describe('SearchFirehose', () => {
  test('delivers a stream into an index, and what fails into the bucket', () => {
    const bucket = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::curated']] };
    const role = { 'Fn::GetAtt': [Match.stringLikeRegexp('^DeliveryRole'), 'Arn'] };
    const log = (logStream: string) => ({
      Enabled: true, LogGroupName: { Ref: Match.stringLikeRegexp('^DeliveryLogs') }, LogStreamName: { Ref: Match.stringLikeRegexp(`^Delivery${logStream}`) },
    });
    synthesize().hasResourceProperties(DELIVERY_STREAM, {
      DeliveryStreamType: 'KinesisStreamAsSource',
      KinesisStreamSourceConfiguration: { KinesisStreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/DeliveryTrips', RoleARN: role },
      AmazonopensearchserviceDestinationConfiguration: {
        DomainARN: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DeliverySearch'), 'Arn'] },
        IndexName: 'trips',
        IndexRotationPeriod: 'NoRotation',
        TypeName: Match.absent(),
        RoleARN: role,
        BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 5 },
        RetryOptions: { DurationInSeconds: 300 },
        DocumentIdOptions: { DefaultDocumentIdFormat: 'FIREHOSE_DEFAULT' },
        CloudWatchLoggingOptions: log('DeliveryLogStream'),
        S3BackupMode: 'FailedDocumentsOnly',
        S3Configuration: {
          BucketARN: bucket,
          RoleARN: role,
          Prefix: 'dead-letters/trips/',
          ErrorOutputPrefix: 'dead-letters/trips/!{firehose:error-output-type}/',
          EncryptionConfiguration: Match.absent(),
          CloudWatchLoggingOptions: log('BackupLogStream'),
        },
        VpcConfiguration: Match.absent(),
      },
    });
  });

  test('takes its settings, for each of its streams', () => {
    const template = Template.fromStack(everythingOn());
    template.resourceCountIs(DELIVERY_STREAM, 2);
    template.allResourcesProperties(DELIVERY_STREAM, {
      AmazonopensearchserviceDestinationConfiguration: {
        IndexRotationPeriod: 'OneMonth',
        BufferingHints: { IntervalInSeconds: 0, SizeInMBs: 100 },
        RetryOptions: { DurationInSeconds: 7200 },
        S3Configuration: { EncryptionConfiguration: { KMSEncryptionConfig: { AWSKMSKeyARN: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] } } } },
        VpcConfiguration: {
          RoleARN: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DeliveryNetworkRole'), 'Arn'] },
          SubnetIds: ['isolated-a'],
          SecurityGroupIds: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^DeliverySecurityGroup'), 'GroupId'] }],
        },
      },
    });
    for (const [index, prefix] of [['trips', 'failed/trips/'], ['hours', 'failed/insights/']]) {
      template.hasResourceProperties(DELIVERY_STREAM, {
        AmazonopensearchserviceDestinationConfiguration: { IndexName: index, S3Configuration: { Prefix: prefix } },
      });
    }
  });

  test('starts when the templates are in the domain and Firehose may write there, and the bootstrap when it gets there', () => {
    const template = Template.fromStack(everythingOn());
    const { Resources: resources } = template.toJSON();
    for (const { DependsOn } of Object.values(template.findResources(DELIVERY_STREAM))) {
      expect(DependsOn.map((id: string) => resources[id].Type)).toEqual(['AWS::IAM::Policy', 'Custom::SearchBootstrap']);
    }
    const [{ DependsOn: before }] = Object.values(template.findResources('Custom::SearchBootstrap'));
    expect(before.map((id: string) => resources[id].Type)).toEqual(expect.arrayContaining([
      'AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroupIngress', 'AWS::OpenSearchService::Domain',
    ]));
  });

  test('maps timestamps as producers write them, and whatever rotation makes of the index', () => {
    const stack = everythingOn();
    expect(configOf(stack, 'DeliveryBootstrapFunction')).toEqual({
      indexTemplates: [
        {
          name: 'trips',
          body: {
            index_patterns: ['trips', 'trips-*'],
            priority: 105,
            template: {
              settings: expect.objectContaining({ 'index.number_of_shards': 3, 'index.auto_expand_replicas': '0-2' }),
              mappings: {
                dynamic: 'false',
                properties: { trip_id: { type: 'keyword', ignore_above: 8191 }, pickup_at: { type: 'date', format: 'strict_date_optional_time' } },
              },
            },
          },
        },
        expect.objectContaining({ name: 'hours' }),
      ],
      writerSecurityRole: {
        name: 'firehose-of-trips-hours',
        body: {
          cluster_permissions: ['cluster_composite_ops', 'cluster_monitor'],
          index_permissions: [{ index_patterns: ['trips', 'trips-*', 'hours', 'hours-*'], allowed_actions: ['crud', 'create_index', 'manage'] }],
        },
      },
    });
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { WRITER_ROLE: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DeliveryRole'), 'Arn'] }, MASTER_USER_SECRET: Match.anyValue() } },
    });
  });

  test('gives one security role and one template to an index that two streams share, and tells their delivery streams apart', () => {
    const stack = newStack();
    const streams = ['east', 'west'].map((name) => ({ stream: streamIn(stack, name), schema: trips }));
    const construct = delivery({ streams }, stack);
    expect(configOf(stack, 'DeliveryBootstrapFunction').indexTemplates).toHaveLength(1);
    expect(construct.indexNames).toEqual(['trips', 'trips']);
    expect(Object.keys(Template.fromStack(stack).findResources(DELIVERY_STREAM)).map((id) => id.slice(0, -8)).sort())
      .toEqual(['DeliveryDeliveryStreamtrips', 'DeliveryDeliveryStreamtrips2']);
  });

  test('has metrics for each stream', () => {
    const construct = delivery();
    expect(Stack.of(construct).resolve(construct.metric('DeliveryToAmazonOpenSearchService.Success', 0).toMetricConfig().metricStat)).toMatchObject({
      namespace: 'AWS/Firehose', dimensions: [{ name: 'DeliveryStreamName', value: { Ref: expect.stringMatching('^DeliveryDeliveryStreamtrips') } }],
    });
    const named = [construct.metricDataFreshness(0), construct.metricDeliverySuccess(0)];
    expect(named.map(({ metricName, statistic }) => [metricName, statistic])).toEqual([
      ['DeliveryToAmazonOpenSearchService.DataFreshness', 'Maximum'], ['DeliveryToAmazonOpenSearchService.Success', 'Average'],
    ]);
    expect(construct.deliveryStreams.map(({ deliveryStreamArn }) => Stack.of(construct).resolve(deliveryStreamArn)))
      .toEqual([{ 'Fn::GetAtt': [expect.stringMatching('^DeliveryDeliveryStreamtrips'), 'Arn'] }]);
    for (const place of [1, -1]) {
      expect(() => construct.metric('DeliveryToAmazonOpenSearchService.Success', place))
        .toThrow(`SearchFirehose Stack/Delivery: place must be one of the 1 streams, counted from 0, got ${place}`);
    }
  });
});

describe('the roles of a SearchFirehose', () => {
  test('allow what AWS documents for the domain, apart from the role itself', () => {
    const arn = { 'Fn::GetAtt': [expect.stringMatching('^DeliverySearch'), 'Arn'] };
    const path = (name: string) => ({ 'Fn::Join': ['', [arn, `/${name}`]] });
    expect(statementsOf(synthesize(), 'DeliveryRole')).toEqual([
      { Effect: 'Allow', Action: ['es:DescribeDomain', 'es:DescribeDomainConfig', 'es:DescribeDomains'], Resource: arn },
      { Effect: 'Allow', Action: ['es:ESHttpPost', 'es:ESHttpPut'], Resource: [arn, path('*')] },
      {
        Effect: 'Allow',
        Action: 'es:ESHttpGet',
        Resource: ['_all/_settings', '_cluster/stats', '_nodes', '_nodes/stats', '_stats', '_nodes/*/stats', 'trips*/_mapping/*', 'trips*/_stats'].map(path),
      },
    ]);
  });

  test('allow to read the streams, to keep what fails and to log it, and to use keys for that', () => {
    const roles = Template.fromStack(everythingOn()).findResources('AWS::IAM::Role');
    const [[, { Properties }]] = Object.entries(roles).filter(([id]) => id.startsWith('DeliveryRole'));
    const key = { 'Fn::GetAtt': [expect.stringMatching('^Key'), 'Arn'] };
    const through = (service: string) => (
      { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', [`${service}.`, { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] } } }
    );
    const bucket = ['arn:', { Ref: 'AWS::Partition' }];
    expect(Properties.Policies[0].PolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: ['kinesis:DescribeStream', 'kinesis:GetShardIterator', 'kinesis:GetRecords', 'kinesis:ListShards'],
        Resource: ['Trips', 'Insights'].map((name) => `arn:aws:kinesis:us-east-1:123456789012:stream/${name}`),
      },
      {
        Effect: 'Allow',
        Action: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
        Resource: { 'Fn::Join': ['', [...bucket, ':s3:::curated']] },
      },
      {
        Effect: 'Allow',
        Action: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
        Resource: { 'Fn::Join': ['', [...bucket, ':s3:::curated/failed/*']] },
      },
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: key, Condition: through('kinesis') },
      { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: key, Condition: through('s3') },
      { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: [expect.anything(), expect.anything()] },
    ]);
  });

  test('are two in a VPC: the one with network interfaces reads nothing, and the other has none', () => {
    const roles = Object.entries(Template.fromStack(everythingOn()).findResources('AWS::IAM::Role'));
    const [[, network]] = roles.filter(([id]) => id.startsWith('DeliveryNetworkRole'));
    const [{ Action, Resource }] = network.Properties.Policies[0].PolicyDocument.Statement;
    expect(Resource).toBe('*');
    expect(Action).toEqual(['CreateNetworkInterface', 'CreateNetworkInterfacePermission', 'DeleteNetworkInterface', 'DescribeNetworkInterfaces',
      'DescribeSecurityGroups', 'DescribeSubnets', 'DescribeVpcAttribute', 'DescribeVpcs'].map((action) => `ec2:${action}`));
    const [[, data]] = roles.filter(([id]) => id.startsWith('DeliveryRole'));
    expect(JSON.stringify(data)).not.toContain('ec2:');
    expect(Object.keys(synthesize().findResources('AWS::IAM::Role')).filter((id) => id.startsWith('DeliveryNetworkRole'))).toEqual([]);
  });

  test.each([['by default', () => Stack.of(delivery())], ['with everything on', everythingOn]])('leave cdk-nag nothing to find and no cycle %s', (_, make) => {
    expect(nagFindings(make())).toEqual([]);
    expect(cycles(Template.fromStack(make()))).toEqual([]);
  });
});

describe('SearchFirehose', () => {
  const renamed = new RecordSchema({
    name: 'places',
    fields: [Field.ofString('city', { wireName: 'City' }), Field.ofDouble('x'), Field.ofDouble('y'), Field.ofGeoPoint('point', { longitude: 'x', latitude: 'y' })],
  });

  test.each<[string, (stack: Stack) => Partial<SearchFirehoseProps>, string]>([
    ['no stream', () => ({ streams: [] }), 'streams must be at least one, got none'],
    ['a schema that needs a conversion', (stack) => ({ streams: [{ stream: streamIn(stack, 'places'), schema: renamed }] }),
      'streams: Firehose indexes records as they are, but places has fields with a wireName or derived from others, got city, point: use SearchIndexer'],
    ['skipInvalidRecords', (stack) => ({ streams: [{ stream: streamIn(stack, 'x'), schema: trips, skipInvalidRecords: true }] }),
      'streams: Firehose knows no schema, so skipInvalidRecords cannot be set for trips'],
    ['an interval that is too long', () => ({ bufferingInterval: Duration.seconds(901) }),
      'bufferingInterval must be between 0 and 900 seconds in whole seconds, got 15 minutes 1 second'],
    ['half a second', () => ({ bufferingInterval: Duration.millis(500) }), 'bufferingInterval must be between 0 and 900 seconds in whole seconds, got 500 millis'],
    ['a retry that is too long', () => ({ retryDuration: Duration.hours(3) }), 'retryDuration must be between 0 and 7200 seconds in whole seconds, got 3 hours'],
    ['a buffer that is too large', () => ({ bufferingSize: Size.mebibytes(101) }), 'bufferingSize must be an integer between 1 and 100, got 101'],
    ['half a MiB', () => ({ bufferingSize: Size.kibibytes(512) }), 'bufferingSize must be an integer between 1 and 100, got 0.5'],
    ['no shard', () => ({ primaryShards: 0 }), 'primaryShards must be an integer between 1 and 1024, got 0'],
    ['a prefix without its slash', () => ({ deadLetterPrefix: 'failed' }), 'deadLetterPrefix must be folder names'],
    ['subnets without a VPC', () => ({ vpcSubnets: {} }), 'vpcSubnets needs a vpc, got none'],
  ])('fails with %s', (_, props, message) => {
    const stack = newStack();
    expect(() => delivery(props(stack), stack)).toThrow(`SearchFirehose Stack/Delivery: ${message}`);
  });

  test('fails with every problem in one message', () => {
    expect(() => delivery({ bufferingSize: Size.mebibytes(0), retryDuration: Duration.days(1) })).toThrow(/SearchFirehose Stack\/Delivery has 2 problems:/);
  });

  test('takes tokens', () => {
    const number = Token.asNumber({ Ref: 'Number' });
    synthesize({ bufferingInterval: Duration.seconds(number), bufferingSize: Size.mebibytes(number), retryDuration: Duration.seconds(number) })
      .hasResourceProperties(DELIVERY_STREAM, {
        AmazonopensearchserviceDestinationConfiguration: {
          BufferingHints: { IntervalInSeconds: { Ref: 'Number' }, SizeInMBs: { Ref: 'Number' } }, RetryOptions: { DurationInSeconds: { Ref: 'Number' } },
        },
      });
  });

  test('fits twice in one stack', () => {
    const stack = newStack();
    delivery({}, stack, 'One');
    delivery({ streams: [{ stream: streamIn(stack, 'Other'), schema: schema('other') }] }, stack, 'Two');
    Template.fromStack(stack).resourceCountIs(DELIVERY_STREAM, 2);
  });
});
