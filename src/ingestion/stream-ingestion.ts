import { Annotations, Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { CapacityMode } from './capacity-mode';
import { IngestionOptions } from './ingestion-options';
import { checkIngestion } from './ingestion-rules';
import { grantKclConsumer } from './kcl-consumer-grant';
import * as kinesisMetrics from '../metrics/kinesis-metrics';
import { acknowledge } from '../private/acknowledge';

/** Properties of a {@link StreamIngestion}. */
export interface StreamIngestionProps extends IngestionOptions {
  /**
   * The key that encrypts the stream.
   *
   * @default - the key that Kinesis manages, `alias/aws/kinesis`
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * What becomes of the stream when it leaves the stack.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE - kept, unless its first deployment fails
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** A data stream and its consumers: where records enter a pipeline. */
export class StreamIngestion extends Construct {
  /** The stream. */
  public readonly stream: kinesis.IStream;
  /** The enhanced fan-out consumers, in the order of `fanOutConsumers`. */
  public readonly consumers: kinesis.IStreamConsumer[];

  /**
   * @throws when the capacity, a size, the retention period, the metrics or the consumers are out of range,
   * or when an existing stream comes with options for a new one
   */
  constructor(scope: Construct, id: string, props: StreamIngestionProps = {}) {
    super(scope, id);
    checkIngestion(this, props);
    this.stream = props.existingStream ?? this.defineStream(props);
    this.consumers = (props.fanOutConsumers ?? []).map((streamConsumerName) =>
      new kinesis.StreamConsumer(this, `Consumer-${streamConsumerName}`, { stream: this.stream, streamConsumerName }));
  }

  /**
   * Lets the grantee put records, with the actions that a producer needs and no more.
   *
   * A principal of another account gets them by the stream's resource policy.
   *
   * @throws when the grantee is of another account and the stream existed already
   */
  public grantWrite(grantee: iam.IGrantable): iam.Grant {
    return this.checkShared(this.stream.grantWrite(grantee));
  }

  /**
   * Lets the grantee read records.
   *
   * A principal of another account gets that by the stream's resource policy.
   *
   * @throws when the grantee is of another account and the stream existed already
   */
  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.checkShared(this.stream.grantRead(grantee));
  }

  /**
   * Lets the grantee run one application of the Kinesis Client Library 3: read the stream, also by an enhanced fan-out consumer of the
   * application's name, keep its leases in DynamoDB tables of that name, and publish metrics in a CloudWatch namespace of that name.
   *
   * Two of the statements have a wildcard, which cdk-nag reports on the grantee (IAM5): the ARN of a consumer ends with the moment of its
   * registration, and CloudWatch knows no resource for metrics, so that the namespace is a condition.
   *
   * @param grantee who runs the application, in the stream's account
   * @param applicationName name of the application: 3 to 237 letters, digits, dots, hyphens and underscores
   * @throws when the name cannot be that of a DynamoDB table, or when the grantee has no policy of its own
   * @see https://docs.aws.amazon.com/streams/latest/dev/kcl-iam-permissions.html
   */
  public grantKclConsumer(grantee: iam.IGrantable, applicationName: string): iam.Grant {
    return grantKclConsumer(this, this.stream, grantee, applicationName);
  }

  /**
   * Adds a statement to the stream's resource policy, which lets other accounts use the stream. They can do so only where the stream is encrypted
   * with a customer managed key, whose policy must let them use it as well; `grantRead` and `grantWrite` see to both.
   *
   * @throws when the stream existed already: its policy belongs to where the stream was defined
   * @see https://docs.aws.amazon.com/streams/latest/dev/resource-based-policy-examples.html
   */
  public addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    const result = this.stream.addToResourcePolicy(statement);
    if (!result.statementAdded) {
      throw new Error(this.unchangeable('a statement'));
    }
    this.warnIfKeyCannotBeShared();
    return result;
  }

  /** A metric of the stream, by its name in the namespace `AWS/Kinesis`. */
  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.stream.metric(metricName, options);
  }

  /** How many records were put. By default the sum over 5 minutes. */
  public metricIncomingRecords(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return kinesisMetrics.incomingRecords(this.stream, options);
  }

  /** How many bytes were put. By default the sum over 5 minutes. */
  public metricIncomingBytes(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return kinesisMetrics.incomingBytes(this.stream, options);
  }

  /** How many records the stream rejected because it was throttled. By default the sum over 5 minutes. */
  public metricWriteProvisionedThroughputExceeded(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return kinesisMetrics.writeProvisionedThroughputExceeded(this.stream, options);
  }

  /** How many reads the stream rejected because it was throttled. By default the sum over 5 minutes. */
  public metricReadProvisionedThroughputExceeded(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return kinesisMetrics.readProvisionedThroughputExceeded(this.stream, options);
  }

  /** How old the last record was that a reader got, in milliseconds: 0 when all have caught up. By default the maximum over 5 minutes. */
  public metricIteratorAge(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return kinesisMetrics.getRecordsIteratorAgeMilliseconds(this.stream, options);
  }

  /** The share of puts of single records that succeeded: 0 to 1. By default the average over 5 minutes. */
  public metricPutRecordSuccess(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return kinesisMetrics.putRecordSuccess(this.stream, options);
  }

  /** The share of puts of many records in which at least one succeeded: 0 to 1. By default the average over 5 minutes. */
  public metricPutRecordsSuccess(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return kinesisMetrics.putRecordsSuccess(this.stream, options);
  }

  /** How many records of such puts were rejected because of throttling. By default the sum over 5 minutes. */
  public metricPutRecordsThrottledRecords(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return kinesisMetrics.putRecordsThrottledRecords(this.stream, options);
  }

  /** How many records of such puts were rejected because of failures inside Kinesis. By default the sum over 5 minutes. */
  public metricPutRecordsFailedRecords(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return kinesisMetrics.putRecordsFailedRecords(this.stream, options);
  }

  /** The share of reads that succeeded: 0 to 1. By default the average over 5 minutes. */
  public metricGetRecordsSuccess(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return kinesisMetrics.getRecordsSuccess(this.stream, options);
  }

  private defineStream(props: StreamIngestionProps): kinesis.Stream {
    const { streamMode, shards, warmThroughput } = props.capacityMode ?? CapacityMode.onDemand();
    const stream = new kinesis.Stream(this, 'Resource', {
      streamMode,
      shardCount: shards,
      retentionPeriod: props.retentionPeriod ?? Duration.hours(24),
      shardLevelMetrics: props.shardLevelMetrics,
      encryption: props.encryptionKey ? kinesis.StreamEncryption.KMS : kinesis.StreamEncryption.MANAGED,
      encryptionKey: props.encryptionKey,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.setWhatTheL2Lacks(stream, props, warmThroughput);
    if (props.encryptionKey) {
      acknowledge(stream, 'KDS3', 'The stream is encrypted with a customer managed key on request; the rule knows the key that Kinesis manages only');
    }
    return stream;
  }

  private setWhatTheL2Lacks(stream: kinesis.Stream, { maxRecordSize, recordDistribution }: IngestionOptions, warmThroughput?: Size): void {
    const resource = stream.node.defaultChild;
    if (!kinesis.CfnStream.isCfnStream(resource)) {
      throw new Error(`the stream ${stream.node.path} cannot be completed: its resource was taken out of it`);
    }
    resource.maxRecordSizeInKiB = maxRecordSize?.toKibibytes();
    resource.warmThroughputMiBps = warmThroughput?.toMebibytes();
    // the lowest supported aws-cdk-lib does not know the property, and would drop it without a word
    resource.addPropertyOverride('RecordDistributionStrategy', recordDistribution);
    if (warmThroughput) {
      Annotations.of(this).addWarningV2('streaming-analytics-pipeline:warmThroughputNeedsCommitment',
        'warmThroughput works only in accounts with a commitment to a minimum throughput, which CloudFormation cannot make: elsewhere the deployment '
        + 'fails. Run `aws kinesis update-account-settings --minimum-throughput-billing-commitment Status=ENABLED` first, which is billed');
    }
  }

  /** A grant to another account ends in the stream's policy, and says so even where an existing stream has none that could be changed. */
  private checkShared(grant: iam.Grant): iam.Grant {
    if (grant.resourceStatements.length > 0) {
      if (!this.stream.node.children.some((child) => child instanceof kinesis.ResourcePolicy)) {
        throw new Error(this.unchangeable('a grant to another account'));
      }
      this.warnIfKeyCannotBeShared();
    }
    return grant;
  }

  private unchangeable(received: string): string {
    return `StreamIngestion ${this.node.path}: the resource policy of an existing stream cannot be changed from here, got ${received} `
      + `on ${this.stream.streamName}: add it where the stream is defined`;
  }

  private warnIfKeyCannotBeShared(): void {
    if (!this.stream.encryptionKey) {
      Annotations.of(this).addWarningV2('streaming-analytics-pipeline:streamSharedWithoutKey',
        'the stream is shared by its resource policy, but is encrypted with the key that Kinesis manages, which no other account can use: '
        + 'give an encryptionKey, or in a pipeline PipelineEncryption.customerManaged()');
    }
  }
}
