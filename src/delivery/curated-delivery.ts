import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { CuratedBucketDestination } from './curated-bucket-destination';
import { DeliveryLog } from './delivery-log';
import { DeliveryOptions } from './delivery-options';
import { DeliveryRole } from './delivery-role';
import { checkDelivery } from './delivery-rules';
import { warnAboutSmallRecords } from './delivery-warnings';
import { deliveryPlaces, rejectedRecordPlace, resolveDelivery } from './resolved-delivery';
import * as firehoseMetrics from '../metrics/firehose-metrics';
import { SourcedDeliveryStream } from '../private/sourced-delivery-stream';
import { CuratedTable, RecordSchema } from '../schema';

/** Properties of a {@link CuratedDelivery}. */
export interface CuratedDeliveryProps extends DeliveryOptions {
  /** What a record looks like. */
  readonly schema: RecordSchema;

  /** The stream that the records come from. */
  readonly stream: kinesis.IStream;

  /** The bucket that the records go to. */
  readonly bucket: s3.IBucket;

  /**
   * The Glue table that describes the objects. Parquet and ORC need it: its columns become those of the objects.
   *
   * @default - none, and so the format is JSON
   */
  readonly curatedTable?: CuratedTable;

  /**
   * Whether the stream carries compressed blocks, as the package's `KinesisProducer` puts them with `compression`.
   *
   * Firehose takes one verdict for a block. So where the schema rejects some of its records, the transform delivers the others and writes those,
   * each with its reason, to `transform/` under the error prefix itself; `RecordTransform.standard()` gets the permission to do so. Blocks expand:
   * unless `transformBufferSize` says otherwise, the transform gets 0.2 MiB of them at a time, since its answer may have 6 MB. A function of your
   * own has to open blocks itself, for example with `readRecords`.
   *
   * @default false
   */
  readonly compressedRecords?: boolean;

  /**
   * The key that encrypts the log groups and the transform function's environment, and the objects where the bucket has no key of its own.
   *
   * @default - the keys that the services manage
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * How long the logs of Firehose and of the transform function are kept.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;
}

/**
 * Delivers the records of a stream to a bucket: valid ones as partitioned objects, the others to an error prefix of the same bucket.
 */
export class CuratedDelivery extends Construct {
  /** The delivery stream. */
  public readonly deliveryStream: firehose.IDeliveryStream;
  /** Name of the delivery stream. */
  public readonly deliveryStreamName: string;
  /** The function that transforms records, if one does. */
  public readonly transformFunction?: lambda.IFunction;
  /** The role that Firehose assumes. */
  public readonly role: iam.IRole;
  /** The log group that Firehose writes failures to. */
  public readonly logGroup: logs.ILogGroup;
  /** How long records are collected before they become an object. */
  public readonly bufferingInterval: Duration;
  /** The prefix of delivered objects, without the partitions. */
  public readonly prefix: string;
  /** The prefix of what could not be delivered, without the kind of error. */
  public readonly errorPrefix: string;
  /** The prefix of records as they came, without the partitions, if they are kept. */
  public readonly rawRecordPrefix?: string;

  /**
   * @throws when a buffer, an interval, the retries or a prefix is out of range, when Parquet or ORC lacks its table,
   * when the partitioning does not fit the schema, when options contradict each other, or with compressed records and partitioning by event time
   * or fields, or no transform
   */
  constructor(scope: Construct, id: string, props: CuratedDeliveryProps) {
    super(scope, id);
    const delivery = resolveDelivery(props);
    checkDelivery(this, props, delivery);
    this.bufferingInterval = delivery.bufferingInterval;
    this.prefix = delivery.curated.prefix;
    this.errorPrefix = delivery.errorPrefix;
    this.rawRecordPrefix = delivery.raw?.prefix;
    const logRetention = props.logRetention ?? logs.RetentionDays.ONE_MONTH;
    const log = new DeliveryLog(this, { existingLogGroup: props.existingLogGroup, logRetention, encryptionKey: props.encryptionKey });
    this.logGroup = log.logGroup;
    const { partitioning } = delivery;
    const { encryptionKey, schema } = props;
    const rejectedRecords = props.compressedRecords ? rejectedRecordPlace(delivery) : undefined;
    this.transformFunction = delivery.transform._way.bind(this, { schema, partitioning, logRetention, encryptionKey, rejectedRecords });
    const deliveryRole = new DeliveryRole(this, {
      existingRole: props.existingRole,
      stream: props.stream,
      places: deliveryPlaces(delivery),
      logGroup: log.logGroup,
      logStream: log.logStream,
      transformFunction: this.transformFunction,
      curatedTable: delivery.format._needsTable ? props.curatedTable : undefined,
    });
    this.role = deliveryRole.role;
    // Firehose cannot switch dynamic partitioning on an existing delivery stream, so the one with it is another resource
    const resources = { role: deliveryRole.fixedRole, transformFunction: this.transformFunction, log };
    this.deliveryStream = new SourcedDeliveryStream(this, partitioning.dynamic ? 'Partitioned' : 'Resource', {
      stream: props.stream,
      role: deliveryRole.fixedRole,
      destination: new CuratedBucketDestination(props, delivery, resources).bind(this, {}),
    });
    this.deliveryStream.node.addDependency(...deliveryRole.policies);
    this.deliveryStreamName = this.deliveryStream.deliveryStreamName;
    warnAboutSmallRecords(this, props.schema);
  }

  /** A metric of the delivery stream, by its name in the namespace `AWS/Firehose`. */
  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.deliveryStream.metric(metricName, options);
  }

  /**
   * The age in seconds of the oldest record that is not in the bucket yet. By default the maximum over 5 minutes.
   *
   * @see https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html
   */
  public metricDataFreshness(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return firehoseMetrics.deliveryToS3DataFreshness(this.deliveryStream, options);
  }

  /** The share of puts into the bucket that succeeded: 0 to 1. By default the average over 5 minutes. */
  public metricDeliverySuccess(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return firehoseMetrics.deliveryToS3Success(this.deliveryStream, options);
  }

  /** How many records could not be converted to Parquet or ORC, and so went to the error prefix. By default the sum over 5 minutes. */
  public metricFailedConversion(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return firehoseMetrics.failedConversionRecords(this.deliveryStream, options);
  }

  /** The share of calls of the transform function that succeeded: 0 to 1. By default the average over 5 minutes. */
  public metricTransformSuccess(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return firehoseMetrics.executeProcessingSuccess(this.deliveryStream, options);
  }

  /**
   * How many partitions are open at a time, with partitioning by event time or fields. By default the maximum over 5 minutes.
   *
   * @see https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning.html
   */
  public metricPartitionCount(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return firehoseMetrics.partitionCount(this.deliveryStream, options);
  }

  /**
   * Whether more partitions are open than the quota allows (1, else 0): the records of those beyond it go to the error prefix. By default the
   * maximum over 5 minutes.
   */
  public metricPartitionCountExceeded(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return firehoseMetrics.partitionCountExceeded(this.deliveryStream, options);
  }

  /** How many records were read off the stream, aggregated ones counting once. By default the sum over 5 minutes. */
  public metricReadRecords(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return firehoseMetrics.dataReadFromKinesisStreamRecords(this.deliveryStream, options);
  }

  /** How far reading is behind the newest record of the stream, in milliseconds. By default the maximum over 5 minutes. */
  public metricMillisBehindLatest(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return firehoseMetrics.kinesisMillisBehindLatest(this.deliveryStream, options);
  }

  /** How many reads the stream rejected because it was throttled. By default the sum over 5 minutes. */
  public metricThrottledGetRecords(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return firehoseMetrics.throttledGetRecords(this.deliveryStream, options);
  }

  /** How many records reached the bucket. By default the sum over 5 minutes. */
  public metricDeliveredRecords(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return firehoseMetrics.deliveryToS3Records(this.deliveryStream, options);
  }

  /** How many bytes reached the bucket. By default the sum over 5 minutes. */
  public metricDeliveredBytes(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return firehoseMetrics.deliveryToS3Bytes(this.deliveryStream, options);
  }

  /** How many records were converted to Parquet or ORC. By default the sum over 5 minutes. */
  public metricConvertedRecords(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return firehoseMetrics.succeedConversionRecords(this.deliveryStream, options);
  }

  /** How long calls of the transform function took, in milliseconds. By default the maximum over 5 minutes. */
  public metricTransformDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return firehoseMetrics.executeProcessingDuration(this.deliveryStream, options);
  }

  /** How many records the transform function answered. By default the sum over 5 minutes. */
  public metricTransformedRecords(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return firehoseMetrics.succeedProcessingRecords(this.deliveryStream, options);
  }
}
