import { RemovalPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { profileZones } from './profile-sizes';
import { StreamingAnalyticsPipelineProps } from './streaming-analytics-pipeline-props';
import { PipelineNetwork } from '../network';

/** Where in a VPC search and its functions are; empty where they are in none. */
export interface SearchPlace {
  readonly vpc?: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
}

/** A new domain is in the pipeline's VPC unless it is to be public; an existing one is where the network says that it is. */
export function searchIsInVpc({ network, search }: StreamingAnalyticsPipelineProps): boolean {
  if (!(search?.enabled ?? true)) {
    return false;
  }
  return search?.existingDomain ? network?.vpc !== undefined : !(search?.publicEndpoint ?? false);
}

export function searchPlace(props: StreamingAnalyticsPipelineProps, network: PipelineNetwork | undefined): SearchPlace {
  return network && searchIsInVpc(props) ? { vpc: network.vpc, vpcSubnets: network.isolatedSubnets } : {};
}

/** Over how many Availability Zones search can spread there; a VPC that is still to be looked up may not know of any. */
export function searchZones({ vpc, vpcSubnets }: SearchPlace, props: StreamingAnalyticsPipelineProps): number {
  const zones = vpc ? new Set(vpc.selectSubnets(vpcSubnets).availabilityZones).size : 0;
  return zones > 0 ? zones : profileZones(props.profile);
}

/** A domain that is kept holds on to its subnets and security groups, so that they stay with it. */
export function networkRemovalPolicy(props: StreamingAnalyticsPipelineProps): RemovalPolicy | undefined {
  return searchIsInVpc(props) && !props.search?.existingDomain ? props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : undefined;
}

/** What the functions of search call there besides S3: the password of an internal user is read from Secrets Manager. */
export function searchServices(props: StreamingAnalyticsPipelineProps): ec2.InterfaceVpcEndpointAwsService[] {
  return searchIsInVpc(props) && props.search?.access?._masterUserName !== undefined ? [ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER] : [];
}
