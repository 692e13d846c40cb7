/** What Kinesis Data Streams costs in one Region, in USD. */
export interface KinesisPrices {
  readonly region: string;
  /** Provisioned mode: a shard for an hour. */
  readonly shardHour: number;
  /** Provisioned mode: a million PUT payload units of 25 KiB. */
  readonly millionPutPayloadUnits: number;
  /** On-demand mode: a stream for an hour. */
  readonly onDemandStreamHour: number;
  /** On-demand mode: a GiB written, each record rounded up to the next KiB. */
  readonly onDemandGibibyteIn: number;
  /** On-demand mode: a GiB read by a consumer without enhanced fan-out. In provisioned mode that costs nothing. */
  readonly onDemandGibibyteOut: number;
}

/**
 * List prices of us-east-1, as noted on 2026-11-23; other Regions: https://aws.amazon.com/kinesis/data-streams/pricing/. Those of on-demand mode are in
 * https://aws.amazon.com/blogs/big-data/amazon-kinesis-data-streams-launches-on-demand-advantage-for-instant-throughput-increases-and-streaming-at-scale
 * beside those of On-demand Advantage, the PUT payload unit is on the page of prices. The shard hour was not read off that
 * page, which shows it by Region: it is the figure that third parties quote throughout, so look it up there before you rely on it.
 */
export const US_EAST_1_PRICES: KinesisPrices = {
  region: 'us-east-1',
  shardHour: 0.015,
  millionPutPayloadUnits: 0.014,
  onDemandStreamHour: 0.04,
  onDemandGibibyteIn: 0.08,
  onDemandGibibyteOut: 0.04,
};
