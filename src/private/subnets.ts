import * as ec2 from 'aws-cdk-lib/aws-ec2';

/** The isolated subnets of a VPC, or its private ones where none is isolated. */
export function isolatedSubnets(vpc: ec2.IVpc): ec2.SubnetSelection {
  return { subnetType: vpc.isolatedSubnets.length > 0 ? ec2.SubnetType.PRIVATE_ISOLATED : ec2.SubnetType.PRIVATE_WITH_EGRESS };
}

/** The public subnets of a VPC, or its private ones where none is public. */
export function subnetsWithEgress(vpc: ec2.IVpc): ec2.SubnetSelection {
  return { subnetType: vpc.publicSubnets.length > 0 ? ec2.SubnetType.PUBLIC : ec2.SubnetType.PRIVATE_WITH_EGRESS };
}

/**
 * What is wrong with the subnets for something that needs a way out to the internet.
 *
 * @param property name of the property that chooses the subnets
 */
export function egressFault(vpc: ec2.IVpc, property: string, selection: ec2.SubnetSelection | undefined): string | undefined {
  const allowed = 'choose public subnets, or private ones with egress';
  if (!selection) {
    return vpc.publicSubnets.length + vpc.privateSubnets.length > 0 ? undefined
      : `vpc must have subnets with a way out to the internet for a workbench, got none: ${allowed} with ${property}`;
  }
  const isolated = new Set(vpc.isolatedSubnets.map((subnet) => subnet.node.path));
  return vpc.selectSubnets(selection).subnets.some((subnet) => isolated.has(subnet.node.path))
    ? `${property} must choose subnets with a way out to the internet for a workbench, got isolated ones: ${allowed}`
    : undefined;
}
