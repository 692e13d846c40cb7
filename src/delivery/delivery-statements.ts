import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';

/** What a delivery stream touches. */
export interface DeliveryAccess {
  readonly stream: kinesis.IStream;
  readonly bucket: s3.IBucket;
  readonly bucketKey?: kms.IKey;
  /** ARNs, each with a wildcard, of the objects that it writes. */
  readonly objectArns: string[];
  readonly logGroup: logs.ILogGroup;
  readonly logStream: logs.ILogStream;
  readonly transformFunction?: lambda.IFunction;
  readonly curatedTable?: glue.CfnTable;
}

/**
 * What Firehose may do, action by action.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html
 */
export function deliveryStatements(stack: Stack, access: DeliveryAccess): iam.PolicyStatement[] {
  return [
    allow(['kinesis:DescribeStream', 'kinesis:GetShardIterator', 'kinesis:GetRecords', 'kinesis:ListShards'], access.stream.streamArn),
    allow(['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], access.bucket.bucketArn),
    allow(['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'], ...access.objectArns),
    allow(['logs:PutLogEvents'], logStreamArn(stack, access)),
    ...keyStatements(stack, access),
    ...functionStatements(access),
    ...tableStatements(stack, access),
  ];
}

function allow(actions: string[], ...resources: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions, resources });
}

function logStreamArn(stack: Stack, { logGroup, logStream }: DeliveryAccess): string {
  return stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: `${logGroup.logGroupName}:log-stream:${logStream.logStreamName}`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

function keyStatements(stack: Stack, { stream, bucketKey }: DeliveryAccess): iam.PolicyStatement[] {
  const through = (service: string, key: kms.IKey | undefined, actions: string[]) => key ? [new iam.PolicyStatement({
    actions,
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `${service}.${stack.region}.${stack.urlSuffix}` } },
  })] : [];
  return [
    ...through('kinesis', stream.encryptionKey, ['kms:Decrypt']),
    ...through('s3', bucketKey, ['kms:Decrypt', 'kms:GenerateDataKey']),
  ];
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
    arn('table', `${curatedTable.databaseName}/${curatedTable.ref}`))];
}
