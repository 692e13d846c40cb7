/** Where a table begins to read its stream. */
export class FlinkStartingPosition {
  /** With the records that come after the statement has started. */
  public static readonly LATEST = new FlinkStartingPosition({ 'scan.stream.initpos': 'LATEST' });

  /**
   * With the oldest record that the stream still has.
   *
   * While Flink catches up, it reads some shards ahead of others, and a window closes as soon as the watermark has passed it. On more than one shard a
   * watermark delay of seconds therefore leaves out most of what was there before: give one as long as the stream's retention.
   */
  public static readonly TRIM_HORIZON = new FlinkStartingPosition({ 'scan.stream.initpos': 'TRIM_HORIZON' });

  /**
   * With the records that came at this time or later. What holds for `TRIM_HORIZON` holds here too.
   *
   * @param timestamp the time
   */
  public static atTimestamp(timestamp: Date): FlinkStartingPosition {
    return new FlinkStartingPosition({
      'scan.stream.initpos': 'AT_TIMESTAMP',
      'scan.stream.initpos-timestamp': timestamp.toISOString(),
    });
  }

  private constructor(
    /** @internal */
    public readonly _options: { readonly [name: string]: string },
  ) {}
}
