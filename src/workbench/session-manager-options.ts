import { Duration, Size } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';

/** What can be decided about an instance that is reached by Session Manager. */
export interface SessionManagerOptions {
  /**
   * The type of the instance. An Arm type gets an Arm image.
   *
   * @default - t3.medium
   */
  readonly instanceType?: ec2.InstanceType;

  /**
   * How long after the last session the instance is stopped, also while a program of its own runs: 5 to 20,160 minutes (14 days), in whole minutes,
   * or `Duration.minutes(0)` for never. A change holds for an instance that is made after it. `aws ec2 start-instances` starts it again.
   *
   * @default Duration.minutes(30)
   */
  readonly automaticStop?: Duration;

  /**
   * The image of the instance, of an Amazon Linux 2023: with its package manager, the AWS command line and the agent of Session Manager.
   *
   * @default - the latest at the time of each deployment. A deployment after a new one came out replaces the instance, with all that is on its disk,
   * so keep work in a repository or name an image here.
   */
  readonly machineImage?: ec2.IMachineImage;

  /**
   * The size of the disk (gp3, encrypted): 8 to 16,384 GiB, in whole GiB.
   *
   * @default Size.gibibytes(20)
   * @see https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
   */
  readonly volumeSize?: Size;

  /**
   * Whether metrics come every minute instead of every five. They are billed.
   *
   * @default true
   */
  readonly detailedMonitoring?: boolean;

  /**
   * Whether the instance can only be terminated after this was switched off. As long as it is on, the stack cannot be deleted either.
   *
   * @default - true, unless the removal policy is `RemovalPolicy.DESTROY`
   */
  readonly terminationProtection?: boolean;
}
