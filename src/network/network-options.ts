import * as ec2 from 'aws-cdk-lib/aws-ec2';

/** What can be decided about the network of a pipeline. */
export interface NetworkOptions {
  /**
   * A VPC that exists already. It is taken as it is, so the subnets for functions and search must reach S3, by a gateway endpoint or otherwise:
   * the functions write dead letters there, and answer CloudFormation through it.
   *
   * @default - a VPC is defined
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Which subnets of the existing VPC functions and search use. They cannot be public, since a function has no public address.
   *
   * @default - the isolated subnets of the existing VPC, or the private ones where none is isolated
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Which subnets of the existing VPC a workbench uses. They need a way out to the internet, so they cannot be isolated.
   *
   * @default - the public subnets of the existing VPC, or the private ones with a way out where none is public
   */
  readonly workbenchSubnets?: ec2.SubnetSelection;

  /**
   * Over how many availability zones the VPC stretches: 1 to 3. In a stack without a region of its own there are never more than 2.
   *
   * Addresses for 3 are set aside, so that a later change leaves the subnets that exist where they are.
   *
   * @default 2
   */
  readonly maxAzs?: number;

  /**
   * Whether the traffic of the VPC is logged.
   *
   * @default true
   */
  readonly flowLogs?: boolean;

  /**
   * Which traffic is logged. What is rejected is what a person looks for, and next to nothing is as long as all goes well;
   * logs of accepted traffic grow with it, at the price of the log group.
   *
   * @default ec2.FlowLogTrafficType.REJECT
   */
  readonly flowLogTrafficType?: ec2.FlowLogTrafficType;

  /**
   * Id of the prefix list that holds the addresses of S3 in the region, for example `pl-63a5400a`; `aws ec2 describe-managed-prefix-lists` tells it.
   *
   * With it, functions reach search and S3 and nothing else. Its id differs by region and CloudFormation cannot look it up, so without it
   * functions may open connections to port 443 of any address; in isolated subnets only search and S3 have a route anyway.
   *
   * @default - functions may connect to port 443 of any address that their subnets have a route to
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
   */
  readonly s3PrefixListId?: string;

  /**
   * AWS services that have an interface endpoint in the VPC, one network interface in each of the subnets for functions and search. Each
   * interface is billed by the hour: about 7.30 USD a month in us-east-1.
   *
   * @default - in a VPC that is defined, those without which a part does not work, in one subnet: Secrets Manager with
   * `SearchAccess.internalUser()`; Kinesis, Glue and CloudWatch Logs with a Studio inside; else none. An existing VPC gets none, because a second endpoint of a service with its private name
   * cannot be made; a warning tells what has to be reachable
   * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
   */
  readonly interfaceEndpoints?: ec2.InterfaceVpcEndpointAwsService[];
}
