import { App, Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { PipelineStorage, PipelineStorageProps } from '../../src';
import { nagFindings } from '../support/nag';

interface Synthesized {
  readonly stack: Stack;
  readonly storage: PipelineStorage;
  readonly template: Template;
}

function synthesize(props: PipelineStorageProps = {}): Synthesized {
  const stack = new Stack(new App(), 'Stack');
  const storage = new PipelineStorage(stack, 'Storage', props);
  return { stack, storage, template: Template.fromStack(stack) };
}

function existing(name: string): s3.IBucket {
  return s3.Bucket.fromBucketName(new Stack(), name, `existing-${name}`);
}

function constructing(props: PipelineStorageProps): () => PipelineStorage {
  return () => new PipelineStorage(new Stack(), 'Storage', props);
}

/** The logical ids of the buckets that match, without the hash. */
function buckets(template: Template, properties: object): string[] {
  return Object.keys(template.findResources('AWS::S3::Bucket', { Properties: properties })).map((id) => id.slice(0, -8)).sort();
}

const ALL = ['StorageAccessLogs', 'StorageCurated', 'StorageDataset'];
const DATA = ['StorageCurated', 'StorageDataset'];

describe('PipelineStorage', () => {
  test('defines a dataset, a curated and an access-log bucket, each with a policy, and nothing else', () => {
    const { template } = synthesize();
    template.resourceCountIs('AWS::S3::Bucket', 3);
    template.resourceCountIs('AWS::S3::BucketPolicy', 3);
    expect(Object.keys(template.toJSON().Resources)).toHaveLength(6);
  });

  test('defines private, versioned buckets without names that ignore ACLs', () => {
    const { template } = synthesize();
    expect(buckets(template, {
      BucketName: Match.absent(),
      AccessControl: Match.absent(),
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      VersioningConfiguration: { Status: 'Enabled' },
    })).toEqual(ALL);
  });

  test('refuses requests without TLS', () => {
    const { template } = synthesize();
    const denied = template.findResources('AWS::S3::BucketPolicy', {
      Properties: {
        PolicyDocument: {
          Statement: Match.arrayWith([Match.objectLike({
            Effect: 'Deny', Action: 's3:*', Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          })]),
        },
      },
    });
    expect(Object.keys(denied)).toHaveLength(3);
  });

  test('retains the buckets by default', () => {
    expect(Object.keys(synthesize().template.findResources('AWS::S3::Bucket', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' }))).toHaveLength(3);
  });

  test('keeps objects for ever, their former versions for 30 days and parts of uploads for 7 by default', () => {
    expect(buckets(synthesize().template, {
      LifecycleConfiguration: {
        Rules: [{
          ExpirationInDays: Match.absent(),
          NoncurrentVersionExpiration: { NoncurrentDays: 30 },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          Status: 'Enabled',
        }],
      },
    })).toEqual(DATA);
  });

  test('keeps access logs for 90 days by default', () => {
    expect(buckets(synthesize().template, { LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 90 })] } })).toEqual(['StorageAccessLogs']);
  });

  test('keeps everything for as long as it is told to', () => {
    const { template } = synthesize({
      expiration: Duration.days(365),
      noncurrentVersionExpiration: Duration.days(3),
      abortIncompleteMultipartUploadAfter: Duration.hours(48),
      accessLogExpiration: Duration.days(400),
    });
    const rest = { NoncurrentVersionExpiration: { NoncurrentDays: 3 }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 }, Status: 'Enabled' };
    expect(buckets(template, { LifecycleConfiguration: { Rules: [{ ExpirationInDays: 365, ...rest }] } })).toEqual(DATA);
    expect(buckets(template, { LifecycleConfiguration: { Rules: [{ ExpirationInDays: 400, ...rest }] } })).toEqual(['StorageAccessLogs']);
  });

  test('logs the access to each bucket under a prefix that only this bucket may write', () => {
    const { template, stack, storage: { datasetBucket, curatedBucket, accessLogBucket } } = synthesize();
    for (const [bucket, prefix] of [[datasetBucket, 'dataset/'], [curatedBucket, 'curated/']] as const) {
      template.hasResourceProperties('AWS::S3::Bucket', {
        LoggingConfiguration: { DestinationBucketName: stack.resolve(accessLogBucket?.bucketName), LogFilePrefix: prefix },
      });
      template.hasResourceProperties('AWS::S3::BucketPolicy', {
        Bucket: stack.resolve(accessLogBucket?.bucketName),
        PolicyDocument: {
          Statement: Match.arrayWith([{
            Effect: 'Allow',
            Principal: { Service: 'logging.s3.amazonaws.com' },
            Action: 's3:PutObject',
            Resource: stack.resolve(accessLogBucket?.arnForObjects(`${prefix}*`)),
            Condition: {
              ArnLike: { 'aws:SourceArn': stack.resolve(bucket.bucketArn) },
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
            },
          }]),
        },
      });
    }
  });

  test('logs the access to no bucket when told so', () => {
    const { template, storage: { accessLogBucket } } = synthesize({ accessLogs: false });
    expect(accessLogBucket).toBeUndefined();
    expect(buckets(template, { LoggingConfiguration: Match.absent() })).toEqual(DATA);
  });

  test('logs into an existing bucket', () => {
    const existingAccessLogBucket = existing('logs');
    const { template, storage: { accessLogBucket } } = synthesize({ existingAccessLogBucket });
    expect(accessLogBucket).toBe(existingAccessLogBucket);
    expect(buckets(template, { LoggingConfiguration: { DestinationBucketName: 'existing-logs' } })).toEqual(DATA);
  });

  test('leaves an existing bucket of another stack as it is, so that the stacks do not depend on each other in a circle', () => {
    const app = new App();
    const central = new Stack(app, 'Central');
    const stack = new Stack(app, 'Stack');
    new PipelineStorage(stack, 'Storage', { existingAccessLogBucket: new s3.Bucket(central, 'Logs') });
    app.synth();
    expect(stack.dependencies).toEqual([central]);
    Template.fromStack(central).resourceCountIs('AWS::S3::BucketPolicy', 0);
  });

  test('keeps no former versions when told so', () => {
    const { template } = synthesize({ versioned: false });
    expect(buckets(template, {
      VersioningConfiguration: Match.absent(),
      LifecycleConfiguration: { Rules: [Match.objectLike({ NoncurrentVersionExpiration: Match.absent() })] },
    })).toEqual(ALL);
  });

  test('encrypts data with the key given, and access logs with the one that S3 manages', () => {
    const stack = new Stack();
    const encryptionKey = new kms.Key(stack, 'Key');
    new PipelineStorage(stack, 'Storage', { encryptionKey });
    const template = Template.fromStack(stack);
    expect(buckets(template, {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{
          BucketKeyEnabled: true,
          ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: stack.resolve(encryptionKey.keyArn) },
        }],
      },
    })).toEqual(DATA);
    expect(buckets(template, {
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
    })).toEqual(['StorageAccessLogs']);
  });

  test('retains buckets and objects unless told otherwise', () => {
    const { template } = synthesize();
    expect(Object.keys(template.findResources('AWS::S3::Bucket', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' }))).toHaveLength(3);
    template.resourceCountIs('Custom::S3AutoDeleteObjects', 0);
  });

  test('empties the buckets that it deletes', () => {
    const { template } = synthesize({ removalPolicy: RemovalPolicy.DESTROY });
    expect(Object.keys(template.findResources('AWS::S3::Bucket', { DeletionPolicy: 'Delete' }))).toHaveLength(3);
    template.resourceCountIs('Custom::S3AutoDeleteObjects', 3);
  });

  test('leaves the objects of the buckets that it deletes when told so, without a custom resource', () => {
    const { template } = synthesize({ removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: false });
    expect(Object.keys(template.findResources('AWS::S3::Bucket', { DeletionPolicy: 'Delete' }))).toHaveLength(3);
    template.resourceCountIs('AWS::Lambda::Function', 0);
  });

  test('says in the template why the function that empties buckets is as it is, and nothing twice', () => {
    const { template } = synthesize({ removalPolicy: RemovalPolicy.DESTROY });
    const [emptying] = Object.values(template.findResources('AWS::Lambda::Function'));
    expect(emptying.DependsOn).toBeUndefined();
    expect(emptying.Metadata.checkov.skip.map(({ id }: { id: string }) => id)).toEqual(['CKV_AWS_115', 'CKV_AWS_116', 'CKV_AWS_117']);
  });

  test('takes one existing bucket and defines the other', () => {
    const existingDatasetBucket = existing('dataset');
    const { template, storage: { datasetBucket } } = synthesize({ existingDatasetBucket, versioned: false });
    expect(datasetBucket).toBe(existingDatasetBucket);
    expect(buckets(template, {})).toEqual(['StorageAccessLogs', 'StorageCurated']);
  });

  test('takes two existing buckets and defines nothing', () => {
    const [existingDatasetBucket, existingCuratedBucket] = [existing('dataset'), existing('curated')];
    const { template, storage: built } = synthesize({ existingDatasetBucket, existingCuratedBucket });
    expect(built.datasetBucket).toBe(existingDatasetBucket);
    expect(built.curatedBucket).toBe(existingCuratedBucket);
    expect(built.accessLogBucket).toBeUndefined();
    expect(template.toJSON().Resources).toBeUndefined();
  });

  test('names the places of failed records', () => {
    const { storage: { errorPrefix, deadLetterPrefix } } = synthesize();
    expect([errorPrefix, deadLetterPrefix]).toEqual(['errors/', 'dead-letters/']);
  });

  test('fits twice in one stack', () => {
    const stack = new Stack();
    new PipelineStorage(stack, 'One');
    new PipelineStorage(stack, 'Two');
    Template.fromStack(stack).resourceCountIs('AWS::S3::Bucket', 6);
  });

  test('takes a time that is known at deployment only', () => {
    const { template } = synthesize({ expiration: Duration.days(Lazy.number({ produce: () => 12 })) });
    expect(buckets(template, { LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 12 })] } })).toEqual(DATA);
  });

  test.each<[string, PipelineStorageProps]>([
    ['by default', {}],
    ['without versions', { versioned: false }],
    ['emptied and deleted', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true }],
    ['with existing buckets', { existingDatasetBucket: existing('dataset'), existingAccessLogBucket: existing('logs') }],
  ])('has no cdk-nag finding %s', (_, props) => {
    expect(nagFindings(synthesize(props).stack)).toEqual([]);
  });

  test('leaves cdk-nag its finding when access logs are switched off', () => {
    expect(nagFindings(synthesize({ accessLogs: false }).stack)).toHaveLength(2);
  });

  test.each([Duration.hours(23), Duration.hours(36), Duration.days(0)])('fails with an expiration of %s', (expiration) => {
    expect(constructing({ expiration })).toThrow(`PipelineStorage Default/Storage: expiration must be at least one day, in whole days, got ${expiration.toHumanString()}`);
  });

  test('fails with every time that is not in whole days, naming each', () => {
    const time = Duration.hours(1);
    expect(constructing({ noncurrentVersionExpiration: time, abortIncompleteMultipartUploadAfter: time, accessLogExpiration: time }))
      .toThrow(/3 problems:\n.*noncurrentVersionExpiration must .*\n.*abortIncompleteMultipartUploadAfter must .*\n.*accessLogExpiration must /);
  });

  test('fails with a time for former versions that there are none of', () => {
    expect(constructing({ versioned: false, noncurrentVersionExpiration: Duration.days(1) }))
      .toThrow('noncurrentVersionExpiration needs versioned buckets, got versioned: false');
  });

  test.each([undefined, RemovalPolicy.RETAIN, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE])('fails with autoDeleteObjects and a removal policy of %s', (removalPolicy) => {
    expect(constructing({ autoDeleteObjects: true, removalPolicy })).toThrow(
      `autoDeleteObjects needs removalPolicy: RemovalPolicy.DESTROY, got ${removalPolicy ?? 'none, which retains the buckets'}`);
  });

  test('fails with existing buckets and options for new ones, naming both', () => {
    expect(constructing({ existingDatasetBucket: existing('dataset'), existingCuratedBucket: existing('curated'), versioned: true, expiration: Duration.days(1) }))
      .toThrow('existingDatasetBucket with existingCuratedBucket takes a resource as it is, so versioned, expiration cannot be set with it');
  });

  test('fails with an existing access-log bucket and an expiration for a new one', () => {
    expect(constructing({ existingAccessLogBucket: existing('logs'), accessLogExpiration: Duration.days(1) }))
      .toThrow('existingAccessLogBucket takes a resource as it is, so accessLogExpiration cannot be set with it');
  });

  test('fails with options of access logs that are switched off', () => {
    expect(constructing({ accessLogs: false, existingAccessLogBucket: existing('logs') }))
      .toThrow('existingAccessLogBucket needs access logs, got accessLogs: false');
    expect(constructing({ accessLogs: false, accessLogExpiration: Duration.days(1) }))
      .toThrow('accessLogExpiration needs access logs, got accessLogs: false');
  });
});
