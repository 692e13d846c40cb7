import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kinesisanalytics from 'aws-cdk-lib/aws-kinesisanalyticsv2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct, IDependable } from 'constructs';
import { allowDeployment, s3ContentLocation } from './deploy-as-application';
import type { StudioNote } from './notes/studio-note';
import { checkStudio } from './studio-checks';
import { StudioArtifact, StudioConnector } from './studio-connector';
import { StudioLifecycle } from './studio-lifecycle';
import { StudioLogLevel, StudioOptions } from './studio-options';
import { studioRole } from './studio-role';
import { StudioRuntime } from './studio-runtime';
import * as flinkMetrics from '../metrics/flink-metrics';
import { consoleUrl } from '../private/console';
import { logStreamArn } from '../private/log-stream-arn';
import { partLogGroup } from '../private/part-log-group';
import { Problems } from '../private/problems';

/** Properties of an {@link AnalyticsStudio}. */
export interface AnalyticsStudioProps extends StudioOptions {
  /** Name of the Glue database whose tables notes see, and where tables that they create go. */
  readonly databaseName: string;

  /**
   * The streams that notes can read.
   *
   * @default - none
   */
  readonly sourceStreams?: kinesis.IStream[];

  /**
   * The streams that notes can write.
   *
   * @default - none
   */
  readonly targetStreams?: kinesis.IStream[];

  /**
   * The bucket that notes are written to, under `studio-notes/`.
   *
   * @default - the notebook takes no notes from the app
   */
  readonly notesBucket?: s3.IBucket;

  /**
   * The key that encrypts the logs and the lifecycle function's environment. The notebook's own storage keeps the key that the
   * service owns: Managed Service for Apache Flink takes customer managed keys from Flink 1.20 on, and Studio has Flink 1.15.
   *
   * @default - keys that the services own
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The VPC whose resources notes can reach. There, notes reach AWS services only through a NAT gateway or interface endpoints
   * (Kinesis, Glue, CloudWatch Logs).
   *
   * @default - notes reach the internet and no VPC
   * @see https://docs.aws.amazon.com/managed-flink/latest/java/vpc.html
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Where in the VPC. Only with `vpc`.
   *
   * @default - the private subnets
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of the notebook. Only with `vpc`.
   *
   * @default - one that allows all outbound traffic
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * What has to be there before the notebook is started by `autoStart`: in a VPC that is defined together with it, the routes and endpoints.
   *
   * @default - everything is there
   */
  readonly dependables?: IDependable[];

  /**
   * How long logs are kept.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;
}

/** A notebook in which people analyse streams with SQL: Managed Service for Apache Flink Studio. */
export class AnalyticsStudio extends Construct implements iam.IGrantable, ec2.IConnectable {
  /** The notebook. */
  public readonly application: kinesisanalytics.CfnApplication;
  /** The name of the notebook. */
  public readonly applicationName: string;
  /** The role that notes work with. */
  public readonly role: iam.Role;
  /** The role, as what permissions are granted to. */
  public readonly grantPrincipal: iam.IPrincipal;
  /** The connections of the notebook, when it is in a VPC. */
  public readonly connections: ec2.Connections;
  /** Where the notebook logs. */
  public readonly logGroup: logs.ILogGroup;
  /** Starts and stops the notebook: invoke it with `{ "action": "start" }`, `"stop"` or `"status"`. */
  public readonly lifecycleFunction: lambda.IFunction;
  /** The page of the AWS console where the notebook is opened: of the partition `aws` unless the stack names a Region of another one. */
  public readonly url: string;
  /** Where the notes are, each a file that Zeppelin imports; undefined without a bucket for notes. */
  public readonly notesUrl?: string;

  private readonly lifecycle: StudioLifecycle;
  private readonly notesBucket?: s3.IBucket;
  private readonly notesPrefix: string;
  private readonly noteIds = new Set<string>();

  /**
   * @throws when the parallelism or the number of connectors is out of range, when the runtime refuses a connector, or when subnets or security groups come without
   * a VPC; one message lists all problems
   */
  constructor(scope: Construct, id: string, props: AnalyticsStudioProps) {
    super(scope, id);
    checkStudio(this, props);
    const stack = Stack.of(this);
    const logRetention = props.logRetention ?? logs.RetentionDays.ONE_MONTH;
    const artifacts = (props.connectors ?? [StudioConnector.kinesis()]).map((connector, index) => connector._bind(this, `Jar${index + 1}`));
    this.logGroup = partLogGroup(this, 'Logs', { retention: logRetention, encryptionKey: props.encryptionKey });
    this.role = studioRole(this, 'Role', {
      artifacts,
      databaseName: props.databaseName,
      sourceStreams: props.sourceStreams ?? [],
      targetStreams: props.targetStreams ?? [],
      logGroup: this.logGroup,
      inVpc: props.vpc !== undefined,
    });
    this.grantPrincipal = this.role;
    const securityGroups = props.vpc && (props.securityGroups ?? [this.defineSecurityGroup(props.vpc)]);
    this.connections = new ec2.Connections({ securityGroups });
    this.application = this.defineApplication({ ...props, securityGroups }, artifacts);
    this.applicationName = this.application.ref;
    const logging = this.defineLogging();
    const description = this.allowDescription();
    if (props.deployAsApplication) {
      allowDeployment(description, this.role, props.deployAsApplication);
    }

    this.lifecycle = new StudioLifecycle(this, 'Lifecycle', {
      applicationName: this.applicationName,
      autoStart: props.autoStart ?? false,
      stopSchedule: props.stopSchedule,
      importNotes: props.importNotes ?? false,
      logRetention,
      encryptionKey: props.encryptionKey,
    });
    this.lifecycle.autoStart?.node.addDependency(logging, description, this.role, ...props.dependables ?? []);
    this.lifecycleFunction = this.lifecycle.function;
    this.url = consoleUrl(this, `flink/home?region=${stack.region}#/dashboard`);
    this.notesBucket = props.notesBucket;
    this.notesPrefix = `studio-notes/${stack.stackName}/${this.node.path.slice(stack.node.path.length + 1).replace(/[^A-Za-z0-9]+/g, '-')}/`;
    this.notesUrl = props.notesBucket?.s3UrlForObject(this.notesPrefix);
  }

  /**
   * Writes a note to the bucket for notes when the stack is deployed, for a person to import, and imports it with `importNotes`.
   *
   * @throws when there is no bucket for notes, or when another note has this name
   */
  public addNote(note: StudioNote): void {
    const problems = new Problems(`AnalyticsStudio ${this.node.path}`);
    const id = note.name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    problems.when(this.noteIds.has(id), `notes must have names that differ in letters and digits, got ${JSON.stringify(note.name)} a second time: rename one`);
    if (this.notesBucket === undefined) {
      problems.add('notesBucket must say where notes are written, got none: set it to a bucket of the app');
    }
    problems.throwIfAny();
    if (this.notesBucket) {
      this.noteIds.add(id);
      this.lifecycle.addNote(id, note, this.notesBucket, this.notesPrefix);
    }
  }

  /** A metric of the notebook, by its name in the namespace `AWS/KinesisAnalytics`. */
  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'AWS/KinesisAnalytics',
      metricName,
      dimensionsMap: { Application: this.applicationName },
      period: Duration.minutes(5),
      statistic: cloudwatch.Stats.AVERAGE,
      ...options,
    }).attachTo(this);
  }

  /**
   * How many Kinesis processing units the notebook uses; one data point an hour, as they are billed, and none while it is stopped.
   *
   * @see https://docs.aws.amazon.com/managed-flink/latest/java/metrics-dimensions.html
   */
  public metricKpus(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return flinkMetrics.kpus(this.applicationName, options).attachTo(this);
  }

  /** Processor use over all task managers, in percent. By default the maximum over 5 minutes. */
  public metricCpuUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return flinkMetrics.cpuUtilization(this.applicationName, options).attachTo(this);
  }

  /** Heap in use over all task managers, in percent. By default the maximum over 5 minutes. */
  public metricHeapMemoryUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return flinkMetrics.heapMemoryUtilization(this.applicationName, options).attachTo(this);
  }

  /** Memory in use over all task managers, in percent. By default the maximum over 5 minutes. */
  public metricContainerMemoryUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return flinkMetrics.containerMemoryUtilization(this.applicationName, options).attachTo(this);
  }

  /** How long the job has been failing or recovering, in milliseconds: 0 while it runs. By default the maximum over 5 minutes. */
  public metricDowntime(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return flinkMetrics.downtime(this.applicationName, options).attachTo(this);
  }

  /** How many checkpoints failed since the job started. By default the maximum over 5 minutes. */
  public metricFailedCheckpoints(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return flinkMetrics.numberOfFailedCheckpoints(this.applicationName, options).attachTo(this);
  }

  /** How long the last checkpoint took, in milliseconds. By default the maximum over 5 minutes. */
  public metricLastCheckpointDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return flinkMetrics.lastCheckpointDuration(this.applicationName, options).attachTo(this);
  }

  /** How many records came in a second. By default the average over 5 minutes. */
  public metricRecordsInPerSecond(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return flinkMetrics.numRecordsInPerSecond(this.applicationName, options).attachTo(this);
  }

  /** How many records went out a second. By default the average over 5 minutes. */
  public metricRecordsOutPerSecond(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return flinkMetrics.numRecordsOutPerSecond(this.applicationName, options).attachTo(this);
  }

  /** Time spent in collecting garbage of the old generation, in milliseconds. By default the maximum over 5 minutes. */
  public metricOldGenerationGcTime(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return flinkMetrics.oldGenerationGcTime(this.applicationName, options).attachTo(this);
  }

  private defineApplication(props: AnalyticsStudioProps, artifacts: StudioArtifact[]): kinesisanalytics.CfnApplication {
    return new kinesisanalytics.CfnApplication(this, 'Resource', {
      applicationMode: 'INTERACTIVE',
      runtimeEnvironment: (props.runtime ?? StudioRuntime.ZEPPELIN_FLINK_3_0).runtimeEnvironment,
      serviceExecutionRole: this.role.roleArn,
      applicationConfiguration: {
        flinkApplicationConfiguration: {
          parallelismConfiguration: {
            configurationType: 'CUSTOM',
            parallelism: props.parallelism ?? 1,
            parallelismPerKpu: props.parallelismPerKpu ?? 1,
            autoScalingEnabled: props.autoScaling ?? false,
          },
        },
        zeppelinApplicationConfiguration: {
          monitoringConfiguration: { logLevel: props.logLevel ?? StudioLogLevel.INFO },
          catalogConfiguration: {
            glueDataCatalogConfiguration: {
              databaseArn: Stack.of(this).formatArn({ service: 'glue', resource: 'database', resourceName: props.databaseName }),
            },
          },
          customArtifactsConfiguration: artifacts.map(({ configuration }) => configuration),
          deployAsApplicationConfiguration: props.deployAsApplication && { s3ContentLocation: s3ContentLocation(props.deployAsApplication) },
        },
        vpcConfigurations: this.networkOf(props),
      },
    });
  }

  private defineSecurityGroup(vpc: ec2.IVpc): ec2.SecurityGroup {
    return new ec2.SecurityGroup(this, 'SecurityGroup', { vpc, description: `The notebook ${this.node.path}` });
  }

  private networkOf(props: AnalyticsStudioProps): kinesisanalytics.CfnApplication.VpcConfigurationProperty[] | undefined {
    const { vpc, vpcSubnets, securityGroups = [] } = props;
    return vpc && [{ subnetIds: vpc.selectSubnets(vpcSubnets).subnetIds, securityGroupIds: securityGroups.map((group) => group.securityGroupId) }];
  }

  private defineLogging(): kinesisanalytics.CfnApplicationCloudWatchLoggingOption {
    const stream = new logs.LogStream(this, 'LogStream', { logGroup: this.logGroup, removalPolicy: RemovalPolicy.DESTROY });
    return new kinesisanalytics.CfnApplicationCloudWatchLoggingOption(this, 'Logging', {
      applicationName: this.applicationName,
      cloudWatchLoggingOption: {
        logStreamArn: logStreamArn(this.logGroup, stream),
      },
    });
  }

  /** A notebook reads its own description. Apart from the role's other policies, which exist before the notebook. */
  private allowDescription(): iam.Policy {
    return new iam.Policy(this, 'SelfPolicy', {
      roles: [this.role],
      statements: [new iam.PolicyStatement({
        actions: ['kinesisanalytics:DescribeApplication'],
        resources: [Stack.of(this).formatArn({ service: 'kinesisanalytics', resource: 'application', resourceName: this.applicationName })],
      })],
    });
  }
}
