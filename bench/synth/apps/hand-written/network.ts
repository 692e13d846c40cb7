import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cloud9 from 'aws-cdk-lib/aws-cloud9';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';

export interface Placed {
  readonly vpc: ec2.Vpc;
  readonly functions: ec2.SecurityGroup;
  readonly search: ec2.SecurityGroup;
  readonly workbench: cloud9.CfnEnvironmentEC2;
}

export function network(stack: Stack, key: kms.IKey): Placed {
  const vpc = new ec2.Vpc(stack, 'Vpc', {
    maxAzs: 2,
    natGateways: 0,
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: [
      { name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      { name: 'Public', subnetType: ec2.SubnetType.PUBLIC },
    ],
    gatewayEndpoints: { S3: { service: ec2.GatewayVpcEndpointAwsService.S3 } },
  });
  const logGroup = new logs.LogGroup(stack, 'FlowLogs', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY, encryptionKey: key });
  const role = new iam.Role(stack, 'FlowLogRole', {
    assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com'),
    inlinePolicies: {
      Logs: new iam.PolicyDocument({
        statements: [new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] })],
      }),
    },
  });
  new ec2.CfnFlowLog(stack, 'FlowLog', {
    resourceId: vpc.vpcId,
    resourceType: 'VPC',
    trafficType: 'ALL',
    logGroupName: logGroup.logGroupName,
    deliverLogsPermissionArn: role.roleArn,
  });
  const functions = new ec2.SecurityGroup(stack, 'FunctionSecurityGroup', { vpc });
  const search = new ec2.SecurityGroup(stack, 'SearchSecurityGroup', { vpc, allowAllOutbound: false });
  search.addIngressRule(ec2.Peer.ipv4(vpc.vpcCidrBlock), ec2.Port.HTTPS);
  const workbench = new cloud9.CfnEnvironmentEC2(stack, 'Workbench', {
    imageId: 'amazonlinux-2023-x86_64', instanceType: 't3.medium', connectionType: 'CONNECT_SSM', subnetId: vpc.publicSubnets[0].subnetId,
  });
  return { vpc, functions, search, workbench };
}
