import { Names, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { samplesAsset } from './samples';
import { Workbench } from './workbench';
import { Problems } from '../private/problems';
import { egressFault, subnetsWithEgress } from '../private/subnets';

const APPLICATION_NAME = /^[A-Za-z0-9_.-]{3,237}$/;
/** Leaves room in other names that are made of it. */
const LONGEST_DEFAULT_NAME = 128;

/** Properties of a {@link DeveloperWorkbench}. */
export interface DeveloperWorkbenchProps {
  /** What kind of workbench it is. */
  readonly workbench: Workbench;

  /** The VPC it is in. */
  readonly vpc: ec2.IVpc;

  /**
   * The stream that the samples put records into and read from, as `STREAM_NAME`. Nothing is granted: let the `role` of the instance of
   * `Workbench.sessionManager()` use it, with `grantWrite` and `grantKclConsumer` of `StreamIngestion`.
   *
   * @default - whoever runs a sample says
   */
  readonly stream?: kinesis.IStream;

  /**
   * Name of the application of the Kinesis Client Library among the samples, as `APPLICATION_NAME`. Its DynamoDB table is called so.
   *
   * @default - made of the path of the construct
   */
  readonly applicationName?: string;

  /**
   * Host name of the search domain whose Dashboards a sample opens, as `SEARCH_ENDPOINT`.
   *
   * @default - whoever runs the sample says
   */
  readonly searchEndpoint?: string;

  /**
   * The subnets it can be in; it takes the first. They need a way out to the internet.
   *
   * @default - the public subnets, or the private ones where none is public
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security group of the instance of `Workbench.sessionManager()`. It needs egress to port 443.
   *
   * @default - a group without ingress and with egress to port 443 is defined; Cloud9 makes one of its own
   */
  readonly securityGroup?: ec2.ISecurityGroup;

  /**
   * The key that encrypts the disk of the instance of `Workbench.sessionManager()`. Cloud9 encrypts its disk as the account is set to.
   *
   * @default - the key that EBS manages, `alias/aws/ebs`
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * What becomes of the workbench when it leaves the stack.
   *
   * @default - it is deleted, once its termination protection is off
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** A machine inside the account to work on a pipeline's data from, which nobody connects to from outside. */
export class DeveloperWorkbench extends Construct {
  /** Name of the application of the Kinesis Client Library among the samples. */
  public readonly applicationName: string;
  /** Where the samples are: `aws s3 cp <url> samples.zip`. They are on the instance of `Workbench.sessionManager()` already, in `/opt/workbench/samples`. */
  public readonly samplesUrl: string;
  /** Where a browser opens the Cloud9 environment. */
  public readonly url?: string;
  /** Id of the instance of `Workbench.sessionManager()`: `aws ssm start-session --target <id>` opens it. */
  public readonly instanceId?: string;
  /** Role of the instance of `Workbench.sessionManager()`. A person in Cloud9 has permissions of their own. */
  public readonly role?: iam.IRole;
  /** What the instance of `Workbench.sessionManager()` may connect to. */
  public readonly connections?: ec2.Connections;

  /**
   * @throws when an option of the workbench is out of range, when its subnets have no way out to the internet,
   * or when Cloud9 is given a security group
   */
  constructor(scope: Construct, id: string, props: DeveloperWorkbenchProps) {
    super(scope, id);
    this.check(props);
    this.applicationName = props.applicationName
      ?? Names.uniqueResourceName(this, { maxLength: LONGEST_DEFAULT_NAME, separator: '-', allowedSpecialCharacters: '_.-' });
    const samples = samplesAsset(this, 'Samples');
    this.samplesUrl = samples.s3ObjectUrl;
    const parts = props.workbench._kind.define(this, {
      ...props, samples, environment: this.environmentOf(props), vpcSubnets: props.vpcSubnets ?? subnetsWithEgress(props.vpc),
    });
    this.url = parts.url;
    this.instanceId = parts.instanceId;
    this.role = parts.role;
    this.connections = parts.connections;
  }

  private environmentOf({ searchEndpoint, stream }: DeveloperWorkbenchProps): { [name: string]: string } {
    return {
      AWS_REGION: Stack.of(this).region,
      APPLICATION_NAME: this.applicationName,
      ...(stream && { STREAM_NAME: stream.streamName }),
      ...(searchEndpoint !== undefined && { SEARCH_ENDPOINT: searchEndpoint }),
    };
  }

  private check(props: DeveloperWorkbenchProps): void {
    const problems = new Problems(`DeveloperWorkbench ${this.node.path}`);
    const { check, joinsSecurityGroup } = props.workbench._kind;
    check(problems);
    problems.when(props.applicationName !== undefined && !Token.isUnresolved(props.applicationName) && !APPLICATION_NAME.test(props.applicationName),
      `applicationName must be 3 to 237 letters, digits, dots, hyphens and underscores, got ${JSON.stringify(props.applicationName)}: DynamoDB tables are called after it`);
    const fault = egressFault(props.vpc, 'vpcSubnets', props.vpcSubnets);
    if (fault) {
      problems.add(fault);
    }
    problems.when(props.securityGroup !== undefined && !joinsSecurityGroup,
      'securityGroup is for Workbench.sessionManager(), got Workbench.cloud9(): Cloud9 makes a group of its own, so leave securityGroup out');
    problems.throwIfAny();
  }
}
