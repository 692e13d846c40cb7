import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { IConstruct } from 'constructs';
import { keyUse } from '../private/key-use';

/** Where Firehose keeps what fails. */
export interface FailedDocuments {
  readonly bucket: s3.IBucket;
  readonly bucketKey?: kms.IKey;
  /** ARN, with a wildcard. */
  readonly objects: string;
}

function allow(actions: string[], ...resources: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions, resources });
}

/**
 * What Firehose may do at its source and where it keeps what fails.
 * https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-es
 */
export function sourceStatements(
  scope: IConstruct, streams: kinesis.IStream[], { bucket, bucketKey, objects }: FailedDocuments,
): iam.PolicyStatement[] {
  return [
    allow(['kinesis:DescribeStream', 'kinesis:GetShardIterator', 'kinesis:GetRecords', 'kinesis:ListShards'],
      ...streams.map(({ streamArn }) => streamArn)),
    allow(['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], bucket.bucketArn),
    allow(['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'], objects),
    ...keyUse(scope, 'kinesis', streams.map(({ encryptionKey }) => encryptionKey), ['kms:Decrypt']),
    ...keyUse(scope, 's3', [bucketKey], ['kms:Decrypt', 'kms:GenerateDataKey']),
  ];
}

/** The paths of the domain that Firehose writes to, with a wildcard: it chooses the path of its bulk requests itself. */
export function writtenPaths({ domainArn }: opensearch.IDomain): string {
  return `${domainArn}/*`;
}

/** The paths of the domain that Firehose reads with a wildcard, those of the indexes with whatever rotation appends. */
export function watchedPaths({ domainArn }: opensearch.IDomain, indexes: string[]): string[] {
  return ['_nodes/*/stats', ...indexes.flatMap((index) => [`${index}*/_mapping/*`, `${index}*/_stats`])].map((path) => `${domainArn}/${path}`);
}

/** What Firehose may do in the domain. */
export function domainStatements(domain: opensearch.IDomain, indexes: string[]): iam.PolicyStatement[] {
  const { domainArn } = domain;
  const named = ['_all/_settings', '_cluster/stats', '_nodes', '_nodes/stats', '_stats'].map((path) => `${domainArn}/${path}`);
  return [
    allow(['es:DescribeDomain', 'es:DescribeDomainConfig', 'es:DescribeDomains'], domainArn),
    allow(['es:ESHttpPost', 'es:ESHttpPut'], domainArn, writtenPaths(domain)),
    allow(['es:ESHttpGet'], ...named, ...watchedPaths(domain, indexes)),
  ];
}

/**
 * What Firehose may do to have network interfaces in a VPC.
 * https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-es-vpc
 */
export function networkStatement(): iam.PolicyStatement {
  return allow(['ec2:CreateNetworkInterface', 'ec2:CreateNetworkInterfacePermission', 'ec2:DeleteNetworkInterface', 'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcAttribute', 'ec2:DescribeVpcs'], '*');
}
