import { Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledgeWildcard } from './acknowledge-wildcard';
import { FunctionName, functionCode } from './function-code';
import { partLogGroup } from './part-log-group';
import { skipCheckov } from './skip-checkov';
import { waitForPolicies } from './wait-for-policies';

const NETWORK_PERMISSIONS = 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions';

export interface PipelineFunctionProps {
  readonly functionName: FunctionName;
  readonly description: string;
  /** Why invocations that fail need no dead-letter queue, which checkov (CKV_AWS_116) asks of every function. */
  readonly withoutDeadLetterQueue: string;
  /** Written as `config.json` beside the code. */
  readonly config?: object;
  /** Further files beside the code: the path of each, by its name there. */
  readonly files?: { readonly [name: string]: string };
  readonly environment?: { [name: string]: string };
  readonly timeout: Duration;
  readonly memorySize: number;
  readonly logRetention: logs.RetentionDays;
  /** A role that has to exist before; one of its own when absent. */
  readonly role?: iam.Role;
  readonly encryptionKey?: kms.IKey;
  /** Network placement; outside a VPC when absent. */
  readonly vpc?: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
  readonly securityGroups?: ec2.ISecurityGroup[];
}

/**
 * One of the package's functions with a log group and a role of its own.
 *
 * The role may write to that log group and nothing else; parts add what theirs needs.
 */
export class PipelineFunction extends Construct {
  public readonly function: lambda.Function;
  public readonly role: iam.Role;

  constructor(scope: Construct, id: string, props: PipelineFunctionProps) {
    super(scope, id);
    const logGroup = partLogGroup(this, 'Logs', { retention: props.logRetention, encryptionKey: props.encryptionKey });
    this.role = props.role ?? new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    waitForPolicies(this.role);
    logGroup.grantWrite(this.role);
    if (props.vpc) {
      this.allowNetworkInterfaces();
    }
    this.function = new lambda.Function(this, 'Resource', {
      description: props.description,
      code: functionCode(props.functionName, props.config, props.files),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      role: this.role,
      logGroup,
      environment: props.environment,
      environmentEncryption: props.encryptionKey,
      timeout: props.timeout,
      memorySize: props.memorySize,
      vpc: props.vpc,
      vpcSubnets: props.vpcSubnets,
      securityGroups: props.securityGroups,
    });
    skipCheckov(this.function, 'CKV_AWS_116', props.withoutDeadLetterQueue);
    if (props.environment && !props.encryptionKey) {
      skipCheckov(this.function, 'CKV_AWS_173', 'encrypted by the service, as asked; the variables hold names, no secret');
    }
  }

  /** Describing works on all resources only; the rest is kept to this region, in whichever account shares its subnets. */
  private allowNetworkInterfaces(): void {
    const interfaces = Stack.of(this).formatArn({ service: 'ec2', account: '*', resource: '*', resourceName: '*' });
    this.role.addToPolicy(new iam.PolicyStatement({
      actions: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'],
      resources: ['*'],
    }));
    this.role.addToPolicy(new iam.PolicyStatement({
      actions: ['ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface', 'ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses'],
      resources: [interfaces],
    }));
    acknowledgeWildcard(this.role, '*', `the describe actions that Lambda needs for a VPC know no resource (${NETWORK_PERMISSIONS})`);
    acknowledgeWildcard(this.role, interfaces,
      `Lambda makes its network interfaces in a VPC itself, so they have no name before they exist (${NETWORK_PERMISSIONS})`);
  }
}
