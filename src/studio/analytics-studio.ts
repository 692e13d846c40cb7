import { Duration, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kinesisanalytics from 'aws-cdk-lib/aws-kinesisanalyticsv2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct, IDependable } from 'constructs';
import { StudioConnector } from './studio-connector';
import { StudioLifecycle } from './studio-lifecycle';
import { StudioLogLevel, StudioOptions } from './studio-options';
import { studioRole } from './studio-role';
import { StudioRuntime } from './studio-runtime';
import * as flinkMetrics from '../metrics/flink-metrics';
import { consoleUrl } from '../private/console';
import { logStreamArn } from '../private/log-stream-arn';
import { partLogGroup } from '../private/part-log-group';
import { Problems } from '../private/problems';

const MOST_CONNECTORS = 50;
const MOST_PARALLELISM_PER_KPU = 8;

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

  /**
   * @throws when the parallelism or the number of connectors is out of range, or when subnets or security groups come without a VPC
   */
  constructor(scope: Construct, id: string, props: AnalyticsStudioProps) {
    super(scope, id);
    this.check(props);
    const stack = Stack.of(this);
    const logRetention = props.logRetention ?? logs.RetentionDays.ONE_MONTH;
    this.logGroup = partLogGroup(this, 'Logs', { retention: logRetention, encryptionKey: props.encryptionKey });
    this.role = studioRole(this, 'Role', {
      databaseName: props.databaseName,
      sourceStreams: props.sourceStreams ?? [],
      targetStreams: props.targetStreams ?? [],
      logGroup: this.logGroup,
      inVpc: props.vpc !== undefined,
    });
    this.grantPrincipal = this.role;
    const securityGroups = props.vpc && (props.securityGroups ?? [this.defineSecurityGroup(props.vpc)]);
    this.connections = new ec2.Connections({ securityGroups });
    this.application = this.defineApplication({ ...props, securityGroups });
    this.applicationName = this.application.ref;
    const logging = this.defineLogging();
    const description = this.allowDescription();

    const lifecycle = new StudioLifecycle(this, 'Lifecycle', {
      applicationName: this.applicationName,
      autoStart: props.autoStart ?? false,
      stopSchedule: props.stopSchedule,
      logRetention,
      encryptionKey: props.encryptionKey,
    });
    lifecycle.autoStart?.node.addDependency(logging, description, this.role, ...props.dependables ?? []);
    this.lifecycleFunction = lifecycle.function;
    this.url = consoleUrl(this, `flink/home?region=${stack.region}#/dashboard`);
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

  private check(props: AnalyticsStudioProps): void {
    const problems = new Problems(`AnalyticsStudio ${this.node.path}`);
    const { parallelism, connectors = [] } = props;
    problems.when(parallelism !== undefined && !Token.isUnresolved(parallelism) && (!Number.isInteger(parallelism) || parallelism < 1),
      `parallelism must be an integer of at least 1, got ${parallelism}: 1 is the cheapest`);
    problems.integer('parallelismPerKpu', props.parallelismPerKpu, { min: 1, max: MOST_PARALLELISM_PER_KPU });
    problems.when(connectors.length > MOST_CONNECTORS, `connectors must be at most ${MOST_CONNECTORS}, got ${connectors.length}: leave some out`);
    for (const [name, value] of Object.entries({ vpcSubnets: props.vpcSubnets, securityGroups: props.securityGroups })) {
      problems.when(value !== undefined && props.vpc === undefined, `${name} needs a vpc, got none: add vpc, or leave ${name} out`);
    }
    problems.throwIfAny();
  }

  private defineApplication(props: AnalyticsStudioProps): kinesisanalytics.CfnApplication {
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
          customArtifactsConfiguration: (props.connectors ?? [StudioConnector.kinesis()]).map((connector) => connector._artifact),
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
