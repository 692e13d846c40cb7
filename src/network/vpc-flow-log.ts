import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { partLogGroup } from '../private/part-log-group';

export interface VpcFlowLogProps {
  readonly vpc: ec2.IVpc;
  readonly trafficType: ec2.FlowLogTrafficType;
  readonly logRetention: logs.RetentionDays;
  readonly encryptionKey?: kms.IKey;
}

/** Logs the traffic of a VPC in a log group, with a role that may write to this group and that no other account can make the service use. */
export class VpcFlowLog extends Construct {
  constructor(scope: Construct, id: string, props: VpcFlowLogProps) {
    super(scope, id);
    const logGroup = partLogGroup(this, 'Logs', { retention: props.logRetention, encryptionKey: props.encryptionKey });
    const role = new iam.Role(this, 'Role', {
      assumedBy: flowLogService(Stack.of(this)),
      inlinePolicies: {
        WriteFlowLogs: new iam.PolicyDocument({
          statements: [new iam.PolicyStatement({
            actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
            resources: [logGroup.logGroupArn],
          })],
        }),
      },
    });
    new ec2.FlowLog(this, 'Resource', {
      resourceType: ec2.FlowLogResourceType.fromVpc(props.vpc),
      trafficType: props.trafficType,
      // the L2 would grant the role to pass itself besides
      destination: ec2.FlowLogDestination.toCloudWatchLogs(logGroup, role.withoutPolicyUpdates()),
    });
  }
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html */
function flowLogService(stack: Stack): iam.ServicePrincipal {
  const flowLogs = stack.formatArn({ service: 'ec2', resource: 'vpc-flow-log', resourceName: '*', arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
  return new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com', {
    conditions: { StringEquals: { 'aws:SourceAccount': stack.account }, ArnLike: { 'aws:SourceArn': flowLogs } },
  });
}
