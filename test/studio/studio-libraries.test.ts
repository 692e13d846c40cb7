import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AnalyticsStudio, AnalyticsStudioProps, StudioConnector, StudioRuntime } from '../../src';
import { nagFindings } from '../support/nag';

const APPLICATION = 'AWS::KinesisAnalyticsV2::Application';
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jars-'));
const JAR = path.join(folder, 'functions.jar');
const NO_JAR = path.join(folder, 'text.jar');

beforeAll(() => {
  fs.writeFileSync(JAR, 'PK\u0003\u0004');
  fs.writeFileSync(NO_JAR, 'text');
});

afterAll(() => fs.rmSync(folder, { recursive: true }));

function studio(props: (stack: Stack) => Partial<AnalyticsStudioProps>) {
  const stack = new Stack(new App(), 'Stack');
  new AnalyticsStudio(stack, 'Studio', { databaseName: 'trips', ...props(stack) });
  return { stack, template: Template.fromStack(stack) };
}

describe('libraries of a Studio', () => {
  test('come from a bucket, of which the notebook may read them and nothing else', () => {
    const { stack, template } = studio((scope) => {
      const bucket = s3.Bucket.fromBucketAttributes(scope, 'Jars', { bucketName: 'jars', encryptionKey: kms.Key.fromKeyArn(scope, 'Key', 'arn:aws:kms:eu-west-1:123456789012:key/k') });
      return { connectors: [StudioConnector.kinesis(), StudioConnector.fromBucket(bucket, 'lib/kafka.jar', 'v1'), StudioConnector.udf(bucket, 'udf.jar')] };
    });
    const bucketArn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::jars']] };
    template.hasResourceProperties(APPLICATION, {
      ApplicationConfiguration: {
        ZeppelinApplicationConfiguration: {
          CustomArtifactsConfiguration: [
            { ArtifactType: 'DEPENDENCY_JAR', MavenReference: { Version: '1.15.4' } },
            { ArtifactType: 'DEPENDENCY_JAR', S3ContentLocation: { BucketARN: bucketArn, FileKey: 'lib/kafka.jar', ObjectVersion: 'v1' } },
            { ArtifactType: 'UDF', S3ContentLocation: { BucketARN: bucketArn, FileKey: 'udf.jar' } },
          ],
        },
      },
    });
    template.hasResourceProperties('AWS::IAM::Role', {
      Policies: Match.arrayWith([{
        PolicyName: 'Jars',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 's3:GetObjectVersion', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::jars/lib/kafka.jar']] } },
            { Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::jars/udf.jar']] } },
            { Effect: 'Allow', Action: 'kms:Decrypt', Resource: 'arn:aws:kms:eu-west-1:123456789012:key/k' },
          ],
        },
      }]),
    });
    expect(nagFindings(stack)).toEqual([]);
  });

  test('come from a file of the app, which the deployment puts into the bucket of assets', () => {
    const { stack, template } = studio(() => ({ connectors: [StudioConnector.fromAsset(JAR), StudioConnector.udfFromAsset(JAR)] }));
    template.hasResourceProperties(APPLICATION, {
      ApplicationConfiguration: {
        ZeppelinApplicationConfiguration: {
          CustomArtifactsConfiguration: ['DEPENDENCY_JAR', 'UDF'].map((ArtifactType) => ({ ArtifactType, S3ContentLocation: { FileKey: Match.stringLikeRegexp('^[0-9a-f]{64}\\.jar$') } })),
        },
      },
    });
    expect(nagFindings(stack)).toEqual([]);
  });

  test.each(['', '/udf.jar', 's3://jars/udf.jar', 'udf.zip'])('are no jar in the bucket with the key %p', (key) => {
    const bucket = s3.Bucket.fromBucketName(new Stack(new App(), 'Stack'), 'Jars', 'jars');
    const message = `key must be the key of a jar in the bucket, without the bucket's name and a slash before it, and end with .jar, got ${JSON.stringify(key)}`;
    expect(() => StudioConnector.fromBucket(bucket, key)).toThrow(`StudioConnector.fromBucket: ${message}`);
    expect(() => StudioConnector.udf(bucket, key)).toThrow(`StudioConnector.udf: ${message}`);
  });

  test('may have a key that only a deployment knows', () => {
    const key = Token.asString({ Ref: 'Key' });
    studio((stack) => ({ connectors: [StudioConnector.fromBucket(s3.Bucket.fromBucketName(stack, 'Jars', 'jars'), key)] })).template
      .hasResourceProperties(APPLICATION, Match.objectLike({}));
  });

  test('are no jar where there is no file, or another one', () => {
    expect(() => StudioConnector.fromAsset('nowhere.jar')).toThrow('StudioConnector.fromAsset: path must be a jar, but there is no file at "nowhere.jar": build it before the app is synthesized');
    expect(() => StudioConnector.udfFromAsset(NO_JAR)).toThrow(`StudioConnector.udfFromAsset: path must be a jar, got ${JSON.stringify(NO_JAR)}, which is none`);
  });

  test.each(['1.15.1', '1.16.1', '5.0.0-1.20'])('have no Kinesis connector %p in the runtime', (version) => {
    expect(() => studio(() => ({ connectors: [StudioConnector.kinesis(version)] })))
      .toThrow(`connectors must fit the runtime, whose Kinesis connector is 1.15.2 or a later 1.15, got ${JSON.stringify(version)}: leave the version out`);
    studio(() => ({ runtime: StudioRuntime.of('ZEPPELIN-FLINK-4_0'), connectors: [StudioConnector.kinesis(version)] }));
  });
});

describe('notes as applications', () => {
  test('go to one folder of one bucket, with names and a role that are their own', () => {
    const { stack, template } = studio((scope) => ({
      deployAsApplication: { bucket: s3.Bucket.fromBucketAttributes(scope, 'Code', { bucketName: 'code', encryptionKey: kms.Key.fromKeyArn(scope, 'Key', 'arn:aws:kms:eu-west-1:123456789012:key/k') }) },
    }));
    const code = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::code${rest}`]] });
    template.hasResourceProperties(APPLICATION, {
      ApplicationConfiguration: {
        ZeppelinApplicationConfiguration: { DeployAsApplicationConfiguration: { S3ContentLocation: { BucketARN: code(''), BasePath: 'studio-applications/' } } },
      },
    });
    const role = { 'Fn::GetAtt': [Match.stringLikeRegexp('^StudioRole'), 'Arn'] };
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Action: 'kinesisanalytics:DescribeApplication' }),
          { Effect: 'Allow', Action: 's3:GetBucketLocation', Resource: code('') },
          { Effect: 'Allow', Action: 's3:ListBucket', Resource: code(''), Condition: { StringLike: { 's3:prefix': 'studio-applications/*' } } },
          { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: code('/studio-applications/*') },
          {
            Effect: 'Allow',
            Action: ['kinesisanalytics:CreateApplication', 'kinesisanalytics:DescribeApplication', 'kinesisanalytics:UpdateApplication'],
            Resource: { 'Fn::Join': ['', Match.arrayWith([':application/Stack-*'])] },
          },
          { Effect: 'Allow', Action: 'iam:PassRole', Resource: role, Condition: { StringEquals: { 'iam:PassedToService': 'kinesisanalytics.amazonaws.com' } } },
          { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: 'arn:aws:kms:eu-west-1:123456789012:key/k' },
        ],
      },
    });
    expect(nagFindings(stack)).toEqual([]);
  });

  test('go where it is said, under the names that are said', () => {
    const { stack, template } = studio((scope) => ({
      deployAsApplication: { bucket: s3.Bucket.fromBucketName(scope, 'Code', 'code'), basePath: 'a/b/', applicationNamePrefix: 'taxi-' },
    }));
    expect(JSON.stringify(template.toJSON())).toMatch(/:s3:::code\/a\/b\/\*.*:application\/taxi-\*/);
    expect(nagFindings(stack)).toEqual([]);
  });

  test.each([['basePath', '/a/'], ['basePath', 'a'], ['basePath', 'a//'], ['applicationNamePrefix', 'a*'], ['applicationNamePrefix', '']])('fail with the %s %p', (property, value) => {
    expect(() => studio((scope) => ({ deployAsApplication: { bucket: s3.Bucket.fromBucketName(scope, 'Code', 'code'), [property]: value } })))
      .toThrow(new RegExp(`deployAsApplication.${property} must be .*, got ${JSON.stringify(value).replace(/[*/]/g, '\\$&')}`));
  });
});
