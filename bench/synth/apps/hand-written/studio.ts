import { CustomResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as analyticsv2 from 'aws-cdk-lib/aws-kinesisanalyticsv2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { handWrittenFunction } from './function';
import type { Stored } from './storage';

export interface Studio {
  readonly studioName: string;
  readonly lifecycle: lambda.Function;
}

export function studio(stack: Stack, { key, trips, insights, database }: Pick<Stored, 'key' | 'trips' | 'insights'> & { database: glue.CfnDatabase }): Studio {
  const databaseArn = `arn:${stack.partition}:glue:${stack.region}:${stack.account}:database/${database.ref}`;
  const logGroup = new logs.LogGroup(stack, 'StudioLogs', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY, encryptionKey: key });
  const logStream = new logs.LogStream(stack, 'StudioLogStream', { logGroup, removalPolicy: RemovalPolicy.DESTROY });
  const allow = (actions: string[], resources: string[]) => new iam.PolicyStatement({ actions, resources });
  const role = new iam.Role(stack, 'StudioRole', {
    assumedBy: new iam.ServicePrincipal('kinesisanalytics.amazonaws.com'),
    inlinePolicies: {
      Studio: new iam.PolicyDocument({
        statements: [
          allow(['glue:GetDatabase', 'glue:GetTable', 'glue:GetTables', 'glue:CreateTable'], [databaseArn]),
          allow(['glue:GetDatabases'], ['*']),
          allow(['kinesis:DescribeStream', 'kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards'], [trips.streamArn]),
          allow(['kinesis:DescribeStream', 'kinesis:PutRecords', 'kinesis:ListShards'], [insights.streamArn]),
          allow(['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn]),
          allow(['logs:PutLogEvents', 'logs:DescribeLogStreams'], [logGroup.logGroupArn]),
        ],
      }),
    },
  });
  const application = new analyticsv2.CfnApplication(stack, 'Studio', {
    runtimeEnvironment: 'ZEPPELIN-FLINK-3_0',
    applicationMode: 'INTERACTIVE',
    serviceExecutionRole: role.roleArn,
    applicationConfiguration: {
      flinkApplicationConfiguration: { parallelismConfiguration: { configurationType: 'CUSTOM', parallelism: 1, parallelismPerKpu: 1 } },
      zeppelinApplicationConfiguration: { catalogConfiguration: { glueDataCatalogConfiguration: { databaseArn } } },
    },
  });
  new analyticsv2.CfnApplicationCloudWatchLoggingOption(stack, 'StudioLogging', {
    applicationName: application.ref,
    cloudWatchLoggingOption: { logStreamArn: `${logGroup.logGroupArn}:log-stream:${logStream.logStreamName}` },
  });
  const applicationArn = `arn:${stack.partition}:kinesisanalytics:${stack.region}:${stack.account}:application/${application.ref}`;
  new iam.Policy(stack, 'StudioSelf', { roles: [role], statements: [allow(['kinesisanalytics:DescribeApplication'], [applicationArn])] });
  const lifecycle = handWrittenFunction(stack, 'Lifecycle', 'studio-lifecycle', key, { environment: { APPLICATION_NAME: application.ref } });
  lifecycle.addToRolePolicy(allow(['kinesisanalytics:StartApplication', 'kinesisanalytics:StopApplication'], [applicationArn]));
  new CustomResource(stack, 'AutoStart', {
    resourceType: 'Custom::StudioAutoStart', serviceToken: lifecycle.functionArn, properties: { Application: application.ref },
  });
  return { studioName: application.ref, lifecycle };
}
