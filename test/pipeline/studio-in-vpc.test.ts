import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Props, readings } from './variants';
import { PipelineEncryption, StreamingAnalyticsPipeline } from '../../src';
import { cycles } from '../support/dependencies';
import { nagFindings } from '../support/nag';

const APPLICATION = 'AWS::KinesisAnalyticsV2::Application';
const ENDPOINT = 'AWS::EC2::VPCEndpoint';

function pipeline(props: (stack: Stack) => Props = () => ({})): { readonly stack: Stack; readonly built: StreamingAnalyticsPipeline } {
  const stack = new Stack(new App(), 'Stack');
  return { stack, built: new StreamingAnalyticsPipeline(stack, 'Pipeline', { schema: readings, studio: { inVpc: true }, ...props(stack) }) };
}

const synthesize = (props?: (stack: Stack) => Props) => Template.fromStack(pipeline(props).stack);
const withoutSearch = { search: { enabled: false } };

function existingVpc(stack: Stack): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-12345678', availabilityZones: ['us-east-1a'], isolatedSubnetIds: ['subnet-1'] });
}

describe('a Studio in the VPC of its pipeline', () => {
  test('is in the isolated subnets, in a group of its own', () => {
    const { stack, built } = pipeline();
    Template.fromStack(stack).hasResourceProperties(APPLICATION, {
      ApplicationConfiguration: {
        VpcConfigurations: [{
          SubnetIds: [{ Ref: Match.stringLikeRegexp('IsolatedSubnet1') }, { Ref: Match.stringLikeRegexp('IsolatedSubnet2') }],
          SecurityGroupIds: [stack.resolve(built.network?.studioSecurityGroup?.securityGroupId)],
        }],
      },
    });
  });

  test('reaches Kinesis, Glue and its log by an endpoint each, in one subnet', () => {
    const template = synthesize();
    const endpoints = Object.values(template.findResources(ENDPOINT, { Properties: { VpcEndpointType: 'Interface' } }));
    expect(endpoints.map(({ Properties }) => Properties.ServiceName['Fn::Join'][1][2])).toEqual(['.kinesis-streams', '.glue', '.logs']);
    expect(endpoints.map(({ Properties }) => Properties.SubnetIds.length)).toEqual([1, 1, 1]);
  });

  test('is reason enough for a network, and costs none otherwise', () => {
    synthesize(() => withoutSearch).resourceCountIs('AWS::EC2::VPC', 1);
    synthesize(() => ({ ...withoutSearch, studio: {} })).resourceCountIs('AWS::EC2::VPC', 0);
    synthesize(() => ({ ...withoutSearch, studio: { enabled: false, inVpc: true } })).resourceCountIs('AWS::EC2::VPC', 0);
    synthesize(() => ({ studio: {} })).hasResourceProperties(APPLICATION, { ApplicationConfiguration: { VpcConfigurations: Match.absent() } });
  });

  test('starts when the way to the services is there', () => {
    const template = synthesize(() => ({ ...withoutSearch, studio: { inVpc: true, autoStart: true } }));
    const [{ DependsOn }] = Object.values(template.findResources('Custom::StudioAutoStart'));
    for (const id of Object.keys(template.findResources(ENDPOINT))) {
      expect(DependsOn).toContain(id);
    }
  });

  test('takes an existing VPC as it is, with a word about what has to be reachable there', () => {
    const { stack } = pipeline((scope) => ({ ...withoutSearch, network: { vpc: existingVpc(scope) } }));
    const template = Template.fromStack(stack);
    template.resourceCountIs(ENDPOINT, 0);
    template.hasResourceProperties(APPLICATION, { ApplicationConfiguration: { VpcConfigurations: [{ SubnetIds: ['subnet-1'] }] } });
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('existing vpc call kinesis-streams and glue and logs: make sure that the VPC has'));
  });

  test.each([['a key of its own', {}], ['the services\' keys', { encryption: PipelineEncryption.awsManaged() }]])(
    'waits for nothing that waits for it, and leaves no finding of AWS Solutions, with %s', (_, props) => {
      const { stack } = pipeline(() => ({ studio: { inVpc: true, autoStart: true }, ...props }));
      expect(cycles(Template.fromStack(stack))).toEqual([]);
      expect(nagFindings(stack)).toEqual([]);
    });

  test('reaches what it is let into', () => {
    const { stack, built } = pipeline();
    const broker = new ec2.SecurityGroup(stack, 'Broker', { vpc: built.network?.vpc ?? existingVpc(stack) });
    built.studio?.connections.allowTo(broker, ec2.Port.tcp(9098));
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 9098, GroupId: stack.resolve(broker.securityGroupId) });
  });
});
