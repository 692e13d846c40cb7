import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';

export type SubnetKind = 'isolated' | 'private' | 'public';

/** An existing VPC `vpc-1` with one subnet of each kind, named `subnet-<kind>`. */
export function existingVpc(...kinds: SubnetKind[]): ec2.IVpc {
  const ids = (kind: SubnetKind): string[] | undefined => kinds.includes(kind) ? [`subnet-${kind}`] : undefined;
  return ec2.Vpc.fromVpcAttributes(new Stack(), 'Vpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['us-east-1a'],
    isolatedSubnetIds: ids('isolated'),
    privateSubnetIds: ids('private'),
    publicSubnetIds: ids('public'),
  });
}
