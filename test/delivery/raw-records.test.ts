import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { expectDestination, surroundings, synthesize } from './delivery';
import { CuratedDelivery, CuratedDeliveryProps } from '../../src';
import { nagFindings } from '../support/nag';

const failure = (changes: Partial<CuratedDeliveryProps>) => () => synthesize(changes);
const getAtt = (id: string) => ({ 'Fn::GetAtt': [Match.stringLikeRegexp(`^${id}`), 'Arn'] });

describe('raw records', () => {
  test('are not kept by default', () => {
    const { delivery, template } = synthesize();
    expectDestination(template, { S3BackupMode: Match.absent(), S3BackupConfiguration: Match.absent() });
    expect(delivery.rawRecordPrefix).toBeUndefined();
  });

  test('are kept beside the others by the hour of arrival', () => {
    const { delivery, template } = synthesize({ rawRecordBackup: true });
    expectDestination(template, {
      S3BackupMode: 'Enabled',
      S3BackupConfiguration: {
        BucketARN: getAtt('Bucket'),
        RoleARN: getAtt('DeliveryRole'),
        Prefix: 'raw/year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/hour=!{timestamp:HH}/',
        ErrorOutputPrefix: 'errors/!{firehose:error-output-type}/year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/',
        BufferingHints: { IntervalInSeconds: 300, SizeInMBs: 128 },
        CompressionFormat: 'GZIP',
        EncryptionConfiguration: Match.absent(),
        CloudWatchLoggingOptions: { Enabled: true, LogGroupName: { Ref: Match.stringLikeRegexp('^DeliveryLogs') } },
      },
    });
    expect(delivery.rawRecordPrefix).toBe('raw/');
  });

  test('are kept in another bucket with its key, which the role may write to', () => {
    const { stack, props } = surroundings();
    const rawRecordBucket = new s3.Bucket(stack, 'Archive', { encryptionKey: new kms.Key(stack, 'ArchiveKey') });
    new CuratedDelivery(stack, 'Delivery', { ...props, rawRecordBackup: true, rawRecordBucket, rawRecordPrefix: 'archive/' });
    const template = Template.fromStack(stack);
    expectDestination(template, {
      S3BackupConfiguration: {
        BucketARN: getAtt('Archive'),
        Prefix: Match.stringLikeRegexp('^archive/'),
        EncryptionConfiguration: { KMSEncryptionConfig: { AWSKMSKeyARN: getAtt('ArchiveKey') } },
      },
    });
    const objects = (bucket: string, prefix: string) => ({ 'Fn::Join': ['', [getAtt(bucket), `/${prefix}/*`]] });
    template.hasResourceProperties('AWS::IAM::Role', {
      Policies: [{
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({ Action: Match.arrayWith(['s3:ListBucket']), Resource: [getAtt('Bucket'), getAtt('Archive')] }),
            Match.objectLike({
              Action: Match.arrayWith(['s3:PutObject']),
              Resource: [objects('Bucket', 'trips'), objects('Bucket', 'errors'), objects('Archive', 'archive'), objects('Archive', 'errors')],
            }),
            Match.objectLike({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: getAtt('ArchiveKey') }),
          ]),
        },
      }],
    });
  });

  test('may lie in a bucket of their own where the curated ones lie in theirs', () => {
    const { stack, props } = surroundings();
    const rawRecordBucket = new s3.Bucket(stack, 'Archive');
    expect(() => new CuratedDelivery(stack, 'Delivery', { ...props, rawRecordBackup: true, rawRecordBucket, rawRecordPrefix: 'trips/' })).not.toThrow();
  });

  test('leave no finding of the AWS Solutions rules', () => {
    const { stack, props } = surroundings();
    const scope = new Stack(stack, 'Deliveries');
    const rawRecordBucket = s3.Bucket.fromBucketName(scope, 'Archive', 'archive');
    new CuratedDelivery(scope, 'Same', { ...props, rawRecordBackup: true });
    new CuratedDelivery(scope, 'Other', { ...props, rawRecordBackup: true, rawRecordBucket });
    expect(nagFindings(scope)).toEqual([]);
  });

  test.each([
    [{ rawRecordPrefix: 'trips/' }, 'rawRecordPrefix and prefix must not lie within each other, got "trips/" and "trips/"'],
    [{ rawRecordPrefix: 'errors/raw/' }, 'rawRecordPrefix and errorPrefix must not lie within each other, got "errors/raw/" and "errors/"'],
    [{ rawRecordPrefix: 'raw' }, 'rawRecordPrefix must be folder names of letters, digits, _ . = and -, each ended by a slash'],
  ])('fail under a prefix that is not theirs alone (%#)', (changes, message) => {
    expect(failure({ rawRecordBackup: true, ...changes })).toThrow(message);
  });

  test('fail with a place and no backup', () => {
    expect(failure({ rawRecordPrefix: 'raw/' })).toThrow('rawRecordPrefix cannot be set without a backup, got rawRecordBackup undefined: set that to true');
    const { stack } = surroundings();
    expect(failure({ rawRecordBackup: false, rawRecordPrefix: 'raw/', rawRecordBucket: s3.Bucket.fromBucketName(stack, 'Archive', 'archive') }))
      .toThrow('rawRecordPrefix, rawRecordBucket cannot be set without a backup, got rawRecordBackup false');
  });
});
