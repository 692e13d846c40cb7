import { App, Duration, Size, Stack, TimeZone } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expectDestination, schema, surroundings, synthesize } from './delivery';
import { CuratedDelivery, DeliveryFormat, Field, RecordSchema, RecordTransform, StreamIngestion } from '../../src';

const getAtt = (id: string) => ({ 'Fn::GetAtt': [Match.stringLikeRegexp(`^${id}`), 'Arn'] });

describe('CuratedDelivery', () => {
  test('delivers Parquet by the hour of arrival where a table describes it', () => {
    expectDestination(synthesize().template, {
      BucketARN: getAtt('Bucket'),
      Prefix: 'trips/year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/hour=!{timestamp:HH}/',
      ErrorOutputPrefix: 'errors/!{firehose:error-output-type}/year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/',
      CustomTimeZone: Match.absent(),
      CompressionFormat: Match.absent(),
      EncryptionConfiguration: Match.absent(),
      BufferingHints: { IntervalInSeconds: 300, SizeInMBs: 128 },
      DataFormatConversionConfiguration: {
        Enabled: true,
        InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
        OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
        SchemaConfiguration: {
          CatalogId: { Ref: 'AWS::AccountId' },
          DatabaseName: 'taxi',
          TableName: { Ref: 'Table' },
          VersionId: 'LATEST',
          RoleARN: getAtt('DeliveryRole'),
        },
      },
    });
  });

  test('reads the stream with its role', () => {
    synthesize().template.hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', {
      DeliveryStreamType: 'KinesisStreamAsSource',
      DeliveryStreamName: Match.absent(),
      KinesisStreamSourceConfiguration: { KinesisStreamARN: getAtt('Stream'), RoleARN: getAtt('DeliveryRole') },
    });
  });

  test.each([
    ['without a table', {}],
    ['when told so', { format: DeliveryFormat.json() }],
  ])('delivers JSON %s', (_when, { format }: { format?: DeliveryFormat }) => {
    const { stack, props, curatedTable } = surroundings();
    new CuratedDelivery(stack, 'Delivery', { ...props, format, curatedTable: format && curatedTable });
    const template = Template.fromStack(stack);
    expectDestination(template, { CompressionFormat: 'GZIP', DataFormatConversionConfiguration: Match.absent() });
    expect(JSON.stringify(template.findResources('AWS::IAM::Role'))).not.toContain('glue:');
  });

  test('takes prefixes, time zone and buffering', () => {
    const { delivery, template } = synthesize({
      prefix: 'nyc/taxi/',
      errorPrefix: 'nyc/failed/',
      timeZone: TimeZone.AMERICA_NEW_YORK,
      bufferingInterval: Duration.seconds(0),
      bufferingSize: Size.mebibytes(64),
    });
    expectDestination(template, {
      Prefix: Match.stringLikeRegexp('^nyc/taxi/year='),
      ErrorOutputPrefix: Match.stringLikeRegexp('^nyc/failed/!\\{firehose:error-output-type\\}/year='),
      CustomTimeZone: 'America/New_York',
      BufferingHints: { IntervalInSeconds: 0, SizeInMBs: 64 },
    });
    expect([delivery.prefix, delivery.errorPrefix]).toEqual(['nyc/taxi/', 'nyc/failed/']);
  });

  test('takes a buffer below 64 MiB for JSON', () => {
    expectDestination(synthesize({ format: DeliveryFormat.json(), bufferingSize: Size.mebibytes(1) }).template, { BufferingHints: { SizeInMBs: 1 } });
  });

  test('maps names on the wire to columns where no function renames the fields', () => {
    const renamed = new RecordSchema({ name: 'trips', fields: [Field.ofString('trip_id'), Field.ofDouble('total', { wireName: 'totalAmount' })] });
    const mapping = { OpenXJsonSerDe: { CaseInsensitive: false, ColumnToJsonKeyMappings: { total: 'totalAmount' } } };
    const conversion = (Deserializer: object) => ({ DataFormatConversionConfiguration: { InputFormatConfiguration: { Deserializer } } });
    expectDestination(synthesize({ schema: renamed, transform: RecordTransform.none() }).template, conversion(mapping));
    expectDestination(synthesize({ schema: renamed }).template, conversion({ OpenXJsonSerDe: Match.exact({}) }));
  });

  test('logs failures to a log stream of its own that goes with the stack', () => {
    const { template } = synthesize({ logRetention: logs.RetentionDays.ONE_YEAR });
    template.allResources('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete', Properties: { RetentionInDays: 365 } });
    template.hasResource('AWS::Logs::LogStream', {
      DeletionPolicy: 'Delete',
      Properties: { LogGroupName: { Ref: Match.stringLikeRegexp('^DeliveryLogs') } },
    });
    expectDestination(template, {
      CloudWatchLoggingOptions: {
        Enabled: true,
        LogGroupName: { Ref: Match.stringLikeRegexp('^DeliveryLogs') },
        LogStreamName: { Ref: Match.stringLikeRegexp('^DeliveryLogStream') },
      },
    });
  });

  test('keeps logs for a month by default', () => {
    synthesize().template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });

  test('takes an existing log group', () => {
    const { stack, props } = surroundings();
    const existingLogGroup = logs.LogGroup.fromLogGroupName(stack, 'Logs', '/firehose/trips');
    const delivery = new CuratedDelivery(stack, 'Delivery', { ...props, existingLogGroup, transform: RecordTransform.none() });
    const template = Template.fromStack(stack);
    expect(delivery.logGroup).toBe(existingLogGroup);
    template.resourceCountIs('AWS::Logs::LogGroup', 0);
    expectDestination(template, { CloudWatchLoggingOptions: { LogGroupName: '/firehose/trips' } });
  });

  test('encrypts objects, logs and the function\'s environment with the key given', () => {
    const { stack, props } = surroundings();
    new CuratedDelivery(stack, 'Delivery', { ...props, encryptionKey: new kms.Key(stack, 'Key') });
    const template = Template.fromStack(stack);
    expectDestination(template, { EncryptionConfiguration: { KMSEncryptionConfig: { AWSKMSKeyARN: getAtt('Key') } } });
    template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: getAtt('Key') });
    template.hasResourceProperties('AWS::Lambda::Function', { KmsKeyArn: getAtt('Key') });
  });

  test('leaves the choice of the key to a bucket that has one', () => {
    const { stack, props } = surroundings();
    const bucket = new s3.Bucket(stack, 'Encrypted', { encryptionKey: new kms.Key(stack, 'BucketKey') });
    new CuratedDelivery(stack, 'Delivery', { ...props, bucket, encryptionKey: new kms.Key(stack, 'PipelineKey') });
    expectDestination(Template.fromStack(stack), { EncryptionConfiguration: { KMSEncryptionConfig: { AWSKMSKeyARN: getAtt('BucketKey') } } });
  });

  test('adds no mapping of addresses to the stack', () => {
    expect(synthesize().template.toJSON().Mappings).toBeUndefined();
  });

  test('fits twice in a stack', () => {
    const { stack, props, curatedTable } = surroundings();
    new CuratedDelivery(stack, 'First', { ...props, curatedTable });
    new CuratedDelivery(stack, 'Second', { ...props, curatedTable, prefix: 'again/' });
    Template.fromStack(stack).resourceCountIs('AWS::KinesisFirehose::DeliveryStream', 2);
  });

  test('ingests and delivers with at most 14 resources and 12 KiB of template', () => {
    const stack = new Stack(new App(), 'Stack');
    const { stream } = new StreamIngestion(stack, 'Ingestion');
    const bucket = new s3.Bucket(stack, 'Bucket', { enforceSSL: true });
    new CuratedDelivery(stack, 'Delivery', { schema, stream, bucket, transform: RecordTransform.none() });
    const template = Template.fromStack(stack).toJSON();
    expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(14);
    expect(JSON.stringify(template, undefined, 1).length).toBeLessThanOrEqual(12 * 1024);
  });
});

describe('the AWS Solutions rules', () => {
  test.each([
    ['in Parquet', DeliveryFormat.parquet(), RecordTransform.standard()],
    ['in JSON without a transform', DeliveryFormat.json(), RecordTransform.none()],
  ])('find nothing in a delivery %s, to the stack\'s or an existing bucket, with or without a key', (_how, format, transform) => {
    const { stack, props, curatedTable } = surroundings();
    const scope = new Stack(stack, 'Deliveries');
    const existing = s3.Bucket.fromBucketName(scope, 'Existing', 'curated');
    const encryptionKey = new kms.Key(scope, 'Key', { enableKeyRotation: true });
    const bucket = new s3.Bucket(scope, 'Bucket', { serverAccessLogsBucket: existing, enforceSSL: true });
    new CuratedDelivery(scope, 'Plain', { ...props, bucket, curatedTable, format, transform });
    new CuratedDelivery(scope, 'Full', { ...props, bucket: existing, curatedTable, format, transform, encryptionKey, prefix: 'nyc/taxi/', errorPrefix: 'nyc/failed/' });
    expect(new AwsSolutionsChecks(scope).validateScope(scope).violations).toEqual([]);
  });

  test('find nothing in a delivery to a bucket of another stack, whose ARN becomes an import when the app is synthesized', () => {
    const { app, stack, props } = surroundings();
    const other = new Stack(app, 'Other');
    new CuratedDelivery(other, 'Delivery', { ...props, transform: RecordTransform.none() });
    expect(JSON.stringify(Template.fromStack(other).toJSON())).toContain('Fn::ImportValue');
    expect(new AwsSolutionsChecks(stack).validateScope(other).violations).toEqual([]);
  });

  test('would find a wildcard that nobody acknowledged', () => {
    const { delivery } = synthesize();
    delivery.role.addToPrincipalPolicy(new s3.Bucket(delivery, 'Other').grantRead(delivery.role).principalStatements[0]);
    const rules = new AwsSolutionsChecks(delivery).validateScope(delivery.role).violations.map(({ ruleName }) => ruleName);
    expect(rules).toContain('AwsSolutions-IAM5[Action::s3:GetObject*]');
  });
});
