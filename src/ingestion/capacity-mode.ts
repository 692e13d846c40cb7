import * as kinesis from 'aws-cdk-lib/aws-kinesis';

/** How a data stream gets its capacity. */
export class CapacityMode {
  /**
   * The stream scales by itself, from 4 MB/s of writes upwards, and is billed by the hour and by the gigabyte.
   *
   * @see https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html
   */
  public static onDemand(): CapacityMode {
    return new CapacityMode(kinesis.StreamMode.ON_DEMAND);
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
  ) {}
}
