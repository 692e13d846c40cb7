import { InvalidOptionsError } from '../errors';
import { KinesisPrices, US_EAST_1_PRICES } from './prices';
import { ThroughputMinute } from './throughput-minute';
import { mergeMinutes, NOTHING, secondsBetween, Throughput, ThroughputSummary, withMinute } from './throughput-summary';

/** What an estimate assumes beside what was observed. */
export interface CapacityOptions {
  /** Share of a shard's limits that the busiest minute is to leave free, 0 to 0.9: within a minute there are busier seconds. @default 0.25 */
  readonly reserve?: number;
  /** Applications that read the whole stream without enhanced fan-out: they share what a shard gives, and on-demand mode bills what they read. @default 1 */
  readonly consumers?: number;
  /** Shards open now. @default - as many as the producer knows */
  readonly openShards?: number;
  /** @default - those of us-east-1, `US_EAST_1_PRICES` */
  readonly prices?: KinesisPrices;
}

/** What a stream that takes what was observed needs and costs; see `estimateCapacity`. */
export interface CapacityEstimate {
  /** From the first record to the last; an estimate from less than a typical day tells little of a month. */
  readonly observedSeconds: number;
  readonly meanPerSecond: Throughput;
  /** The busiest minute's average second, of each figure the largest; the mean where less than a minute was observed. */
  readonly peakMinutePerSecond: Throughput;
  /** @default - not known */
  readonly openShards?: number;
  /** Share of the open shards' limits, of reading too, that the busiest minute left free; below zero it took more than they promise. @default - the open shards are not known */
  readonly headRoom?: number;
  readonly provisioned: {
    /** Shards needed, when partition keys spread the records evenly; `metrics().Shards` shows whether they do. */
    readonly shards: number;
    /** Which of a shard's limits decides. */
    readonly limitedBy: 'bytes' | 'records' | 'reads';
    /** USD for 730 hours at the mean rate. */
    readonly monthlyCost: { readonly shardHours: number; readonly putPayloadUnits: number; readonly total: number };
  };
  readonly onDemand: {
    readonly monthlyCost: { readonly streamHours: number; readonly dataIn: number; readonly dataOut: number; readonly total: number };
  };
  readonly cheaper: 'provisioned' | 'onDemand';
  readonly prices: KinesisPrices;
}

/** What a shard takes in a second, and what it gives to all consumers without enhanced fan-out together: https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html. */
const SHARD_BYTES = 1_048_576;
const SHARD_RECORDS = 1000;
const SHARD_BYTES_READ = 2 * SHARD_BYTES;
/** As AWS's own calculator counts. */
const HOURS_OF_A_MONTH = 730;
const GIBIBYTE = 2 ** 30;

/**
 * How many shards a stream needs that takes what was recorded, and whether provisioned or on-demand mode is cheaper. Retention beyond a day, enhanced
 * fan-out and On-demand Advantage are not in it. Minutes of several producers of the stream may come in any order.
 *
 * @throws InvalidOptionsError with every problem found
 */
export function estimateCapacity(minutes: Iterable<ThroughputMinute>, options: CapacityOptions = {}): CapacityEstimate {
  return estimateOf(mergeMinutes(minutes).reduce(withMinute, NOTHING), options);
}

export function estimateOf(summary: ThroughputSummary, options: CapacityOptions): CapacityEstimate {
  const problems = checkCapacityOptions(options);
  if (problems.length > 0) throw new InvalidOptionsError(problems);
  const { reserve = 0.25, consumers = 1, openShards = summary.openShards, prices = US_EAST_1_PRICES } = options;
  const observedSeconds = summary === NOTHING ? 0 : secondsBetween(summary.from, summary.to);
  const meanOf = (total: number) => (observedSeconds === 0 ? 0 : total / observedSeconds);
  const monthly = (total: number) => meanOf(total) * HOURS_OF_A_MONTH * 3600;
  const mean = { kinesisRecords: meanOf(summary.kinesisRecords), bytes: meanOf(summary.bytes), userRecords: meanOf(summary.userRecords) };
  // the first minute and the last may have been observed in part only
  const peak = {
    kinesisRecords: Math.max(mean.kinesisRecords, summary.peakMinute.kinesisRecords / 60),
    bytes: Math.max(mean.bytes, summary.peakMinute.bytes / 60),
    userRecords: Math.max(mean.userRecords, summary.peakMinute.userRecords / 60),
  };
  const { limitedBy, full } = fullShards(peak, consumers);
  const shards = Math.max(1, Math.ceil(full / (1 - reserve)));
  const provisioned = totalled({
    shardHours: shards * HOURS_OF_A_MONTH * prices.shardHour,
    putPayloadUnits: monthly(summary.putPayloadUnits) / 1e6 * prices.millionPutPayloadUnits,
  });
  const onDemand = totalled({
    streamHours: HOURS_OF_A_MONTH * prices.onDemandStreamHour,
    dataIn: monthly(summary.kibibytesBilled) * 1024 / GIBIBYTE * prices.onDemandGibibyteIn,
    dataOut: monthly(summary.bytes) / GIBIBYTE * prices.onDemandGibibyteOut * consumers,
  });
  return {
    observedSeconds,
    meanPerSecond: mean,
    peakMinutePerSecond: peak,
    ...(openShards === undefined ? {} : { openShards, headRoom: 1 - full / openShards }),
    provisioned: { shards, limitedBy, monthlyCost: provisioned },
    onDemand: { monthlyCost: onDemand },
    cheaper: provisioned.total <= onDemand.total ? 'provisioned' : 'onDemand',
    prices,
  };
}

/** How many shards it would fill to their limits, and to which of them. */
function fullShards({ bytes, kinesisRecords }: Throughput, consumers: number): { readonly limitedBy: 'bytes' | 'records' | 'reads'; readonly full: number } {
  const byBytes = bytes / SHARD_BYTES;
  const byRecords = kinesisRecords / SHARD_RECORDS;
  const byReads = bytes * consumers / SHARD_BYTES_READ;
  const full = Math.max(byBytes, byRecords, byReads);
  return { limitedBy: full === byBytes ? 'bytes' : full === byRecords ? 'records' : 'reads', full };
}

function totalled<T extends Record<string, number>>(parts: T): T & { readonly total: number } {
  return { ...parts, total: Object.values(parts).reduce((sum, part) => sum + part, 0) };
}

function checkCapacityOptions({ reserve = 0, consumers = 0, openShards = 1, prices = US_EAST_1_PRICES }: CapacityOptions): string[] {
  return [
    ...(reserve >= 0 && reserve <= 0.9 ? [] : [`reserve is ${reserve}, allowed are shares from 0 to 0.9`]),
    ...(Number.isInteger(consumers) && consumers >= 0 ? [] : [`consumers is ${consumers}, allowed are whole numbers from 0`]),
    ...(Number.isInteger(openShards) && openShards >= 1 ? [] : [`openShards is ${openShards}, allowed are whole numbers from 1`]),
    ...Object.entries(prices).filter(([name, price]) => name !== 'region' && !(typeof price === 'number' && Number.isFinite(price) && price >= 0))
      .map(([name, price]) => `prices.${name} is ${String(price)}, allowed are numbers from 0`),
  ];
}
