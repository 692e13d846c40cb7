import { CustomResource, Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as targets from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { DeliveredNote } from './notes/delivered-note';
import type { StudioNote } from './notes/studio-note';
import type { S3Location, StudioLifecycleEnvironment, StudioLifecycleRequest } from './studio-lifecycle-config';
import { acknowledgeWildcard } from '../private/acknowledge-wildcard';
import { PipelineFunction } from '../private/pipeline-function';

export interface StudioLifecycleProps {
  readonly applicationName: string;
  readonly autoStart: boolean;
  readonly stopSchedule?: scheduler.ScheduleExpression;
  readonly importNotes: boolean;
  readonly logRetention: logs.RetentionDays;
  readonly encryptionKey?: kms.IKey;
}

/** Longest that a Lambda function can run; a notebook takes some minutes to start. */
const PATIENCE = Duration.minutes(15);
const SERVICE_TIMEOUT = PATIENCE.plus(Duration.minutes(5));

/** What starts and stops a notebook, for people and, if wanted, for the deployment and a schedule. */
export class StudioLifecycle extends Construct {
  public readonly function: lambda.Function;
  /** Starts the notebook at deployment. */
  public readonly autoStart?: CustomResource;
  private readonly role: iam.Role;
  private readonly imports?: S3Location[];
  private readonly versions: string[] = [];
  private templates?: iam.PolicyStatement;

  constructor(scope: Construct, id: string, props: StudioLifecycleProps) {
    super(scope, id);
    this.imports = props.importNotes ? [] : undefined;
    const environment: StudioLifecycleEnvironment = {
      APPLICATION_NAME: props.applicationName,
      ...(props.importNotes && { NOTES: Lazy.string({ produce: () => Stack.of(this).toJsonString(this.imports) }) }),
    };
    const { function: lifecycle, role } = new PipelineFunction(this, 'Function', {
      functionName: 'studio-lifecycle',
      description: `Starts and stops the notebook ${scope.node.path}, says in which state it is, and writes its notes`,
      withoutDeadLetterQueue: 'CloudFormation takes silence for a failure, and the schedule asks again the next time',
      environment: { ...environment },
      timeout: PATIENCE,
      memorySize: 256,
      logRetention: props.logRetention,
      encryptionKey: props.encryptionKey,
    });
    this.role = role;
    role.addToPolicy(new iam.PolicyStatement({
      actions: [
        'kinesisanalytics:StartApplication', 'kinesisanalytics:StopApplication', 'kinesisanalytics:DescribeApplication',
        ...(props.importNotes ? ['kinesisanalytics:CreateApplicationPresignedUrl'] : []),
      ],
      resources: [Stack.of(this).formatArn({ service: 'kinesisanalytics', resource: 'application', resourceName: props.applicationName })],
    }));
    this.function = lifecycle;
    if (props.autoStart) {
      this.autoStart = new CustomResource(this, 'AutoStart', {
        resourceType: 'Custom::StudioAutoStart',
        serviceToken: lifecycle.functionArn,
        serviceTimeout: SERVICE_TIMEOUT,
        properties: {
          ApplicationName: props.applicationName,
          // other notes are imported too, so the deployment has to come by again
          ...(props.importNotes && { Notes: Lazy.list({ produce: () => this.versions }) }),
        },
      });
    }
    if (props.stopSchedule) {
      this.stopOn(props.stopSchedule);
    }
  }

  /** Writes a note to the bucket at deployment, and imports it if notes are. */
  public addNote(id: string, note: StudioNote, bucket: s3.IBucket, prefix: string): void {
    const key = `${prefix}${id}.zpln`;
    const delivered = new DeliveredNote(this, `Note-${id}`, { note, bucket, key, writer: this.function, serviceTimeout: SERVICE_TIMEOUT });
    this.templates ??= this.allowNotes(bucket, prefix);
    this.templates.addResources(delivered.templateArn);
    delivered.node.addDependency(this.role);
    if (this.imports) {
      this.imports.push({ Bucket: bucket.bucketName, Key: key });
      this.versions.push(delivered.version);
      this.autoStart?.node.addDependency(delivered.resource);
    }
  }

  /** The statement that each template has to be added to. */
  private allowNotes(bucket: s3.IBucket, prefix: string): iam.PolicyStatement {
    const notes = bucket.arnForObjects(`${prefix}*`);
    this.role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:PutObject', 's3:DeleteObject', ...(this.imports ? ['s3:GetObject'] : [])], resources: [notes] }));
    acknowledgeWildcard(this.role, notes, 'a note that was renamed leaves the bucket after its name has left the template');
    if (bucket.encryptionKey) {
      this.role.addToPolicy(new iam.PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [bucket.encryptionKey.keyArn] }));
    }
    const templates = new iam.PolicyStatement({ actions: ['s3:GetObject'] });
    this.role.addToPolicy(templates);
    return templates;
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
