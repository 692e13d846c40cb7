import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';

/** Whether instances of the type have an Arm processor; not where the type is known at deployment only. */
export function isArm(instanceType: ec2.InstanceType): boolean {
  return !Token.isUnresolved(instanceType.toString()) && instanceType.architecture === ec2.InstanceArchitecture.ARM_64;
}
