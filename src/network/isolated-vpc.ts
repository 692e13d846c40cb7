import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct, IDependable } from 'constructs';

/** How many availability zones a VPC can stretch over; addresses for all are set aside. */
export const MOST_AZS = 3;

const CIDR_MASK = 24;

export interface IsolatedVpc {
  readonly vpc: ec2.Vpc;
  /** What makes the way from the isolated subnets to S3. Until it is there, nobody in them can answer CloudFormation. */
  readonly routes: IDependable[];
}

/**
 * A VPC whose isolated subnets reach S3 and nothing else outside, and which costs nothing: no NAT, no interface endpoint.
 *
 * The addresses of public subnets and of further availability zones are set aside, so that adding them changes no subnet that exists.
 */
export function isolatedVpc(scope: Construct, id: string, maxAzs: number, publicSubnets: boolean): IsolatedVpc {
  const vpc = new ec2.Vpc(scope, id, {
    maxAzs,
    reservedAzs: MOST_AZS - maxAzs,
    natGateways: 0,
    subnetConfiguration: [
      { name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: CIDR_MASK },
      { name: 'Public', subnetType: ec2.SubnetType.PUBLIC, cidrMask: CIDR_MASK, reserved: !publicSubnets },
    ],
    // It would take a custom resource. Nothing here uses the default group, and what does names a group of its own.
    restrictDefaultSecurityGroup: false,
  });
  const endpoint = vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
  // without its association a subnet follows the main route table, which the endpoint is not in
  return { vpc, routes: [endpoint, ...vpc.isolatedSubnets.map((subnet) => subnet.node.findChild('RouteTableAssociation'))] };
}
