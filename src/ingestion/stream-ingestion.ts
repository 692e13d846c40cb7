import { Duration, RemovalPolicy, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { CapacityMode } from './capacity-mode';
import { IngestionOptions } from './ingestion-options';
import * as kinesisMetrics from '../metrics/kinesis-metrics';
import { acknowledge } from '../private/acknowledge';
import { Problems } from '../private/problems';

const DAY = Duration.hours(24);
const YEAR = Duration.days(365);
const MOST_FAN_OUT_CONSUMERS = 20;
const MOST_SHARDS = 20_000;

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
   * @default RemovalPolicy.RETAIN
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
   * @throws when the number of shards, the retention period or the consumers are out of range,
   * or when an existing stream comes with options for a new one
   */
  constructor(scope: Construct, id: string, props: StreamIngestionProps = {}) {
    super(scope, id);
    this.check(props);
    this.stream = props.existingStream ?? this.defineStream(props);
    this.consumers = (props.fanOutConsumers ?? []).map((streamConsumerName) =>
      new kinesis.StreamConsumer(this, `Consumer-${streamConsumerName}`, { stream: this.stream, streamConsumerName }));
  }

  /** Lets the grantee put records, with the actions that a producer needs and no more. */
  public grantWrite(grantee: iam.IGrantable): iam.Grant {
    return this.stream.grantWrite(grantee);
  }

  /** Lets the grantee read records. */
  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.stream.grantRead(grantee);
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

  private check(props: StreamIngestionProps): void {
    const problems = new Problems(`StreamIngestion ${this.node.path}`);
    if (props.existingStream) {
      problems.notTogether('existingStream', {
        capacityMode: props.capacityMode,
        retentionPeriod: props.retentionPeriod,
        shardLevelMetrics: props.shardLevelMetrics,
      });
    }
    problems.integer('the number of shards of CapacityMode.provisioned', props.capacityMode?.shards, {
      min: 1, max: MOST_SHARDS, hint: 'use CapacityMode.onDemand() when the load is unknown',
    });
    checkRetention(problems, props.retentionPeriod);
    const consumers = props.fanOutConsumers ?? [];
    problems.when(consumers.length > MOST_FAN_OUT_CONSUMERS,
      `fanOutConsumers must name at most ${MOST_FAN_OUT_CONSUMERS} consumers, got ${consumers.length}: let the others share the stream's throughput`);
    for (const name of consumers) {
      problems.when(!Token.isUnresolved(name) && !/^[A-Za-z0-9_.-]{1,128}$/.test(name),
        `fanOutConsumers must be 1 to 128 letters, digits, dots, hyphens and underscores each, got ${JSON.stringify(name)}`);
    }
    problems.throwIfAny();
  }

  private defineStream(props: StreamIngestionProps): kinesis.Stream {
    const { streamMode, shards } = props.capacityMode ?? CapacityMode.onDemand();
    const stream = new kinesis.Stream(this, 'Resource', {
      streamMode,
      shardCount: shards,
      retentionPeriod: props.retentionPeriod ?? DAY,
      shardLevelMetrics: props.shardLevelMetrics,
      encryption: props.encryptionKey ? kinesis.StreamEncryption.KMS : kinesis.StreamEncryption.MANAGED,
      encryptionKey: props.encryptionKey,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
    });
    if (props.encryptionKey) {
      acknowledge(stream, 'KDS3', 'The stream is encrypted with a customer managed key on request; the rule knows the key that Kinesis manages only');
    }
    return stream;
  }
}

function checkRetention(problems: Problems, retention: Duration | undefined): void {
  if (!retention || retention.isUnresolved()) {
    return;
  }
  const milliseconds = retention.toMilliseconds();
  const outOfRange = milliseconds < DAY.toMilliseconds() || milliseconds > YEAR.toMilliseconds();
  problems.when(outOfRange || milliseconds % Duration.hours(1).toMilliseconds() !== 0,
    `retentionPeriod must be between 24 hours and 365 days in whole hours, got ${retention.toHumanString()}`);
}
