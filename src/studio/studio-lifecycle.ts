import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as targets from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { StudioLifecycleEnvironment, StudioLifecycleRequest } from './studio-lifecycle-config';
import { PipelineFunction } from '../private/pipeline-function';

export interface StudioLifecycleProps {
  readonly applicationName: string;
  readonly autoStart: boolean;
  readonly stopSchedule?: scheduler.ScheduleExpression;
  readonly logRetention: logs.RetentionDays;
  readonly encryptionKey?: kms.IKey;
}

/** Longest that a Lambda function can run; a notebook takes some minutes to start. */
const PATIENCE = Duration.minutes(15);

/** What starts and stops a notebook, for people and, if wanted, for the deployment and a schedule. */
export class StudioLifecycle extends Construct {
  public readonly function: lambda.Function;
  /** Starts the notebook at deployment. */
  public readonly autoStart?: CustomResource;

  constructor(scope: Construct, id: string, props: StudioLifecycleProps) {
    super(scope, id);
    const environment: StudioLifecycleEnvironment = { APPLICATION_NAME: props.applicationName };
    const { function: lifecycle, role } = new PipelineFunction(this, 'Function', {
      functionName: 'studio-lifecycle',
      description: `Starts and stops the notebook ${scope.node.path}, and says in which state it is`,
      withoutDeadLetterQueue: 'CloudFormation takes silence for a failure, and the schedule asks again the next time',
      environment: { ...environment },
      timeout: PATIENCE,
      memorySize: 256,
      logRetention: props.logRetention,
      encryptionKey: props.encryptionKey,
    });
    role.addToPolicy(new iam.PolicyStatement({
      actions: ['kinesisanalytics:StartApplication', 'kinesisanalytics:StopApplication', 'kinesisanalytics:DescribeApplication'],
      resources: [Stack.of(this).formatArn({ service: 'kinesisanalytics', resource: 'application', resourceName: props.applicationName })],
    }));
    this.function = lifecycle;
    if (props.autoStart) {
      this.autoStart = new CustomResource(this, 'AutoStart', {
        resourceType: 'Custom::StudioAutoStart',
        serviceToken: lifecycle.functionArn,
        serviceTimeout: PATIENCE.plus(Duration.minutes(5)),
        properties: { ApplicationName: props.applicationName },
      });
    }
    if (props.stopSchedule) {
      this.stopOn(props.stopSchedule);
    }
  }

  private stopOn(schedule: scheduler.ScheduleExpression): void {
    const stop: StudioLifecycleRequest = { action: 'stop' };
    const role = new iam.Role(this, 'StopRole', {
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } } }),
      inlinePolicies: {
        Stop: new iam.PolicyDocument({
          statements: [new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.function.functionArn] })],
        }),
      },
    });
    new scheduler.Schedule(this, 'Stop', {
      description: `Stops the notebook ${this.node.scope?.node.path}`,
      schedule,
      // the target would grant itself every version and alias of the function too
      target: new targets.LambdaInvoke(this.function, {
        role: role.withoutPolicyUpdates(),
        input: scheduler.ScheduleTargetInput.fromObject({ ...stop }),
      }),
    });
  }
}
