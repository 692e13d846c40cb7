import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Props, readings } from './variants';
import { PipelineProfile, StreamingAnalyticsPipeline } from '../../src';

const env = { account: '123456789012', region: 'eu-central-1' };

/** What the domain of a pipeline consists of. */
function domainOf(props: (stack: Stack) => Props): { nodes: number; zones: number; subnets: number } {
  const stack = new Stack(new App(), 'Stack', { env });
  new StreamingAnalyticsPipeline(stack, 'Pipeline', { schema: readings, ...props(stack) });
  const [{ Properties: { ClusterConfig, VPCOptions } }] = Object.values(Template.fromStack(stack).findResources('AWS::OpenSearchService::Domain'));
  return {
    nodes: ClusterConfig.InstanceCount,
    zones: ClusterConfig.ZoneAwarenessConfig?.AvailabilityZoneCount ?? 1,
    subnets: VPCOptions.SubnetIds.length,
  };
}

const zones = ['a', 'b', 'c'].map((zone) => `eu-central-1${zone}`);
const vpc = (stack: Stack) => ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
  vpcId: 'vpc-12345678', availabilityZones: zones, isolatedSubnetIds: ['subnet-1', 'subnet-2', 'subnet-3'],
});

describe('a domain in production', () => {
  test.each([1, 2, 3])('has a data node in each of the %d Availability Zones that the user chose', (availabilityZones) => {
    const domain = domainOf((stack) => ({ profile: PipelineProfile.PRODUCTION, search: { availabilityZones }, network: { vpc: vpc(stack) } }));
    expect(domain).toEqual({ nodes: availabilityZones, zones: availabilityZones, subnets: availabilityZones });
  });

  test('has as many data nodes as the user chose', () => {
    const domain = domainOf((stack) => ({ profile: PipelineProfile.PRODUCTION, search: { dataNodes: 6 }, network: { vpc: vpc(stack) } }));
    expect(domain).toEqual({ nodes: 6, zones: 3, subnets: 3 });
  });

  test.each([
    ['a group', { subnetGroupName: 'Data' }],
    ['filters', { subnetFilters: [ec2.SubnetFilter.byIds(['subnet-1', 'subnet-2'])] }],
  ])('synthesizes before the VPC with subnets of %s was looked up, and the look-up is asked for', (_, vpcSubnets) => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env });
    const network = { vpc: ec2.Vpc.fromLookup(stack, 'Vpc', { vpcId: 'vpc-12345678' }), vpcSubnets };
    new StreamingAnalyticsPipeline(stack, 'Pipeline', { schema: readings, profile: PipelineProfile.PRODUCTION, network });
    expect(app.synth().manifest.missing?.map(({ provider }) => provider)).toEqual(['vpc-provider']);
  });
});
