import type { CapacityEstimate } from '../../producer/capacity/capacity-estimate';
import type { Throughput } from '../../producer/capacity/throughput-summary';

/** The estimate for a reader. */
export function report(estimate: CapacityEstimate): string {
  const { observedSeconds, openShards, headRoom, provisioned, onDemand, prices } = estimate;
  const mark = (mode: CapacityEstimate['cheaper']) => (mode === estimate.cheaper ? ' (cheaper)' : '');
  return [
    `observed      ${inTime(observedSeconds)}`,
    `mean          ${rate(estimate.meanPerSecond)}`,
    `peak minute   ${rate(estimate.peakMinutePerSecond)}`,
    ...(openShards === undefined || headRoom === undefined ? [] : [
      `head-room     ${(headRoom * 100).toFixed(0)} % of ${openShards} open shard(s), in the busiest minute`,
    ]),
    `provisioned   ${provisioned.shards} shard(s) needed, for ${provisioned.limitedBy}; ${dollars(provisioned.monthlyCost.total)}${mark('provisioned')}`,
    `on demand     ${dollars(onDemand.monthlyCost.total)}${mark('onDemand')}`,
    `prices of ${prices.region}, for a month of 730 hours at the mean rate; without longer retention and enhanced fan-out`,
  ].join('\n');
}

function rate({ kinesisRecords, bytes, userRecords }: Throughput): string {
  return `${(bytes / 1_048_576).toFixed(3)} MiB/s, ${kinesisRecords.toFixed(1)} Kinesis records/s, ${userRecords.toFixed(1)} user records/s`;
}

function dollars(amount: number): string {
  return `${amount.toFixed(2)} USD a month`;
}

function inTime(seconds: number): string {
  if (seconds < 120) return `${seconds.toFixed(0)} seconds`;
  return seconds < 7200 ? `${(seconds / 60).toFixed(0)} minutes` : `${(seconds / 3600).toFixed(1)} hours`;
}
