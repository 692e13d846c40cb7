import { App, CfnParameter, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Cloud9Image, Cloud9Options, DeveloperWorkbench, DeveloperWorkbenchProps, Workbench } from '../../src';
import { nagFindings } from '../support/nag';
import { existingVpc } from '../support/vpc';

const OWNER = 'arn:aws:sts::123456789012:assumed-role/Developer/ana';

interface Synthesized {
  readonly stack: Stack;
  readonly workbench: DeveloperWorkbench;
  readonly template: Template;
}

function synthesize(options: Partial<Cloud9Options> = {}, props: Partial<DeveloperWorkbenchProps> = {}): Synthesized {
  const stack = new Stack(new App(), 'Stack');
  const workbench = new DeveloperWorkbench(stack, 'Workbench', { workbench: Workbench.cloud9({ ownerArn: OWNER, ...options }), vpc: existingVpc('public'), ...props });
  return { stack, workbench, template: Template.fromStack(stack) };
}

function warnings(stack: Stack): string[] {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
}

describe('Workbench.cloud9', () => {
  test('defines a t3.medium with Amazon Linux 2023, without ingress, that stops after half an hour', () => {
    const { template } = synthesize();
    template.hasResourceProperties('AWS::Cloud9::EnvironmentEC2', {
      ConnectionType: 'CONNECT_SSM',
      ImageId: 'amazonlinux-2023-x86_64',
      InstanceType: 't3.medium',
      AutomaticStopTimeMinutes: 30,
      SubnetId: 'subnet-public',
      OwnerArn: OWNER,
      Name: Match.absent(),
    });
    expect(Object.keys(template.toJSON().Resources)).toHaveLength(1);
  });

  test('takes every option', () => {
    synthesize({
      instanceType: new ec2.InstanceType('m5.large'),
      image: Cloud9Image.UBUNTU_22_04,
      automaticStop: Duration.days(14),
      ownerArn: OWNER,
    }).template.hasResourceProperties('AWS::Cloud9::EnvironmentEC2', {
      ImageId: 'ubuntu-22.04-x86_64',
      InstanceType: 'm5.large',
      AutomaticStopTimeMinutes: 20160,
      OwnerArn: OWNER,
    });
  });

  test('takes an image that it does not know', () => {
    const imageId = 'resolve:ssm:/aws/service/cloud9/amis/amazonlinux-2023-x86_64';
    synthesize({ image: Cloud9Image.of(imageId) }).template.hasResourceProperties('AWS::Cloud9::EnvironmentEC2', { ImageId: imageId });
  });

  test('takes an owner and an instance type that are known at deployment only', () => {
    const stack = new Stack();
    const parameter = (id: string): string => new CfnParameter(stack, id).valueAsString;
    const workbench = Workbench.cloud9({ ownerArn: parameter('Owner'), instanceType: new ec2.InstanceType(parameter('Type')) });
    new DeveloperWorkbench(stack, 'Workbench', { workbench, vpc: existingVpc('public') });
    Template.fromStack(stack).hasResourceProperties('AWS::Cloud9::EnvironmentEC2', { OwnerArn: { Ref: 'Owner' }, InstanceType: { Ref: 'Type' } });
  });

  test('says where a browser opens it, and has no instance, role or connections that a stack could use', () => {
    const { stack, template, workbench } = synthesize();
    const [id] = Object.keys(template.findResources('AWS::Cloud9::EnvironmentEC2'));
    expect(stack.resolve(workbench.url)).toEqual({
      'Fn::Join': ['', ['https://', { Ref: 'AWS::Region' }, '.console.aws.amazon.com/cloud9/ide/', { Ref: id }]],
    });
    expect([workbench.instanceId, workbench.role, workbench.connections]).toEqual([undefined, undefined, undefined]);
  });

  test('waits for the way out of its subnet', () => {
    const stack = new Stack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0 });
    new DeveloperWorkbench(stack, 'Workbench', { workbench: Workbench.cloud9({ ownerArn: OWNER }), vpc });
    Template.fromStack(stack).hasResource('AWS::Cloud9::EnvironmentEC2', {
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('VpcPublicSubnet1DefaultRoute')]),
      Properties: { SubnetId: { Ref: Match.stringLikeRegexp('VpcPublicSubnet1') } },
    });
  });

  test('uses a private subnet of a VPC without public ones', () => {
    synthesize({}, { vpc: existingVpc('private', 'isolated') }).template
      .hasResourceProperties('AWS::Cloud9::EnvironmentEC2', { SubnetId: 'subnet-private' });
  });

  test('defines the role of the account when asked, and waits for it', () => {
    const { template } = synthesize({ createSsmRole: true });
    template.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'AWSCloud9SSMAccessRole',
      Path: '/service-role/',
      AssumeRolePolicyDocument: {
        Statement: ['cloud9.amazonaws.com', 'ec2.amazonaws.com'].map((Service) => Match.objectLike({ Principal: { Service }, Action: 'sts:AssumeRole' })),
      },
      ManagedPolicyArns: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AWSCloud9SSMInstanceProfile']] }],
    });
    template.hasResourceProperties('AWS::IAM::InstanceProfile', { InstanceProfileName: 'AWSCloud9SSMInstanceProfile', Path: '/cloud9/' });
    template.hasResource('AWS::Cloud9::EnvironmentEC2', { DependsOn: [Match.stringLikeRegexp('SsmProfile')] });
    expect(Object.keys(template.toJSON().Resources)).toHaveLength(3);
  });

  test('is deleted with the stack, unless it is told otherwise', () => {
    synthesize().template.hasResource('AWS::Cloud9::EnvironmentEC2', { DeletionPolicy: Match.absent() });
    synthesize({}, { removalPolicy: RemovalPolicy.RETAIN }).template.hasResource('AWS::Cloud9::EnvironmentEC2', { DeletionPolicy: 'Retain' });
  });

  test('leaves the warning of a service in maintenance to the synthesis, so that cfn-lint finds nothing', () => {
    synthesize().template.hasResource('AWS::Cloud9::EnvironmentEC2', { Metadata: { 'cfn-lint': { config: { ignore_checks: ['W3697'] } } } });
  });

  test('acknowledges the same finding of CloudFormation Validate, with the reason', () => {
    const { workbench } = synthesize();
    const acknowledged = workbench.node.findAll().flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
    expect(acknowledged.map(({ data }) => data)).toEqual([
      { 'CloudFormation-Validate::W3697': 'Cloud9 was chosen by name, with a warning that it takes no new customers' },
    ]);
  });

  test('warns that Cloud9 is closed to new customers', () => {
    expect(warnings(synthesize().stack)).toEqual([
      expect.stringMatching(/Cloud9 takes no new customers.*: elsewhere use Workbench\.sessionManager\(\) \[ack: streaming-analytics-pipeline:cloud9ClosedToNewCustomers\]$/),
    ]);
  });

  test.each<[string, Partial<Cloud9Options>]>([
    ['by default', {}],
    ['with everything', { ownerArn: OWNER, createSsmRole: true }],
  ])('has no cdk-nag finding %s', (_, options) => {
    expect(nagFindings(synthesize(options).stack)).toEqual([]);
  });

  test.each([Duration.days(15), Duration.seconds(90)])('fails when it is to stop after %s', (automaticStop) => {
    expect(() => synthesize({ automaticStop })).toThrow(
      `DeveloperWorkbench Stack/Workbench: automaticStop of Workbench.cloud9 must be at most 20160 minutes, in whole minutes, got ${automaticStop.toHumanString()}`);
  });

  test.each(['ana', 'arn:aws:iam::123456789012:role/Developer', 'arn:aws:iam::12:user/ana'])('fails with %p as owner', (ownerArn) => {
    expect(() => synthesize({ ownerArn })).toThrow('ownerArn of Workbench.cloud9 must be the ARN of a user, an assumed role');
    expect(() => synthesize({ ownerArn })).toThrow(`got "${ownerArn}"`);
  });

  test.each(['arn:aws:iam::123456789012:user/team/ana', 'arn:aws-us-gov:iam::123456789012:root', OWNER])('takes %p as owner', (ownerArn) => {
    synthesize({ ownerArn }).template.hasResourceProperties('AWS::Cloud9::EnvironmentEC2', { OwnerArn: ownerArn });
  });

  test('fails with an Arm processor', () => {
    expect(() => synthesize({ instanceType: new ec2.InstanceType('t4g.medium') }))
      .toThrow('instanceType of Workbench.cloud9 must have an x86_64 processor, got t4g.medium: Cloud9 has no image for Arm');
  });

  test('fails with a security group, since Cloud9 makes one of its own', () => {
    const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(new Stack(), 'Group', 'sg-1');
    expect(() => synthesize({}, { securityGroup })).toThrow('securityGroup is for Workbench.sessionManager(), got Workbench.cloud9()');
  });
});
