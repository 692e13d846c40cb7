import { Size } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';

/** Options of a stream that scales by itself. */
export interface OnDemandOptions {
  /**
   * The writes a second that the stream is ready for at any moment, beyond what it has scaled to: 1 MiB to 10 GiB, in whole MiB.
   *
   * Only accounts with a commitment to a minimum throughput (On-demand Advantage) have it. That is a setting of the account and region which
   * CloudFormation does not know: elsewhere the deployment fails.
   *
   * @default - none: the stream starts at 4 MB/s
   * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateStreamWarmThroughput.html
   */
  readonly warmThroughput?: Size;
}

/** How a data stream gets its capacity. */
export class CapacityMode {
  /**
   * The stream scales by itself, from 4 MB/s of writes upwards, and is billed by the hour and by the gigabyte.
   *
   * @see https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html
   */
  public static onDemand(options: OnDemandOptions = {}): CapacityMode {
    return new CapacityMode(kinesis.StreamMode.ON_DEMAND, undefined, options.warmThroughput);
  }

  /**
   * The stream has a fixed number of shards, each for 1 MB or 1,000 records of writes a second.
   *
   * @param shards how many: 1 to 20,000, within the account's quota
   * @see https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html
   */
  public static provisioned(shards: number): CapacityMode {
    return new CapacityMode(kinesis.StreamMode.PROVISIONED, shards);
  }

  private constructor(
    /** The mode in the service's terms. */
    public readonly streamMode: kinesis.StreamMode,
    /** The number of shards, in provisioned mode. */
    public readonly shards?: number,
    /** The writes a second that the stream is ready for, in on-demand mode. */
    public readonly warmThroughput?: Size,
  ) {}
}
