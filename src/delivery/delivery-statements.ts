import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { DeliveryPlace } from './resolved-delivery';
import { keyUse } from '../private/key-use';
import { logStreamArn } from '../private/log-stream-arn';
import { CuratedTable } from '../schema';

/** What a delivery stream touches. */
export interface DeliveryAccess {
  readonly stream: kinesis.IStream;
  /** Where it writes objects: each prefix of each bucket. */
  readonly places: DeliveryPlace[];
  readonly logGroup: logs.ILogGroup;
  readonly logStream: logs.ILogStream;
  readonly transformFunction?: lambda.IFunction;
  readonly curatedTable?: CuratedTable;
}

/**
 * What Firehose may do, action by action.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html
 */
export function deliveryStatements(stack: Stack, access: DeliveryAccess): iam.PolicyStatement[] {
  return [
    allow(['kinesis:DescribeStream', 'kinesis:GetShardIterator', 'kinesis:GetRecords', 'kinesis:ListShards'], access.stream.streamArn),
    allow(['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], ...new Set(access.places.map(({ bucket }) => bucket.bucketArn))),
    allow(['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'], ...objectArns(access)),
    allow(['logs:PutLogEvents'], logStreamArn(access.logGroup, access.logStream)),
    ...keyUse(stack, 'kinesis', [access.stream.encryptionKey], ['kms:Decrypt']),
    ...keyUse(stack, 's3', access.places.map(({ key }) => key), ['kms:Decrypt', 'kms:GenerateDataKey']),
    ...functionStatements(access),
    ...tableStatements(stack, access),
  ];
}

/** ARNs, each with a wildcard, of the objects that Firehose writes. */
export function objectArns({ places }: DeliveryAccess): string[] {
  return [...new Set(places.map(({ bucket, prefix }) => bucket.arnForObjects(`${prefix}*`)))];
}

function allow(actions: string[], ...resources: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions, resources });
}

function functionStatements({ transformFunction }: DeliveryAccess): iam.PolicyStatement[] {
  return transformFunction ? [allow(['lambda:InvokeFunction', 'lambda:GetFunctionConfiguration'], transformFunction.functionArn)] : [];
}

function tableStatements(stack: Stack, { curatedTable }: DeliveryAccess): iam.PolicyStatement[] {
  if (!curatedTable) {
    return [];
  }
  const arn = (resource: string, resourceName?: string) => stack.formatArn({ service: 'glue', account: curatedTable.catalogId, resource, resourceName });
  return [allow(['glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions'],
    arn('catalog'),
    arn('database', curatedTable.databaseName),
    arn('table', `${curatedTable.databaseName}/${curatedTable.tableName}`))];
}
