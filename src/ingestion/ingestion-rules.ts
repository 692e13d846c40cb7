import { Duration, Size, SizeRoundingBehavior, Token } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import { IConstruct } from 'constructs';
import type { IngestionOptions } from './ingestion-options';
import { Problems } from '../private/problems';

const MOST_FAN_OUT_CONSUMERS = 20;
const MOST_SHARDS = 20_000;
const SHORTEST_RETENTION = Duration.hours(24);
const LONGEST_RETENTION = Duration.days(365);

/**
 * Checks the options of a stream as a whole.
 *
 * @throws an error that lists every problem
 */
export function checkIngestion(construct: IConstruct, options: IngestionOptions): void {
  const problems = new Problems(`StreamIngestion ${construct.node.path}`, construct);
  if (options.existingStream) {
    const { capacityMode, retentionPeriod, maxRecordSize, recordDistribution, shardLevelMetrics } = options;
    problems.notTogether('existingStream', { capacityMode, retentionPeriod, maxRecordSize, recordDistribution, shardLevelMetrics });
  }
  checkCapacity(problems, options);
  checkRetention(problems, options.retentionPeriod);
  checkSize(problems, options.maxRecordSize, {
    subject: 'maxRecordSize', smallest: Size.mebibytes(1), largest: Size.mebibytes(10), unit: 'KiB', allowed: 'between 1 and 10 MiB in whole KiB',
  });
  checkShardLevelMetrics(problems, options.shardLevelMetrics ?? []);
  checkConsumers(problems, options.fanOutConsumers ?? []);
  problems.throwIfAny();
}

function checkCapacity(problems: Problems, { capacityMode, recordDistribution }: IngestionOptions): void {
  problems.integer('capacityMode: the number of shards of CapacityMode.provisioned', capacityMode?.shards, {
    min: 1, max: MOST_SHARDS, hint: 'use CapacityMode.onDemand() when the load is unknown',
  });
  checkSize(problems, capacityMode?.warmThroughput, {
    subject: 'capacityMode: warmThroughput of CapacityMode.onDemand',
    smallest: Size.mebibytes(1),
    largest: Size.gibibytes(10),
    unit: 'MiB',
    allowed: 'between 1 MiB and 10 GiB a second in whole MiB',
  });
  problems.when(capacityMode?.streamMode === kinesis.StreamMode.PROVISIONED && recordDistribution !== undefined,
    `recordDistribution cannot be set with CapacityMode.provisioned, got ${recordDistribution}: only on-demand streams have it, so leave out one or the other`);
}

function checkRetention(problems: Problems, retention: Duration | undefined): void {
  if (!retention || retention.isUnresolved()) {
    return;
  }
  const milliseconds = retention.toMilliseconds();
  const outOfRange = milliseconds < SHORTEST_RETENTION.toMilliseconds() || milliseconds > LONGEST_RETENTION.toMilliseconds();
  problems.when(outOfRange || milliseconds % Duration.hours(1).toMilliseconds() !== 0,
    `retentionPeriod must be between 24 hours and 365 days in whole hours, got ${retention.toHumanString()}`);
}

interface SizeRule {
  readonly subject: string;
  readonly smallest: Size;
  readonly largest: Size;
  readonly unit: 'KiB' | 'MiB';
  readonly allowed: string;
}

function checkSize(problems: Problems, size: Size | undefined, rule: SizeRule): void {
  if (!size || size.isUnresolved()) {
    return;
  }
  const measure = (value: Size) => rule.unit === 'KiB'
    ? value.toKibibytes({ rounding: SizeRoundingBehavior.NONE })
    : value.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
  const value = measure(size);
  problems.when(!Number.isInteger(value) || value < measure(rule.smallest) || value > measure(rule.largest),
    `${rule.subject} must be ${rule.allowed}, got ${value} ${rule.unit}`);
}

function checkShardLevelMetrics(problems: Problems, metrics: kinesis.ShardLevelMetrics[]): void {
  problems.when(metrics.includes(kinesis.ShardLevelMetrics.ALL) && metrics.length > 1,
    `shardLevelMetrics must hold ShardLevelMetrics.ALL alone, got ${metrics.join(', ')}: leave out the others`);
  for (const metric of repeated(metrics)) {
    problems.add(`shardLevelMetrics must name each metric once, got ${metric} more than once`);
  }
}

function checkConsumers(problems: Problems, names: string[]): void {
  problems.when(names.length > MOST_FAN_OUT_CONSUMERS,
    `fanOutConsumers must name at most ${MOST_FAN_OUT_CONSUMERS} consumers, got ${names.length}: let the others share the stream's throughput`);
  for (const name of names) {
    if (Token.isUnresolved(name)) {
      problems.add('fanOutConsumers must be names that are known at synthesis, got a token: the construct of a consumer is called after it');
      continue;
    }
    problems.when(!/^[A-Za-z0-9_.-]{1,128}$/.test(name),
      `fanOutConsumers must be 1 to 128 letters, digits, dots, hyphens and underscores each, got ${JSON.stringify(name)}`);
  }
  for (const name of repeated(names)) {
    problems.add(`fanOutConsumers must each have another name, got ${JSON.stringify(name)} more than once`);
  }
}

function repeated<Value>(values: Value[]): Set<Value> {
  return new Set(values.filter((value, index) => values.indexOf(value) !== index));
}
