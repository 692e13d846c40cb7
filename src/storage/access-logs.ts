import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';

/**
 * Logs every request to a bucket in another one.
 *
 * Through the L1: the L2 would allow it by an ACL unless the app has set a feature flag, and buckets that ignore ACLs refuse that.
 */
export function logAccess(bucket: s3.Bucket, accessLogBucket: s3.IBucket, prefix: string): void {
  const resource = bucket.node.defaultChild;
  if (!s3.CfnBucket.isCfnBucket(resource)) {
    throw new Error(`the access to ${bucket.node.path} cannot be logged: its resource was taken out of the bucket`);
  }
  resource.loggingConfiguration = { destinationBucketName: accessLogBucket.bucketName, logFilePrefix: prefix };
}

/** Lets S3 deliver the logs of one bucket under one prefix, and no others. */
export function allowAccessLogs(bucket: s3.Bucket, accessLogBucket: s3.IBucket, prefix: string): void {
  accessLogBucket.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('logging.s3.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [accessLogBucket.arnForObjects(`${prefix}*`)],
    conditions: {
      ArnLike: { 'aws:SourceArn': bucket.bucketArn },
      StringEquals: { 'aws:SourceAccount': Stack.of(bucket).account },
    },
  }));
}
