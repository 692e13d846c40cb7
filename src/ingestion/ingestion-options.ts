import { Duration } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import { CapacityMode } from './capacity-mode';

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
   * Metrics of each shard that the stream publishes besides its own. Each is billed.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html
   */
  readonly shardLevelMetrics?: kinesis.ShardLevelMetrics[];

  /**
   * Names of consumers with throughput of their own (enhanced fan-out): 2 MB/s each on every shard. At most 20; each is billed.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/streams/latest/dev/enhanced-consumers.html
   */
  readonly fanOutConsumers?: string[];

  /**
   * A stream that exists already. It is taken as it is, so no other option can be set with it.
   *
   * @default - a stream is defined
   */
  readonly existingStream?: kinesis.IStream;
}
