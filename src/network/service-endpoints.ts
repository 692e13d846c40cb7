import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct, IDependable } from 'constructs';

/** Who comes to an endpoint. */
export interface EndpointClient {
  readonly peer: ec2.IPeer;
  readonly description: string;
}

export interface ServiceEndpointsProps {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  readonly services: ec2.InterfaceVpcEndpointAwsService[];
  /** Whom the endpoints let in. The names of the services lead everybody in the VPC there, so whoever calls them is one of these. */
  readonly clients: EndpointClient[];
}

/** Ways into AWS services for who has no way out: an interface endpoint for each, behind one security group. */
export class ServiceEndpoints extends Construct {
  public readonly securityGroup: ec2.SecurityGroup;
  public readonly endpoints: IDependable[];

  constructor(scope: Construct, id: string, { vpc, subnets, services, clients }: ServiceEndpointsProps) {
    super(scope, id);
    this.securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc, description: 'Interface endpoints of AWS services', allowAllOutbound: false,
    });
    for (const { peer, description } of clients) {
      this.securityGroup.addIngressRule(peer, ec2.Port.tcp(443), description);
    }
    this.endpoints = services.map((service) => new ec2.InterfaceVpcEndpoint(this, service.shortName, {
      vpc, subnets, service, securityGroups: [this.securityGroup], open: false,
    }));
  }
}
