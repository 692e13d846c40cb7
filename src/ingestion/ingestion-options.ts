import { Duration, Size } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import { CapacityMode } from './capacity-mode';
import { RecordDistributionStrategy } from './record-distribution-strategy';

/** What can be decided about a stream and who reads it. */
export interface IngestionOptions {
  /**
   * How the stream gets its capacity.
   *
   * @default CapacityMode.onDemand()
   */
  readonly capacityMode?: CapacityMode;

  /**
   * How long records stay readable: 24 hours to 365 days, in whole hours.
   *
   * @default Duration.hours(24)
   * @see https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html
   */
  readonly retentionPeriod?: Duration;

  /**
   * The largest record that the stream takes: 1 to 10 MiB, in whole KiB. Firehose delivers none above 1,000 KiB, and an invocation of Lambda
   * carries at most 6 MB. Large records should be rare: a shard still takes 1 MB a second.
   *
   * @default Size.mebibytes(1)
   * @see https://docs.aws.amazon.com/streams/latest/dev/large-records.html
   */
  readonly maxRecordSize?: Size;

  /**
   * Who decides which shard a record goes to. For on-demand streams only.
   *
   * @default RecordDistributionStrategy.USER_PARTITION_KEY
   * @see https://docs.aws.amazon.com/streams/latest/dev/service-managed-record-distribution.html
   */
  readonly recordDistribution?: RecordDistributionStrategy;

  /**
   * Metrics of each shard that the stream publishes besides its own. Each is billed.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html
   */
  readonly shardLevelMetrics?: kinesis.ShardLevelMetrics[];

  /**
   * Names of consumers with throughput of their own (enhanced fan-out): 2 MB/s each on every shard. At most 20, each another name; each is billed.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/streams/latest/dev/enhanced-consumers.html
   */
  readonly fanOutConsumers?: string[];

  /**
   * Whether producers put compressed blocks into the stream, as the package's `KinesisProducer` does with `compression`. Delivery and the indexer
   * then take them apart; other consumers find a description of the format in docs/compressed-records.md of the repository. Records that are not
   * compressed may stand beside them.
   *
   * What cannot look into a block is refused with it: the Studio, partitioning by event time or fields, which Firehose does for a block as a
   * whole, and search fed by Firehose, as well as delivery without a transform.
   *
   * @default false
   */
  readonly compressedRecords?: boolean;

  /**
   * A stream that exists already. It is taken as it is, so that options for a new one cannot be set with it.
   *
   * One that is encrypted with a customer managed key is imported by `Stream.fromStreamAttributes` with its `encryptionKey`: by its ARN alone
   * nobody knows the key, and readers and writers get no permission to use it.
   *
   * @default - a stream is defined
   */
  readonly existingStream?: kinesis.IStream;
}
