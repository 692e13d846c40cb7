import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { averages, Props, readings } from './variants';
import { CuratedTable, DeliveryFormat, PipelineEncryption, StreamingAnalyticsPipeline, Workbench } from '../../src';

function pipeline(props: Props = {}): { stack: Stack; pipeline: StreamingAnalyticsPipeline; template: () => Template } {
  const stack = new Stack(new App(), 'Stack');
  const built = new StreamingAnalyticsPipeline(stack, 'Pipeline', { schema: readings, ...props });
  return { stack, pipeline: built, template: () => Template.fromStack(stack) };
}

/** Type of each resource that outlives its stack. */
function retained(template: Template): string[] {
  const resources: { Type: string; DeletionPolicy?: string }[] = Object.values(template.toJSON().Resources);
  return [...new Set(resources.filter(({ DeletionPolicy }) => DeletionPolicy?.startsWith('Retain')).map(({ Type }) => Type))].sort();
}

describe('removalPolicy', () => {
  const everything: Props = { insights: { schema: averages }, encryption: PipelineEncryption.customerManaged() };

  test('retains what holds data, the place of the domain with it, and nothing else, by default', () => {
    expect(retained(pipeline(everything).template())).toEqual([
      'AWS::EC2::SecurityGroup', 'AWS::EC2::Subnet', 'AWS::EC2::VPC', 'AWS::KMS::Key', 'AWS::Kinesis::Stream', 'AWS::OpenSearchService::Domain',
      'AWS::S3::Bucket',
    ]);
  });

  test('retains no VPC where no domain is kept in it', () => {
    expect(retained(pipeline({ search: { enabled: false }, workbench: Workbench.sessionManager() }).template())).not.toContain('AWS::EC2::VPC');
  });

  test('DESTROY leaves nothing behind and empties every bucket', () => {
    const template = pipeline({ ...everything, removalPolicy: RemovalPolicy.DESTROY }).template();
    expect(retained(template)).toEqual([]);
    template.resourceCountIs('AWS::S3::Bucket', 3);
    template.resourceCountIs('Custom::S3AutoDeleteObjects', 3);
  });

  test('DESTROY keeps the objects where the user says so', () => {
    pipeline({ removalPolicy: RemovalPolicy.DESTROY, storage: { autoDeleteObjects: false } }).template().resourceCountIs('Custom::S3AutoDeleteObjects', 0);
  });

  test('RETAIN_ON_UPDATE_OR_DELETE passes to what holds data', () => {
    const template = pipeline({ removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE }).template();
    template.hasResource('AWS::Kinesis::Stream', { DeletionPolicy: 'RetainExceptOnCreate' });
    template.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'RetainExceptOnCreate' });
  });
});

describe('grants', () => {
  const role = (stack: Stack) => new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });
  const statements = (template: Template): { Action: string | string[]; Resource: unknown }[] =>
    Object.entries(template.findResources('AWS::IAM::Policy')).filter(([id]) => id.startsWith('Reader'))
      .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
  const actions = (template: Template) => statements(template).flatMap(({ Action }) => Action);

  test('grantWrite lets a producer put records and use the key', () => {
    const built = pipeline({ encryption: PipelineEncryption.customerManaged() });
    built.pipeline.grantWrite(role(built.stack));
    const granted = actions(built.template());
    expect(granted).toEqual(expect.arrayContaining(['kinesis:PutRecords', 'kms:GenerateDataKey*']));
    expect(granted).not.toContain('kinesis:GetRecords');
  });

  test('grantRead lets a consumer read the stream and not write it', () => {
    const built = pipeline();
    built.pipeline.grantRead(role(built.stack));
    const granted = actions(built.template());
    expect(granted).toContain('kinesis:GetRecords');
    expect(granted.filter((action) => action.startsWith('kinesis:Put'))).toEqual([]);
  });

  test('grantReadCurated lets a person query what was delivered, and nothing else of the bucket', () => {
    const built = pipeline();
    built.pipeline.grantReadCurated(role(built.stack));
    const template = built.template();
    expect(actions(template)).toEqual(expect.arrayContaining(['glue:GetTable', 's3:GetObject*']));
    const resources = JSON.stringify(statements(template).map(({ Resource }) => Resource));
    expect(resources).toContain('/readings/*');
    expect(resources).toMatch(/:table\/.*CatalogCuratedTable/);
    expect(resources).not.toContain('errors/');
  });

  test('grantReadCurated lets a person decrypt what Firehose wrote with the key of the pipeline into an existing bucket', () => {
    const stack = new Stack(new App(), 'Stack');
    const existingCuratedBucket = s3.Bucket.fromBucketName(stack, 'Curated', 'existing-curated');
    const encryption = PipelineEncryption.customerManaged();
    const built = new StreamingAnalyticsPipeline(stack, 'Pipeline', { schema: readings, encryption, storage: { existingCuratedBucket } });
    built.grantReadCurated(role(stack));
    const decrypt = statements(Template.fromStack(stack)).filter(({ Action }) => [Action].flat().some((action) => action.startsWith('kms:')));
    expect(decrypt).toEqual([{
      Action: 'kms:Decrypt',
      Effect: 'Allow',
      Resource: { 'Fn::GetAtt': [expect.stringMatching('^PipelineKey'), 'Arn'] },
      Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['s3.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] } } },
    }]);
  });

  test('grantReadCurated allows no key where the pipeline has none', () => {
    const built = pipeline({ encryption: PipelineEncryption.awsManaged() });
    built.pipeline.grantReadCurated(role(built.stack));
    expect(actions(built.template()).filter((action) => action.startsWith('kms:'))).toEqual([]);
  });

  test('grantReadCurated names the catalogue of the account that the table is in', () => {
    const stack = new Stack(new App(), 'Stack');
    const table = new glue.CfnTable(stack, 'Table', { catalogId: '210987654321', databaseName: 'theirs', tableInput: { name: 'readings' } });
    const built = new StreamingAnalyticsPipeline(stack, 'Pipeline', {
      schema: readings, catalog: { existingCuratedTable: CuratedTable.fromCfnTable(table) },
    });
    built.grantReadCurated(role(stack));
    const [described] = statements(Template.fromStack(stack)).filter(({ Action }) => [Action].flat().includes('glue:GetTable'));
    const start = ['arn:', { Ref: 'AWS::Partition' }, ':glue:', { Ref: 'AWS::Region' }];
    expect(described.Resource).toEqual([
      { 'Fn::Join': ['', [...start, ':210987654321:catalog']] },
      { 'Fn::Join': ['', [...start, ':210987654321:database/theirs']] },
      { 'Fn::Join': ['', [...start, ':210987654321:table/theirs/', { Ref: 'Table' }]] },
    ]);
  });

  test('grantReadCurated does without a catalogue', () => {
    const built = pipeline({ catalog: { enabled: false }, studio: { enabled: false }, delivery: { format: DeliveryFormat.json() } });
    built.pipeline.grantReadCurated(role(built.stack));
    const granted = actions(built.template());
    expect(granted).toContain('s3:GetObject*');
    expect(granted.filter((action) => action.startsWith('glue:'))).toEqual([]);
  });

  test('grantReadCurated fails where nothing is delivered', () => {
    const built = pipeline({ delivery: { enabled: false } });
    expect(() => built.pipeline.grantReadCurated(role(built.stack)))
      .toThrow('StreamingAnalyticsPipeline Stack/Pipeline: grantReadCurated needs delivered records, got delivery.enabled: false: enable delivery');
  });
});

test('warns of network options that decide about nothing', () => {
  const { stack } = pipeline({ search: { publicEndpoint: true }, network: { maxAzs: 3 } });
  Annotations.fromStack(stack).hasWarning('/Stack/Pipeline', Match.stringLikeRegexp('network decides about nothing here'));
  Annotations.fromStack(pipeline({ network: { maxAzs: 3 } }).stack).hasNoWarning('/Stack/Pipeline', Match.stringLikeRegexp('network decides'));
});
