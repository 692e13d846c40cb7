import { App, CfnWaitConditionHandle, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { PipelineNetwork, PipelineNetworkProps } from '../../src';
import { nagFindings } from '../support/nag';
import { existingVpc, SubnetKind } from '../support/vpc';

const { SECRETS_MANAGER, KINESIS_STREAMS } = ec2.InterfaceVpcEndpointAwsService;
const WARNING = Match.stringLikeRegexp('call secretsmanager: make sure');

function network(props: PipelineNetworkProps = {}): PipelineNetwork {
  return new PipelineNetwork(new Stack(new App(), 'Stack'), 'Network', props);
}

/** What a resource waits for that depends on the connectivity. */
function waitedFor(construct: PipelineNetwork): string[] {
  const stack = Stack.of(construct);
  const waiting = new CfnWaitConditionHandle(stack, 'Waiting');
  waiting.node.addDependency(construct.connectivityEstablished);
  const { Resources: resources } = Template.fromStack(stack).toJSON();
  return resources.Waiting.DependsOn.map((id: string) => resources[id].Type).sort();
}

describe('the connectivity of a PipelineNetwork', () => {
  test('is there with the route to S3 and the security groups', () => {
    expect(waitedFor(network())).toEqual([
      'AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroup', 'AWS::EC2::SubnetRouteTableAssociation', 'AWS::EC2::SubnetRouteTableAssociation', 'AWS::EC2::VPCEndpoint',
    ]);
  });

  test('is there with rules that are resources of their own, and with interface endpoints', () => {
    expect(waitedFor(network({ s3PrefixListId: 'pl-63a5400a', requiredServices: [SECRETS_MANAGER] }))).toEqual([
      'AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroup',
      'AWS::EC2::SecurityGroupEgress', 'AWS::EC2::SecurityGroupEgress', 'AWS::EC2::SecurityGroupIngress',
      'AWS::EC2::SubnetRouteTableAssociation', 'AWS::EC2::SubnetRouteTableAssociation', 'AWS::EC2::VPCEndpoint', 'AWS::EC2::VPCEndpoint',
    ]);
  });

  test('is there with the security groups in an existing VPC', () => {
    expect(waitedFor(network({ vpc: existingVpc('isolated') }))).toEqual(['AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroup']);
  });
});

describe('the Studio of a PipelineNetwork', () => {
  test('is in a group that nobody reaches and that reaches port 443, and connectivity waits for it', () => {
    const construct = network({ studioAccess: true });
    Template.fromStack(Stack.of(construct)).hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Studio notebook, reached by its service only',
      SecurityGroupIngress: Match.absent(),
      SecurityGroupEgress: [{
        CidrIp: '0.0.0.0/0', FromPort: 443, ToPort: 443, IpProtocol: 'tcp', Description: 'AWS services, as far as the subnets have a route',
      }],
    });
    expect(waitedFor(network({ studioAccess: true })).filter((type) => type === 'AWS::EC2::SecurityGroup')).toHaveLength(3);
    expect(network().studioSecurityGroup).toBeUndefined();
  });
});

describe('an interface endpoint of a PipelineNetwork', () => {
  test('is in one subnet where a service is required, and only functions reach it', () => {
    const construct = network({ requiredServices: [SECRETS_MANAGER] });
    const stack = Stack.of(construct);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Interface',
      ServiceName: { 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, '.secretsmanager']] },
      PrivateDnsEnabled: true,
      SubnetIds: [{ Ref: Match.stringLikeRegexp('IsolatedSubnet1') }],
      SecurityGroupIds: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^NetworkEndpoints'), 'GroupId'] }],
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Interface endpoints of AWS services',
      SecurityGroupIngress: [{
        IpProtocol: 'tcp', FromPort: 443, ToPort: 443, SourceSecurityGroupId: stack.resolve(construct.functionSecurityGroup.securityGroupId), Description: 'Functions',
      }],
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
    });
    Annotations.fromStack(stack).hasNoWarning('*', WARNING);
    expect(nagFindings(stack)).toEqual([]);
  });

  test('may be reached by functions that reach nothing else', () => {
    const construct = network({ requiredServices: [SECRETS_MANAGER], s3PrefixListId: 'pl-63a5400a' });
    const stack = Stack.of(construct);
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
      GroupId: stack.resolve(construct.functionSecurityGroup.securityGroupId),
      DestinationSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^NetworkEndpoints'), 'GroupId'] },
      FromPort: 443,
      ToPort: 443,
    });
  });

  test('is in every zone where it is asked for, also in an existing VPC, and others are then left out', () => {
    const template = Template.fromStack(Stack.of(network({ interfaceEndpoints: [KINESIS_STREAMS], requiredServices: [SECRETS_MANAGER] })));
    template.resourcePropertiesCountIs('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Interface' }, 1);
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      ServiceName: { 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, '.kinesis-streams']] }, SubnetIds: [Match.anyValue(), Match.anyValue()],
    });
    const existing = network({ vpc: existingVpc('isolated'), interfaceEndpoints: [SECRETS_MANAGER], requiredServices: [SECRETS_MANAGER] });
    Template.fromStack(Stack.of(existing)).hasResourceProperties('AWS::EC2::VPCEndpoint', { VpcId: 'vpc-1', SubnetIds: ['subnet-isolated'] });
    Annotations.fromStack(Stack.of(existing)).hasNoWarning('*', WARNING);
  });

  test.each<[string, SubnetKind[], boolean]>([['isolated', ['isolated'], true], ['private', ['private'], false]])(
    'is left to the owner of an existing VPC, with a word about %s subnets', (_, kinds, warned) => {
      const construct = network({ vpc: existingVpc(...kinds), requiredServices: [SECRETS_MANAGER] });
      const stack = Stack.of(construct);
      Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 0);
      expect(Annotations.fromStack(stack).findWarning('*', WARNING)).toHaveLength(warned ? 1 : 0);
    });

  test('lets in whoever its name leads there: functions, a Studio, and a workbench, in whichever group that is', () => {
    const clients = (props: PipelineNetworkProps) => {
      const construct = network({ interfaceEndpoints: [KINESIS_STREAMS], ...props });
      const groups = Template.fromStack(Stack.of(construct)).findResources('AWS::EC2::SecurityGroup', { Properties: { GroupDescription: 'Interface endpoints of AWS services' } });
      const [{ Properties: { SecurityGroupIngress } }] = Object.values(groups);
      return SecurityGroupIngress.map(({ CidrIp, SourceSecurityGroupId }: { CidrIp?: object; SourceSecurityGroupId?: { 'Fn::GetAtt': string[] } }) =>
        SourceSecurityGroupId?.['Fn::GetAtt'][0].replace(/[0-9A-F]{8}$/, '') ?? CidrIp);
    };
    const cidr = { 'Fn::GetAtt': [expect.stringMatching(/^NetworkVpc/), 'CidrBlock'] };
    expect(clients({})).toEqual(['NetworkFunctions']);
    expect(clients({ studioAccess: true, workbenchAccess: true })).toEqual(['NetworkFunctions', 'NetworkStudio', 'NetworkWorkbench']);
    expect(clients({ publicSubnets: true })).toEqual(['NetworkFunctions', cidr]);
    expect(clients({ vpc: existingVpc('isolated', 'public'), publicSubnets: true })).toEqual(['NetworkFunctions']);
  });

  test('can let in others', () => {
    const { endpointSecurityGroup } = network({ vpc: existingVpc('isolated'), interfaceEndpoints: [KINESIS_STREAMS] });
    endpointSecurityGroup?.addIngressRule(ec2.Peer.ipv4('10.0.0.0/16'), ec2.Port.tcp(443));
    const stack = endpointSecurityGroup && Stack.of(endpointSecurityGroup);
    Template.fromStack(stack ?? new Stack()).hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Interface endpoints of AWS services', SecurityGroupIngress: Match.arrayWith([Match.objectLike({ CidrIp: '10.0.0.0/16' })]),
    });
    expect(network().endpointSecurityGroup).toBeUndefined();
  });

  test('needs no word in an existing VPC that nothing is asked of', () => {
    Annotations.fromStack(Stack.of(network({ vpc: existingVpc('isolated') }))).hasNoWarning('*', Match.anyValue());
  });
});
