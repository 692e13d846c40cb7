import { Annotations, Duration, Token, Validations } from 'aws-cdk-lib';
import * as cloud9 from 'aws-cdk-lib/aws-cloud9';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { Cloud9Image } from './cloud9-image';
import { Cloud9Options } from './cloud9-options';
import { isArm } from './processor';
import type { WorkbenchParts, WorkbenchPlace } from './workbench-parts';
import { acknowledge } from '../private/acknowledge';
import { consoleUrl } from '../private/console';
import type { Problems } from '../private/problems';

const LONGEST_STOP = Duration.minutes(20_160);
/** https://docs.aws.amazon.com/cloud9/latest/APIReference/API_CreateEnvironmentEC2.html */
const OWNER = /^arn:[\w-]+:(iam|sts)::\d{12}:(root|user\/.+|federated-user\/.+|assumed-role\/[^/]+\/[^/]+)$/;

export function checkCloud9(problems: Problems, options: Cloud9Options): void {
  const { automaticStop, instanceType, ownerArn } = options;
  problems.when(instanceType !== undefined && isArm(instanceType),
    `instanceType of Workbench.cloud9 must have an x86_64 processor, got ${instanceType}: Cloud9 has no image for Arm`);
  if (automaticStop && !automaticStop.isUnresolved()) {
    const minutes = automaticStop.toMinutes({ integral: false });
    problems.when(!Number.isInteger(minutes) || minutes > LONGEST_STOP.toMinutes(),
      `automaticStop of Workbench.cloud9 must be at most 20160 minutes, in whole minutes, got ${automaticStop.toHumanString()}`);
  }
  problems.when(!Token.isUnresolved(ownerArn) && !OWNER.test(ownerArn),
    'ownerArn of Workbench.cloud9 must be the ARN of a user, an assumed role (arn:aws:sts::123456789012:assumed-role/role/session) or the root user, '
    + `got ${JSON.stringify(ownerArn)}: nobody else can open the environment`);
}

/** A Cloud9 environment that Systems Manager connects to, so that its instance takes no connection from outside. */
export function cloud9Environment(scope: Construct, place: WorkbenchPlace, options: Cloud9Options): WorkbenchParts {
  warn(scope);
  const subnets = place.vpc.selectSubnets(place.vpcSubnets);
  const environment = new cloud9.CfnEnvironmentEC2(scope, 'Environment', {
    description: `Workbench ${scope.node.path}`.slice(0, 200),
    connectionType: 'CONNECT_SSM',
    imageId: (options.image ?? Cloud9Image.AMAZON_LINUX_2023).imageId,
    instanceType: options.instanceType?.toString() ?? 't3.medium',
    automaticStopTimeMinutes: (options.automaticStop ?? Duration.minutes(30)).toMinutes(),
    ownerArn: options.ownerArn,
    subnetId: subnets.subnetIds[0],
  });
  // what cfn-lint would warn of, whoever synthesizes has been warned of already
  environment.addMetadata('cfn-lint', { config: { ignore_checks: ['W3697'] } });
  Validations.of(environment).acknowledge({ id: 'CloudFormation-Validate::W3697', reason: 'Cloud9 was chosen by name, with a warning that it takes no new customers' });
  if (place.removalPolicy) {
    environment.applyRemovalPolicy(place.removalPolicy);
  }
  environment.node.addDependency(subnets.internetConnectivityEstablished);
  if (options.createSsmRole) {
    environment.node.addDependency(systemsManagerProfile(scope));
  }
  return { url: consoleUrl(scope, `cloud9/ide/${environment.ref}`) };
}

function warn(scope: Construct): void {
  Annotations.of(scope).addWarningV2('streaming-analytics-pipeline:cloud9ClosedToNewCustomers',
    'Cloud9 takes no new customers, so the environment can only be made in an account that used it before July 2024: '
    + 'elsewhere use Workbench.sessionManager()');
}

/** Cloud9 knows both by their names and paths: https://docs.aws.amazon.com/cloud9/latest/user-guide/ec2-ssm.html#service-role-ssm */
function systemsManagerProfile(scope: Construct): iam.InstanceProfile {
  const policy = 'AWSCloud9SSMInstanceProfile';
  const role = new iam.Role(scope, 'SsmRole', {
    roleName: 'AWSCloud9SSMAccessRole',
    path: '/service-role/',
    assumedBy: new iam.CompositePrincipal(new iam.ServicePrincipal('cloud9.amazonaws.com'), new iam.ServicePrincipal('ec2.amazonaws.com')),
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName(policy)],
  });
  acknowledge(role, `IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${policy}]`,
    'Cloud9 documents this role with exactly this managed policy, and other environments of the account rely on it');
  return new iam.InstanceProfile(scope, 'SsmProfile', { instanceProfileName: 'AWSCloud9SSMInstanceProfile', path: '/cloud9/', role });
}
