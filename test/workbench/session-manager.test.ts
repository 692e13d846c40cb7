import { App, CfnParameter, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { DeveloperWorkbench, DeveloperWorkbenchProps, SessionManagerOptions, Workbench } from '../../src';
import { nagFindings } from '../support/nag';
import { existingVpc } from '../support/vpc';

interface Synthesized {
  readonly stack: Stack;
  readonly workbench: DeveloperWorkbench;
  readonly template: Template;
}

function synthesize(options?: SessionManagerOptions, props: Partial<DeveloperWorkbenchProps> = {}): Synthesized {
  const stack = new Stack(new App(), 'Stack');
  const workbench = new DeveloperWorkbench(stack, 'Workbench', { workbench: Workbench.sessionManager(options), vpc: existingVpc('public'), ...props });
  return { stack, workbench, template: Template.fromStack(stack) };
}

function imageParameters(template: Template): string[] {
  return Object.values(template.findParameters('*', { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>' })).map(({ Default }) => String(Default));
}

/** The one object of the asset. */
const SAMPLES = {
  'Fn::Join': ['', [
    'arn:', { Ref: 'AWS::Partition' }, ':s3:::', { 'Fn::Sub': 'cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}' },
    Match.stringLikeRegexp('^/[0-9a-f]{64}\\.zip$'),
  ]],
};

function disk(properties: object): object {
  return { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: Match.objectLike(properties) }] };
}

describe('Workbench.sessionManager', () => {
  test('defines an instance that is hardened, monitored and protected', () => {
    const { template } = synthesize();
    template.hasResourceProperties('AWS::EC2::Instance', {
      InstanceType: 't3.medium',
      MetadataOptions: { HttpTokens: 'required' },
      Monitoring: true,
      DisableApiTermination: true,
      KeyName: Match.absent(),
      ...disk({ Encrypted: true, VolumeType: 'gp3', VolumeSize: 20, KmsKeyId: Match.absent() }),
    });
    expect(imageParameters(template)).toEqual([expect.stringMatching(/^\/aws\/service\/ami-amazon-linux-latest\/al2023-ami-.*-x86_64$/)]);
    expect(Object.keys(template.toJSON().Resources)).toHaveLength(4);
  });

  test('puts the instance into a public subnet with an address, and lets nobody connect to it', () => {
    const { template, workbench, stack } = synthesize();
    template.hasResourceProperties('AWS::EC2::Instance', {
      NetworkInterfaces: [{
        AssociatePublicIpAddress: true,
        DeviceIndex: '0',
        SubnetId: 'subnet-public',
        GroupSet: stack.resolve(workbench.connections?.securityGroups.map((group) => group.securityGroupId)),
      }],
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      VpcId: 'vpc-1',
      SecurityGroupIngress: Match.absent(),
      SecurityGroupEgress: [Match.objectLike({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' })],
    });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  test('puts the instance into a private subnet without an address where no subnet is public', () => {
    synthesize({}, { vpc: existingVpc('private', 'isolated') }).template
      .hasResourceProperties('AWS::EC2::Instance', { SubnetId: 'subnet-private', NetworkInterfaces: Match.absent() });
  });

  test('waits for the way out of its subnet', () => {
    const stack = new Stack();
    new DeveloperWorkbench(stack, 'Workbench', { workbench: Workbench.sessionManager(), vpc: new ec2.Vpc(stack, 'Vpc', { natGateways: 0 }) });
    Template.fromStack(stack).hasResource('AWS::EC2::Instance', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('VpcPublicSubnet1DefaultRoute')]) });
  });

  test('lets the instance hold sessions, fetch its samples and nothing else', () => {
    const { template, workbench, stack } = synthesize();
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Principal: { Service: 'ec2.amazonaws.com' } })] },
      ManagedPolicyArns: Match.absent(),
      Policies: [Match.objectLike({
        PolicyName: 'Samples',
        PolicyDocument: Match.objectLike({ Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: SAMPLES }] }),
      }), Match.objectLike({
        PolicyDocument: Match.objectLike({
          Statement: [{
            Effect: 'Allow',
            Action: ['ssm:UpdateInstanceInformation', 'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel',
              'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel'],
            Resource: '*',
          }],
        }),
      })],
    });
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.hasResourceProperties('AWS::IAM::InstanceProfile', { Roles: [stack.resolve(workbench.role?.roleName)] });
  });

  test('takes every option', () => {
    synthesize({
      instanceType: new ec2.InstanceType('m5.large'),
      machineImage: ec2.MachineImage.genericLinux({ 'us-east-1': 'ami-1' }),
      volumeSize: Size.tebibytes(1),
      detailedMonitoring: false,
      terminationProtection: false,
    }).template.hasResourceProperties('AWS::EC2::Instance', {
      InstanceType: 'm5.large',
      ImageId: { 'Fn::FindInMap': [Match.anyValue(), { Ref: 'AWS::Region' }, 'ami'] },
      Monitoring: false,
      DisableApiTermination: false,
      ...disk({ VolumeSize: 1024 }),
    });
  });

  test('takes an Arm image for an Arm processor', () => {
    expect(imageParameters(synthesize({ instanceType: new ec2.InstanceType('t4g.medium') }).template)).toEqual([expect.stringMatching(/-arm64$/)]);
  });

  test('takes an instance type that is known at deployment only', () => {
    const stack = new Stack();
    const instanceType = new ec2.InstanceType(new CfnParameter(stack, 'Type').valueAsString);
    new DeveloperWorkbench(stack, 'Workbench', { workbench: Workbench.sessionManager({ instanceType }), vpc: existingVpc('public') });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::Instance', { InstanceType: { Ref: 'Type' } });
  });

  test('joins the security group given', () => {
    const stack = new Stack();
    const securityGroup = new ec2.SecurityGroup(stack, 'Group', { vpc: existingVpc('public') });
    const workbench = new DeveloperWorkbench(stack, 'Workbench', { workbench: Workbench.sessionManager(), vpc: existingVpc('public'), securityGroup });
    expect(workbench.connections?.securityGroups).toEqual([securityGroup]);
    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroup', 1);
  });

  test('encrypts the disk with the key given', () => {
    const stack = new Stack();
    const encryptionKey = new kms.Key(stack, 'Key');
    new DeveloperWorkbench(stack, 'Workbench', { workbench: Workbench.sessionManager(), vpc: existingVpc('public'), encryptionKey });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::Instance', disk({ Encrypted: true, KmsKeyId: stack.resolve(encryptionKey.keyArn) }));
  });

  test('gives no protection to an instance that is to go with its stack, unless it is told to', () => {
    const removalPolicy = RemovalPolicy.DESTROY;
    synthesize({}, { removalPolicy }).template.hasResource('AWS::EC2::Instance', { DeletionPolicy: 'Delete', Properties: { DisableApiTermination: false } });
    synthesize({ terminationProtection: true }, { removalPolicy }).template.hasResourceProperties('AWS::EC2::Instance', { DisableApiTermination: true });
  });

  test('names the instance that a session is started with', () => {
    const { stack, template, workbench } = synthesize();
    const [id] = Object.keys(template.findResources('AWS::EC2::Instance'));
    expect(stack.resolve(workbench.instanceId)).toEqual({ Ref: id });
    expect(workbench.url).toBeUndefined();
  });

  test('warns of nothing', () => {
    Annotations.fromStack(synthesize().stack).hasNoWarning('*', Match.anyValue());
  });

  test('fits twice in one stack', () => {
    const stack = new Stack();
    const vpc = existingVpc('public');
    new DeveloperWorkbench(stack, 'One', { workbench: Workbench.sessionManager(), vpc });
    new DeveloperWorkbench(stack, 'Two', { workbench: Workbench.sessionManager(), vpc });
    Template.fromStack(stack).resourceCountIs('AWS::EC2::Instance', 2);
  });

  test('can take the place of a Cloud9 environment in a later deployment, under another logical id', () => {
    const logicalIds = (workbench: Workbench, type: string): string[] => {
      const stack = new Stack();
      new DeveloperWorkbench(stack, 'Workbench', { workbench, vpc: existingVpc('public') });
      return Object.keys(Template.fromStack(stack).findResources(type));
    };
    const [instance] = logicalIds(Workbench.sessionManager(), 'AWS::EC2::Instance');
    const [environment] = logicalIds(Workbench.cloud9({ ownerArn: 'arn:aws:iam::123456789012:user/ana' }), 'AWS::Cloud9::EnvironmentEC2');
    expect(instance).not.toBe(environment);
  });

  test.each<[string, Partial<DeveloperWorkbenchProps>]>([
    ['by default', {}],
    ['when it goes with its stack', { removalPolicy: RemovalPolicy.DESTROY }],
    ['in a private subnet', { vpc: existingVpc('private') }],
  ])('has no cdk-nag finding %s', (_, props) => {
    expect(nagFindings(synthesize({}, props).stack)).toEqual([]);
  });

  test('leaves cdk-nag its findings when monitoring and protection are switched off', () => {
    expect(nagFindings(synthesize({ detailedMonitoring: false, terminationProtection: false }).stack))
      .toEqual([expect.stringContaining('EC28'), expect.stringContaining('EC29')]);
  });

  test.each([Size.gibibytes(7), Size.tebibytes(17), Size.mebibytes(8200)])('fails with a disk of %s', (volumeSize) => {
    expect(() => synthesize({ volumeSize })).toThrow(
      'DeveloperWorkbench Stack/Workbench: volumeSize of Workbench.sessionManager in GiB must be an integer between 8 and 16384, got ');
  });

  test('fails in isolated subnets, which have no way to Session Manager', () => {
    const isolated = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };
    expect(() => synthesize({}, { vpc: existingVpc('isolated', 'public'), vpcSubnets: isolated }))
      .toThrow('vpcSubnets must choose subnets with a way out to the internet for a workbench, got isolated ones: choose public subnets, or private ones with egress');
    expect(() => synthesize({}, { vpc: existingVpc('isolated') }))
      .toThrow('vpc must have subnets with a way out to the internet for a workbench, got none');
  });
});
