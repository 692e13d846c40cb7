import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export interface PrivateBucketProps {
  /** Encrypted with the key that S3 manages when absent. */
  readonly encryptionKey?: kms.IKey;
  readonly versioned?: boolean;
  readonly expiration?: Duration;
  readonly noncurrentVersionExpiration?: Duration;
  readonly abortIncompleteMultipartUploadAfter?: Duration;
  readonly removalPolicy?: RemovalPolicy;
  readonly autoDeleteObjects?: boolean;
}

/** A bucket that nobody but its account reaches, and only by TLS. */
export function privateBucket(scope: Construct, id: string, props: PrivateBucketProps): s3.Bucket {
  const versioned = props.versioned ?? true;
  const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
  return new s3.Bucket(scope, id, {
    encryption: props.encryptionKey ? s3.BucketEncryption.KMS : s3.BucketEncryption.S3_MANAGED,
    encryptionKey: props.encryptionKey,
    bucketKeyEnabled: props.encryptionKey ? true : undefined,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    versioned,
    lifecycleRules: [{
      expiration: props.expiration,
      noncurrentVersionExpiration: versioned ? props.noncurrentVersionExpiration ?? Duration.days(30) : undefined,
      abortIncompleteMultipartUploadAfter: props.abortIncompleteMultipartUploadAfter ?? Duration.days(7),
    }],
    removalPolicy,
    // a bucket that holds objects cannot be deleted
    autoDeleteObjects: props.autoDeleteObjects ?? removalPolicy === RemovalPolicy.DESTROY,
  });
}
