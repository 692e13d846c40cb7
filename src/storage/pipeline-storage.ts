import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { allowAccessLogs, logAccess } from './access-logs';
import { explainEmptyingFunction } from './emptying-function';
import { privateBucket } from './private-bucket';
import { checkStorage } from './storage-checks';
import { StorageOptions } from './storage-options';

/** Properties of a {@link PipelineStorage}. */
export interface PipelineStorageProps extends StorageOptions {
  /**
   * The key that encrypts the dataset and curated buckets. The access logs are encrypted with the key that S3 manages, because S3
   * delivers them to no other bucket.
   *
   * @default - the key that S3 manages (SSE-S3)
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * What becomes of the buckets when they leave the stack. `RemovalPolicy.DESTROY` deletes them with all that they hold, unless
   * `autoDeleteObjects` is false.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE - kept, unless its first deployment fails
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * The buckets of a pipeline: one for the original data, one for what the pipeline makes of it.
 *
 * They are private, encrypted, reachable by TLS only, and ignore ACLs.
 */
export class PipelineStorage extends Construct {
  /** The bucket of the original data. */
  public readonly datasetBucket: s3.IBucket;
  /** The bucket of curated data, failed records and dead letters. */
  public readonly curatedBucket: s3.IBucket;
  /** The bucket of the access logs, where there are any. */
  public readonly accessLogBucket?: s3.IBucket;
  /** Where in the curated bucket records go that could not be delivered. */
  public readonly errorPrefix: string = 'errors/';
  /** Where in the curated bucket records go that could not be indexed. */
  public readonly deadLetterPrefix: string = 'dead-letters/';

  /**
   * @throws when existing buckets come with options for new ones, when a time is not in whole days,
   * or when the objects of retained buckets are to be deleted
   */
  constructor(scope: Construct, id: string, props: PipelineStorageProps = {}) {
    super(scope, id);
    checkStorage(`PipelineStorage ${this.node.path}`, props);
    const { existingDatasetBucket, existingCuratedBucket } = props;
    if ((props.accessLogs ?? true) && !(existingDatasetBucket && existingCuratedBucket)) {
      this.accessLogBucket = props.existingAccessLogBucket
        ?? privateBucket(this, 'AccessLogs', { ...props, encryptionKey: undefined, expiration: props.accessLogExpiration ?? Duration.days(90) });
    }
    this.datasetBucket = existingDatasetBucket ?? this.defineBucket('Dataset', props);
    this.curatedBucket = existingCuratedBucket ?? this.defineBucket('Curated', props);
    explainEmptyingFunction(this);
  }

  private defineBucket(id: string, props: PipelineStorageProps): s3.Bucket {
    const bucket = privateBucket(this, id, props);
    if (this.accessLogBucket) {
      const prefix = `${id.toLowerCase()}/`;
      logAccess(bucket, this.accessLogBucket, prefix);
      if (!props.existingAccessLogBucket) {
        allowAccessLogs(bucket, this.accessLogBucket, prefix);
      }
    }
    return bucket;
  }
}
