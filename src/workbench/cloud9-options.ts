import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Cloud9Image } from './cloud9-image';

/** What can be decided about a Cloud9 environment. A change of anything but the owner replaces it, with all that is on its disk. */
export interface Cloud9Options {
  /**
   * The type of its instance, with an x86_64 processor.
   *
   * @default - t3.medium
   */
  readonly instanceType?: ec2.InstanceType;

  /**
   * The machine image of its instance.
   *
   * @default Cloud9Image.AMAZON_LINUX_2023
   */
  readonly image?: Cloud9Image;

  /**
   * How long after its last use the instance is stopped: up to 20,160 minutes (14 days), in whole minutes.
   *
   * @default Duration.minutes(30)
   * @see https://docs.aws.amazon.com/cloud9/latest/APIReference/API_CreateEnvironmentEC2.html
   */
  readonly automaticStop?: Duration;

  /**
   * ARN of the user, the assumed role (`arn:aws:sts::123456789012:assumed-role/role/session`) or the root user that owns the environment and can
   * open it. Without an owner it would belong to who deploys the stack: with the roles that `cdk bootstrap` makes that is CloudFormation's role,
   * which nobody signs in with.
   */
  readonly ownerArn: string;

  /**
   * Whether to define the role `AWSCloud9SSMAccessRole` and the instance profile `AWSCloud9SSMInstanceProfile`, which Cloud9 needs by these names
   * to connect through Systems Manager. They belong to the whole account: the console makes them with the first environment, and then defining
   * them fails. Deleting the stack deletes them, for other environments too.
   *
   * @default false
   * @see https://docs.aws.amazon.com/cloud9/latest/user-guide/ec2-ssm.html#service-role-ssm
   */
  readonly createSsmRole?: boolean;
}
