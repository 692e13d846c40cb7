import { App, CfnParameter, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { PipelineNetwork, PipelineNetworkProps } from '../../src';
import { nagFindings } from '../support/nag';
import { existingVpc, SubnetKind } from '../support/vpc';

interface Synthesized {
  readonly stack: Stack;
  readonly network: PipelineNetwork;
  readonly template: Template;
}

function synthesize(props: PipelineNetworkProps = {}): Synthesized {
  const stack = new Stack(new App(), 'Stack');
  const network = new PipelineNetwork(stack, 'Network', props);
  return { stack, network, template: Template.fromStack(stack) };
}

function constructing(props: PipelineNetworkProps): () => PipelineNetwork {
  return () => new PipelineNetwork(new Stack(), 'Network', props);
}

const HTTPS = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
const HTTPS_ANYWHERE = Match.objectLike({ ...HTTPS, CidrIp: '0.0.0.0/0' });

describe('PipelineNetwork', () => {
  test('defines isolated subnets with a route to S3 and nothing that is billed by the hour', () => {
    const { template } = synthesize();
    template.resourceCountIs('AWS::EC2::Subnet', 2);
    template.allResourcesProperties('AWS::EC2::Subnet', { MapPublicIpOnLaunch: false });
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 1);
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Gateway',
      ServiceName: { 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, '.s3']] },
      RouteTableIds: [{ Ref: Match.stringLikeRegexp('Isolated') }, { Ref: Match.stringLikeRegexp('Isolated') }],
    });
    for (const type of ['Route', 'InternetGateway', 'NatGateway', 'EIP']) {
      template.resourceCountIs(`AWS::EC2::${type}`, 0);
    }
    expect(Object.keys(template.toJSON().Resources)).toHaveLength(13);
  });

  test('uses no custom resource, also where the app asks for restricted default security groups', () => {
    const app = new App({ context: { '@aws-cdk/aws-ec2:restrictDefaultSecurityGroup': true } });
    const stack = new Stack(app, 'Stack');
    new PipelineNetwork(stack, 'Network');
    const types = Object.values<{ Type: string }>(Template.fromStack(stack).toJSON().Resources).map(({ Type }) => Type);
    expect(types.filter((type) => type.startsWith('Custom::') || type === 'AWS::Lambda::Function')).toEqual([]);
  });

  test.each([1, 3])('stretches over %d availability zones', (maxAzs) => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'us-east-1' } });
    const network = new PipelineNetwork(stack, 'Network', { maxAzs });
    expect(network.vpc.selectSubnets(network.isolatedSubnets).subnetIds).toHaveLength(maxAzs);
    Template.fromStack(stack).resourceCountIs('AWS::EC2::Subnet', maxAzs);
  });

  test.each<[string, PipelineNetworkProps, PipelineNetworkProps]>([
    ['public subnets', {}, { publicSubnets: true }],
    ['a workbench', {}, { workbenchAccess: true }],
    ['an availability zone', {}, { maxAzs: 3 }],
    ['an availability zone to public subnets', { publicSubnets: true }, { publicSubnets: true, maxAzs: 3 }],
  ])('keeps the subnets that exist when %s are added later', (_, first, later) => {
    const subnetsOf = (props: PipelineNetworkProps): { [id: string]: object } => {
      const stack = new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'us-east-1' } });
      new PipelineNetwork(stack, 'Network', props);
      return Template.fromStack(stack).findResources('AWS::EC2::Subnet');
    };
    const before = subnetsOf(first);
    const after = subnetsOf(later);
    expect(after).toMatchObject(before);
    expect(Object.keys(after).length).toBeGreaterThan(Object.keys(before).length);
  });

  test('has public subnets with a way out for a workbench', () => {
    const { template, network } = synthesize({ publicSubnets: true });
    expect(network.vpc.selectSubnets(network.workbenchSubnets).hasPublic).toBe(true);
    expect(network.vpc.selectSubnets(network.isolatedSubnets).hasPublic).toBe(false);
    template.resourcePropertiesCountIs('AWS::EC2::Route', { DestinationCidrBlock: '0.0.0.0/0', GatewayId: Match.anyValue() }, 2);
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
    expect(network.workbenchSecurityGroup).toBeUndefined();
  });

  test('has no subnets for a workbench that there is none of', () => {
    expect(synthesize().network.workbenchSubnets).toBeUndefined();
  });

  test('lets functions reach port 443 of search, and nobody reach the functions', () => {
    const { template, stack, network } = synthesize();
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Search domain',
      SecurityGroupIngress: [{ ...HTTPS, SourceSecurityGroupId: stack.resolve(network.functionSecurityGroup.securityGroupId), Description: 'Functions' }],
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Functions that index records and set up search',
      SecurityGroupIngress: Match.absent(),
      SecurityGroupEgress: [HTTPS_ANYWHERE],
    });
    template.resourceCountIs('AWS::EC2::SecurityGroup', 2);
  });

  test('lets functions reach search and S3 alone when it knows the prefix list of S3', () => {
    const { template, stack, network } = synthesize({ s3PrefixListId: 'pl-63a5400a' });
    const functions = stack.resolve(network.functionSecurityGroup.securityGroupId);
    const search = stack.resolve(network.searchSecurityGroup.securityGroupId);
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Functions that index records and set up search',
      SecurityGroupEgress: [{ ...HTTPS, DestinationSecurityGroupId: search, Description: 'Search' }],
    });
    template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 1);
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { ...HTTPS, GroupId: functions, DestinationPrefixListId: 'pl-63a5400a' });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', { GroupDescription: 'Search domain', SecurityGroupIngress: Match.absent() });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { ...HTTPS, GroupId: search, SourceSecurityGroupId: functions });
  });

  test('lets a workbench reach search, and nobody reach the workbench', () => {
    const { template, stack, network } = synthesize({ workbenchAccess: true });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Developer workbench, reached by Session Manager only',
      SecurityGroupIngress: Match.absent(),
      SecurityGroupEgress: [HTTPS_ANYWHERE],
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Search domain',
      SecurityGroupIngress: [
        Match.objectLike({ SourceSecurityGroupId: stack.resolve(network.functionSecurityGroup.securityGroupId) }),
        Match.objectLike({ ...HTTPS, SourceSecurityGroupId: stack.resolve(network.workbenchSecurityGroup?.securityGroupId) }),
      ],
    });
    expect(network.workbenchSubnets).toEqual({ subnetType: ec2.SubnetType.PUBLIC });
  });

  test('logs rejected traffic for a month, with a role that may write these logs and no more', () => {
    const { template, stack, network } = synthesize();
    template.hasResourceProperties('AWS::EC2::FlowLog', {
      ResourceType: 'VPC',
      ResourceId: stack.resolve(network.vpc.vpcId),
      TrafficType: 'REJECT',
      LogGroupName: { Ref: Match.stringLikeRegexp('FlowLogLogs') },
      DeliverLogsPermissionArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('FlowLogRole'), 'Arn'] },
    });
    template.hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete', Properties: { RetentionInDays: 30, KmsKeyId: Match.absent() } });
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [Match.objectLike({
          Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
            ArnLike: {
              'aws:SourceArn': {
                'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ec2:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':vpc-flow-log/*']],
              },
            },
          },
        })],
      },
      Policies: [{
        PolicyName: 'WriteFlowLogs',
        PolicyDocument: Match.objectLike({
          Statement: [{
            Effect: 'Allow',
            Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('FlowLogLogs'), 'Arn'] },
          }],
        }),
      }],
    });
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('logs the traffic, for the time and with the key that it is told', () => {
    const stack = new Stack();
    const encryptionKey = new kms.Key(stack, 'Key');
    new PipelineNetwork(stack, 'Network', {
      flowLogTrafficType: ec2.FlowLogTrafficType.ALL, logRetention: logs.RetentionDays.ONE_YEAR, encryptionKey,
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::EC2::FlowLog', { TrafficType: 'ALL' });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365, KmsKeyId: stack.resolve(encryptionKey.keyArn) });
  });

  test('logs nothing when told so', () => {
    const { template } = synthesize({ flowLogs: false });
    template.resourceCountIs('AWS::EC2::FlowLog', 0);
    template.resourceCountIs('AWS::Logs::LogGroup', 0);
  });

  test.each<[SubnetKind[], SubnetKind, SubnetKind]>([
    [['isolated', 'private', 'public'], 'isolated', 'public'],
    [['private', 'public'], 'private', 'public'],
    [['isolated', 'private'], 'isolated', 'private'],
  ])('takes an existing VPC with %s subnets: functions in the %s, a workbench in the %s ones', (kinds, forFunctions, forWorkbench) => {
    const vpc = existingVpc(...kinds);
    const { network, template } = synthesize({ vpc, workbenchAccess: true });
    expect(network.vpc).toBe(vpc);
    expect(vpc.selectSubnets(network.isolatedSubnets).subnetIds).toEqual([`subnet-${forFunctions}`]);
    expect(vpc.selectSubnets(network.workbenchSubnets).subnetIds).toEqual([`subnet-${forWorkbench}`]);
    const types = Object.values<{ Type: string }>(template.toJSON().Resources).map(({ Type }) => Type);
    expect(types).toEqual(['AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroup']);
    template.allResourcesProperties('AWS::EC2::SecurityGroup', { VpcId: 'vpc-1' });
  });

  test('takes the subnets of an existing VPC that it is told', () => {
    const vpc = existingVpc('isolated', 'private', 'public');
    const privateSubnets = { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS };
    const { network } = synthesize({ vpc, vpcSubnets: privateSubnets, workbenchSubnets: privateSubnets, publicSubnets: true });
    expect(network.isolatedSubnets).toBe(privateSubnets);
    expect(network.workbenchSubnets).toBe(privateSubnets);
  });

  test('fits twice in one stack', () => {
    const stack = new Stack();
    new PipelineNetwork(stack, 'One');
    new PipelineNetwork(stack, 'Two');
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPC', 2);
  });

  test('takes a prefix list that is known at deployment only', () => {
    const stack = new Stack();
    const s3PrefixListId = new CfnParameter(stack, 'S3PrefixList').valueAsString;
    new PipelineNetwork(stack, 'Network', { s3PrefixListId });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupEgress', { DestinationPrefixListId: { Ref: 'S3PrefixList' } });
  });

  test.each<[string, PipelineNetworkProps]>([
    ['by default', {}],
    ['with everything', { workbenchAccess: true, s3PrefixListId: 'pl-63a5400a', flowLogTrafficType: ec2.FlowLogTrafficType.ALL }],
    ['in an existing VPC', { vpc: existingVpc('isolated', 'public'), workbenchAccess: true }],
  ])('has no cdk-nag finding %s', (_, props) => {
    expect(nagFindings(synthesize(props).stack)).toEqual([]);
  });

  test('leaves cdk-nag its finding when flow logs are switched off', () => {
    expect(nagFindings(synthesize({ flowLogs: false }).stack)).toEqual([expect.stringContaining('VPC7')]);
  });

  test.each([0, 4, 1.5])('fails with %p availability zones', (maxAzs) => {
    expect(constructing({ maxAzs })).toThrow(`PipelineNetwork Default/Network: maxAzs must be an integer between 1 and 3, got ${maxAzs}`);
  });

  test('fails with availability zones that only the deployment knows', () => {
    expect(constructing({ maxAzs: Token.asNumber({ Ref: 'Zones' }) }))
      .toThrow('maxAzs must be known when the app is synthesized, got a token: each zone has subnets of its own');
  });

  test('fails with an existing VPC and options for a new one, naming both', () => {
    expect(constructing({ vpc: existingVpc('private'), maxAzs: 2, flowLogs: true }))
      .toThrow('vpc takes a resource as it is, so maxAzs, flowLogs cannot be set with it');
  });

  test.each(['vpcSubnets', 'workbenchSubnets'])('fails with %s of no existing VPC', (property) => {
    expect(constructing({ [property]: { subnetType: ec2.SubnetType.PUBLIC } }))
      .toThrow(`${property} chooses among the subnets of an existing VPC, got no vpc: set vpc, or leave out ${property}`);
  });

  test('fails with public subnets for functions', () => {
    expect(constructing({ vpc: existingVpc('public'), vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } }))
      .toThrow('vpcSubnets must choose isolated or private subnets, got public ones');
  });

  test('fails with an existing VPC without subnets for functions', () => {
    expect(constructing({ vpc: existingVpc('public') })).toThrow('vpc must have isolated or private subnets, got none');
  });

  test('fails with isolated subnets for a workbench', () => {
    expect(constructing({ vpc: existingVpc('isolated'), workbenchSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } }))
      .toThrow('workbenchSubnets must choose subnets with a way out to the internet for a workbench, got isolated ones');
    expect(constructing({ vpc: existingVpc('isolated'), publicSubnets: true }))
      .toThrow('vpc must have subnets with a way out to the internet for a workbench, got none');
  });

  test('fails with a kind of traffic for flow logs that are switched off', () => {
    expect(constructing({ flowLogs: false, flowLogTrafficType: ec2.FlowLogTrafficType.ALL })).toThrow('flowLogTrafficType needs flow logs, got flowLogs: false');
  });

  test('fails with something else than a prefix list', () => {
    expect(constructing({ s3PrefixListId: 'vpce-1' })).toThrow('s3PrefixListId must be pl- and hexadecimal digits, got "vpce-1"');
  });
});
