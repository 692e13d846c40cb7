import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { acknowledgeWildcard } from '../private/acknowledge-wildcard';
import { keyUse } from '../private/key-use';

/** Where Lambda puts batches that it gives up: https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html */
const LAMBDA_PREFIX = 'aws/lambda/';

export interface DeadLettersProps {
  readonly bucket: s3.IBucket;
  /** The key of the bucket, where it is not known by the bucket itself. */
  readonly encryptionKey?: kms.IKey;
  /** Ends with a slash, or is empty. */
  readonly prefix: string;
}

/** The place of what cannot be indexed: single records, written by the indexer, and whole batches, written by Lambda. */
export class DeadLetters {
  constructor(private readonly props: DeadLettersProps) {}

  /** Lets the indexer write its records, and nothing else in the bucket. */
  public allowRecords(role: iam.Role): void {
    this.allowPut(role, this.props.prefix);
    keyUse(role, 's3', [this.props.bucket.encryptionKey ?? this.props.encryptionKey], ['kms:GenerateDataKey']).forEach((statement) => role.addToPolicy(statement));
  }

  /**
   * The bucket as a destination of batches, for an event source of a function with this role.
   *
   * The one of aws-cdk-lib would let the function read, delete and overwrite the whole bucket.
   */
  public forBatches(role: iam.Role): lambda.IEventSourceDlq {
    this.allowPut(role, LAMBDA_PREFIX);
    role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.props.bucket.bucketArn] }));
    return { bind: () => ({ destination: this.props.bucket.bucketArn }) };
  }

  private allowPut(role: iam.Role, prefix: string): void {
    const objects = this.props.bucket.arnForObjects(`${prefix}*`);
    role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:PutObject'], resources: [objects] }));
    acknowledgeWildcard(role, objects, 'dead letters are objects of any name under this one prefix');
  }
}
