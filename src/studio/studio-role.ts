import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StudioArtifact } from './studio-connector';
import { acknowledgeWildcard } from '../private/acknowledge-wildcard';

export interface StudioRoleProps {
  readonly databaseName: string;
  readonly sourceStreams: kinesis.IStream[];
  readonly targetStreams: kinesis.IStream[];
  readonly artifacts: StudioArtifact[];
  readonly logGroup: logs.ILogGroup;
  readonly inVpc: boolean;
}

const APPENDIX = 'https://docs.aws.amazon.com/managed-flink/latest/java/how-zeppelin-appendix-iam.html';

/**
 * The role that a notebook works with: one Glue database, the streams given, its own log.
 *
 * The policies are inline, so that the notebook has them from its first moment.
 */
export function studioRole(scope: Construct, id: string, props: StudioRoleProps): iam.Role {
  const stack = Stack.of(scope);
  const glue = (resource: string, resourceName?: string): string => stack.formatArn({ service: 'glue', resource, resourceName });
  const tables = glue('table', `${props.databaseName}/*`);
  const functions = glue('userDefinedFunction', `${props.databaseName}/*`);
  const logGroups = stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  const role = new iam.Role(scope, id, {
    description: `Lets the notebook ${scope.node.path} read and write its streams and its Glue database`,
    assumedBy: new iam.ServicePrincipal('kinesisanalytics.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': stack.account } } }),
    inlinePolicies: {
      Catalog: new iam.PolicyDocument({
        statements: [
          allow(['glue:GetDatabase', 'glue:GetTable', 'glue:GetTables', 'glue:CreateTable', 'glue:UpdateTable', 'glue:GetUserDefinedFunction'],
            [glue('catalog'), glue('database', props.databaseName), glue('database', 'hive'), tables, functions]),
          allow(['glue:GetDatabases'], ['*']),
        ],
      }),
      Logs: new iam.PolicyDocument({
        statements: [
          allow(['logs:DescribeLogStreams', 'logs:PutLogEvents'], [props.logGroup.logGroupArn]),
          allow(['logs:DescribeLogGroups'], [logGroups]),
        ],
      }),
      ...streamPolicies(props),
      ...jarPolicies(props),
      ...(props.inVpc && { Network: networkPolicy(stack) }),
    },
  });
  acknowledgeWildcard(role, tables, `notes create and change tables of any name in their database (${APPENDIX})`);
  acknowledgeWildcard(role, functions, `Flink looks up functions of any name in the database (${APPENDIX})`);
  acknowledgeWildcard(role, logGroups, `the service lists the log groups of the account before it writes to its own (${APPENDIX})`);
  acknowledgeWildcard(role, '*', `glue:GetDatabases lists all databases${props.inVpc ? ', and the describe actions for a VPC know no resource' : ''} (${APPENDIX})`);
  if (props.inVpc) {
    acknowledgeWildcard(role, networkInterfaces(stack), 'the service makes its network interfaces itself, so their ids are not known before '
      + '(https://docs.aws.amazon.com/managed-flink/latest/java/vpc-permissions.html)');
  }
  return role;
}

function allow(actions: string[], resources: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions, resources });
}

function streamPolicies({ sourceStreams, targetStreams }: StudioRoleProps): { [name: string]: iam.PolicyDocument } {
  const statements = [
    ...access(sourceStreams, ['kinesis:DescribeStream', 'kinesis:DescribeStreamSummary', 'kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards'],
      'kms:Decrypt'),
    ...access(targetStreams, ['kinesis:DescribeStream', 'kinesis:DescribeStreamSummary', 'kinesis:ListShards', 'kinesis:PutRecord', 'kinesis:PutRecords'],
      'kms:GenerateDataKey'),
  ];
  return statements.length > 0 ? { Streams: new iam.PolicyDocument({ statements }) } : {};
}

function jarPolicies({ artifacts }: StudioRoleProps): { [name: string]: iam.PolicyDocument } {
  const objects = artifacts.flatMap(({ object }) => object ?? []);
  const keys = [...new Set(objects.flatMap(({ bucket }) => bucket.encryptionKey?.keyArn ?? []))];
  const statements = [
    ...objects.map(({ bucket, key, version }) => allow([version === undefined ? 's3:GetObject' : 's3:GetObjectVersion'], [bucket.arnForObjects(key)])),
    ...(keys.length > 0 ? [allow(['kms:Decrypt'], keys)] : []),
  ];
  return statements.length > 0 ? { Jars: new iam.PolicyDocument({ statements }) } : {};
}

function access(streams: kinesis.IStream[], actions: string[], keyAction: string): iam.PolicyStatement[] {
  const keys = [...new Set(streams.flatMap((stream) => stream.encryptionKey?.keyArn ?? []))];
  return [
    ...(streams.length > 0 ? [allow(actions, streams.map((stream) => stream.streamArn))] : []),
    ...(keys.length > 0 ? [allow([keyAction], keys)] : []),
  ];
}

/** Whatever belongs to a network interface in this region, in whichever account shares its subnets. */
function networkInterfaces(stack: Stack): string {
  return stack.formatArn({ service: 'ec2', account: '*', resource: '*', resourceName: '*' });
}

function networkPolicy(stack: Stack): iam.PolicyDocument {
  return new iam.PolicyDocument({
    statements: [
      allow(['ec2:DescribeNetworkInterfaces', 'ec2:DescribeVpcs', 'ec2:DescribeSubnets', 'ec2:DescribeSecurityGroups', 'ec2:DescribeDhcpOptions'], ['*']),
      allow(['ec2:CreateNetworkInterface', 'ec2:CreateNetworkInterfacePermission', 'ec2:DeleteNetworkInterface'], [networkInterfaces(stack)]),
    ],
  });
}
