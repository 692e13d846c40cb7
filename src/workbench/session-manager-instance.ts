import { Duration, RemovalPolicy, Size, SizeRoundingBehavior } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as assets from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { isArm } from './processor';
import { SessionManagerOptions } from './session-manager-options';
import { workbenchUserData } from './user-data';
import type { WorkbenchParts, WorkbenchPlace } from './workbench-parts';
import { acknowledge } from '../private/acknowledge';
import type { Problems } from '../private/problems';

const STOP_MINUTES = { min: 5, max: 20_160 };
const VOLUME_GIB = { min: 8, max: 16_384 };
/** Of Amazon Linux 2023. */
const ROOT_DEVICE = '/dev/xvda';

export function checkSessionManager(problems: Problems, options: SessionManagerOptions): void {
  const { automaticStop } = options;
  problems.when(automaticStop?.isUnresolved() ?? false,
    'automaticStop of Workbench.sessionManager must be known when the app is synthesized, got a token: the instance looks for it in whole seconds');
  if (automaticStop && !automaticStop.isUnresolved() && automaticStop.toMilliseconds() > 0) {
    problems.integer('automaticStop of Workbench.sessionManager in minutes', automaticStop.toMinutes({ integral: false }),
      { ...STOP_MINUTES, hint: 'Duration.minutes(0) is for never' });
  }
  if (options.volumeSize && !options.volumeSize.isUnresolved()) {
    problems.integer('volumeSize of Workbench.sessionManager in GiB', options.volumeSize.toGibibytes({ rounding: SizeRoundingBehavior.NONE }), VOLUME_GIB);
  }
}

/** An instance that nobody connects to: its agent opens the connection to Session Manager. */
export function sessionManagerInstance(scope: Construct, place: WorkbenchPlace, options: SessionManagerOptions): WorkbenchParts {
  const instanceType = options.instanceType ?? ec2.InstanceType.of(ec2.InstanceClass.T3, ec2.InstanceSize.MEDIUM);
  const automaticStop = options.automaticStop ?? Duration.minutes(30);
  const terminationProtection = options.terminationProtection ?? place.removalPolicy !== RemovalPolicy.DESTROY;
  const instance = new ec2.Instance(scope, 'Instance', {
    vpc: place.vpc,
    vpcSubnets: place.vpcSubnets,
    associatePublicIpAddress: place.vpc.selectSubnets(place.vpcSubnets).hasPublic ? true : undefined,
    securityGroup: place.securityGroup ?? outgoingOnly(scope, place.vpc),
    role: sessionManagerRole(scope, place.samples),
    instanceType,
    machineImage: options.machineImage ?? latestImage(instanceType),
    httpTokens: ec2.HttpTokens.REQUIRED,
    userData: workbenchUserData({
      samples: place.samples,
      environment: place.environment,
      automaticStop: automaticStop.toMilliseconds() > 0 ? automaticStop : undefined,
    }),
    instanceInitiatedShutdownBehavior: ec2.InstanceInitiatedShutdownBehavior.STOP,
    blockDevices: [{
      deviceName: ROOT_DEVICE,
      volume: ec2.BlockDeviceVolume.ebs((options.volumeSize ?? Size.gibibytes(20)).toGibibytes(), {
        volumeType: ec2.EbsDeviceVolumeType.GP3,
        encrypted: true,
        kmsKey: place.encryptionKey,
      }),
    }],
    detailedMonitoring: options.detailedMonitoring ?? true,
    disableApiTermination: terminationProtection,
  });
  if (place.removalPolicy) {
    instance.applyRemovalPolicy(place.removalPolicy);
  }
  if (options.terminationProtection === undefined && !terminationProtection) {
    acknowledge(instance, 'EC29', 'the removal policy asks for an instance that goes with its stack, which termination protection prevents');
  }
  return { instanceId: instance.instanceId, role: instance.role, connections: instance.connections };
}

function latestImage(instanceType: ec2.InstanceType): ec2.IMachineImage {
  return ec2.MachineImage.latestAmazonLinux2023({ cpuType: isArm(instanceType) ? ec2.AmazonLinuxCpuType.ARM_64 : ec2.AmazonLinuxCpuType.X86_64 });
}

function outgoingOnly(scope: Construct, vpc: ec2.IVpc): ec2.SecurityGroup {
  const securityGroup = new ec2.SecurityGroup(scope, 'SecurityGroup', {
    vpc,
    description: 'Developer workbench, reached by Session Manager only',
    allowAllOutbound: false,
  });
  securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443), 'AWS services and package repositories');
  return securityGroup;
}

/** What an agent needs for sessions, without the rest of AmazonSSMManagedInstanceCore, such as reading every parameter of the account. */
function sessionManagerRole(scope: Construct, samples: assets.Asset): iam.Role {
  const role = new iam.Role(scope, 'Role', {
    assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
    inlinePolicies: {
      Samples: new iam.PolicyDocument({
        statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [samples.bucket.arnForObjects(samples.s3ObjectKey)] })],
      }),
      SessionManager: new iam.PolicyDocument({
        statements: [new iam.PolicyStatement({
          actions: ['ssm:UpdateInstanceInformation', 'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel',
            'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel'],
          resources: ['*'],
        })],
      }),
    },
  });
  acknowledge(role, 'IAM5[Resource::*]',
    'the channels of Session Manager know no resource, and the instance is not known before its role '
    + '(https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html)');
  return role;
}
