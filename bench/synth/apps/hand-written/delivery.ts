import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { handWrittenFunction } from './function';
import type { Stored } from './storage';

export interface Delivered {
  readonly delivery: firehose.CfnDeliveryStream;
  readonly transform: lambda.Function;
}

export function delivery(stack: Stack, { key, trips, curated }: Stored): Delivered {
  const transform = handWrittenFunction(stack, 'Transform', 'transform', key);
  const logGroup = new logs.LogGroup(stack, 'DeliveryLogs', {
    retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY, encryptionKey: key,
  });
  const logStream = new logs.LogStream(stack, 'DeliveryLogStream', { logGroup, removalPolicy: RemovalPolicy.DESTROY });
  const allow = (actions: string[], resources: string[]) => new iam.PolicyStatement({ actions, resources });
  const role = new iam.Role(stack, 'DeliveryRole', {
    assumedBy: new iam.ServicePrincipal('firehose.amazonaws.com'),
    inlinePolicies: {
      Delivery: new iam.PolicyDocument({
        statements: [
          allow(['kinesis:DescribeStream', 'kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards'], [trips.streamArn]),
          allow(['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'], [curated.arnForObjects('trips/*'), curated.arnForObjects('errors/*')]),
          allow(['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], [curated.bucketArn]),
          allow(['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn]),
          allow(['glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions'], [
            `arn:${stack.partition}:glue:${stack.region}:${stack.account}:catalog`,
            `arn:${stack.partition}:glue:${stack.region}:${stack.account}:database/trips`,
            `arn:${stack.partition}:glue:${stack.region}:${stack.account}:table/trips/curated`,
          ]),
          allow(['lambda:InvokeFunction', 'lambda:GetFunctionConfiguration'], [transform.functionArn]),
          allow(['logs:PutLogEvents'], [logGroup.logGroupArn]),
        ],
      }),
    },
  });
  const deliveryStream = new firehose.CfnDeliveryStream(stack, 'Delivery', {
    deliveryStreamType: 'KinesisStreamAsSource',
    kinesisStreamSourceConfiguration: { kinesisStreamArn: trips.streamArn, roleArn: role.roleArn },
    extendedS3DestinationConfiguration: {
      bucketArn: curated.bucketArn,
      roleArn: role.roleArn,
      prefix: 'trips/year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/hour=!{timestamp:HH}/',
      errorOutputPrefix: 'errors/!{firehose:error-output-type}/',
      bufferingHints: { intervalInSeconds: 300, sizeInMBs: 128 },
      encryptionConfiguration: { kmsEncryptionConfig: { awskmsKeyArn: key.keyArn } },
      cloudWatchLoggingOptions: { enabled: true, logGroupName: logGroup.logGroupName, logStreamName: logStream.logStreamName },
      processingConfiguration: {
        enabled: true,
        processors: [{
          type: 'Lambda',
          parameters: [
            { parameterName: 'LambdaArn', parameterValue: transform.functionArn },
            { parameterName: 'NumberOfRetries', parameterValue: '3' },
            { parameterName: 'BufferSizeInMBs', parameterValue: '1' },
            { parameterName: 'BufferIntervalInSeconds', parameterValue: '60' },
          ],
        }],
      },
      dataFormatConversionConfiguration: {
        enabled: true,
        inputFormatConfiguration: { deserializer: { openXJsonSerDe: {} } },
        outputFormatConfiguration: { serializer: { parquetSerDe: {} } },
        schemaConfiguration: { databaseName: 'trips', tableName: 'curated', roleArn: role.roleArn, versionId: 'LATEST' },
      },
    },
  });
  return { delivery: deliveryStream, transform };
}
