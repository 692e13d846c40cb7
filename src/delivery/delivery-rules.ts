import { Duration, Size, SizeRoundingBehavior, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import type { CuratedDeliveryProps } from './curated-delivery';
import type { DeliveryPlace, ResolvedDelivery } from './resolved-delivery';
import { checkPrefix } from '../private/curated-layout';
import { Problems } from '../private/problems';

const LONGEST_BUFFERING_SECONDS = 900;
const LARGEST_BUFFER = Size.mebibytes(128);
/** What dynamic partitioning demands: https://docs.aws.amazon.com/firehose/latest/dev/buffering-hints.html */
const SHORTEST_PARTITIONED_SECONDS = 60;
const SMALLEST_PARTITIONED_BUFFER = Size.mebibytes(64);
/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_RetryOptions.html */
const LONGEST_PARTITION_RETRY_SECONDS = 7_200;

/**
 * Checks the properties of a delivery as a whole.
 *
 * @throws an error that lists every problem
 */
export function checkDelivery(construct: IConstruct, props: CuratedDeliveryProps, delivery: ResolvedDelivery): void {
  const problems = new Problems(`CuratedDelivery ${construct.node.path}`, construct);
  checkFormat(problems, props, delivery);
  const { dynamic } = delivery.partitioning;
  checkInterval(problems, 'bufferingInterval', props.bufferingInterval, dynamic
    ? { shortest: SHORTEST_PARTITIONED_SECONDS, longest: LONGEST_BUFFERING_SECONDS, reason: ' with partitioning by event time or fields' } : BUFFERING);
  checkPartitions(problems, props, delivery);
  checkPrefixes(problems, props, delivery);
  delivery.transform._way.check(problems);
  checkTransformCalls(problems, props, delivery);
  checkCompressedRecords(problems, props, delivery);
  problems.throwIfAny();
}

function checkFormat(problems: Problems, props: CuratedDeliveryProps, { format, partitioning }: ResolvedDelivery): void {
  problems.when(format._needsTable && !props.curatedTable,
    `format ${format.name} needs the table whose columns the objects get, got no curatedTable: set it, or use DeliveryFormat.json()`);
  const { bufferingSize } = props;
  if (!bufferingSize || bufferingSize.isUnresolved()) {
    return;
  }
  const mebibytes = bufferingSize.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
  const smallest = (partitioning.dynamic ? SMALLEST_PARTITIONED_BUFFER : format._smallestBuffer).toMebibytes();
  const reason = `format ${format.name}${partitioning.dynamic ? ' with partitioning by event time or fields' : ''}`;
  problems.when(!Number.isInteger(mebibytes) || mebibytes < smallest || mebibytes > LARGEST_BUFFER.toMebibytes(),
    `bufferingSize must be between ${smallest} and ${LARGEST_BUFFER.toMebibytes()} MiB in whole MiB for ${reason}, got ${mebibytes} MiB`);
}

interface IntervalRule {
  /** In seconds. */
  readonly shortest: number;
  readonly longest: number;
  /** Why these, if not always. */
  readonly reason: string;
}

const BUFFERING: IntervalRule = { shortest: 0, longest: LONGEST_BUFFERING_SECONDS, reason: '' };

function checkInterval(problems: Problems, property: string, interval: Duration | undefined, { shortest, longest, reason }: IntervalRule): void {
  if (!interval || interval.isUnresolved()) {
    return;
  }
  const seconds = interval.toSeconds({ integral: false });
  problems.when(!Number.isInteger(seconds) || seconds < shortest || seconds > longest,
    `${property} must be between ${shortest} and ${longest} seconds in whole seconds${reason}, got ${seconds} seconds`);
}

function checkPartitions(problems: Problems, props: CuratedDeliveryProps, { partitioning, transform }: ResolvedDelivery): void {
  partitioning._check(problems, props.schema);
  problems.when(partitioning.dynamic && !transform._way.transforms,
    'partitioning by event time or fields needs a transform function to name the partition of each record, got RecordTransform.none(): '
    + 'use another transform, or RecordPartitioning.byArrival() without fields');
  problems.when(!partitioning.dynamic && props.partitionRetryDuration !== undefined,
    `partitionRetryDuration is that of partitions by event time or fields, got ${props.partitionRetryDuration?.toString()} with partitions by arrival alone: `
    + 'leave it out, or choose another partitioning');
  checkInterval(problems, 'partitionRetryDuration', props.partitionRetryDuration, { shortest: 0, longest: LONGEST_PARTITION_RETRY_SECONDS, reason: '' });
  problems.when(partitioning.eventTime && props.timeZone !== undefined,
    `timeZone is that of partitions by arrival, got ${props.timeZone?.timezoneName} with RecordPartitioning.byEventTime, whose partitions are in UTC: `
    + 'leave out one or the other');
}

function checkPrefixes(problems: Problems, props: CuratedDeliveryProps, { curated, errorPrefix, raw }: ResolvedDelivery): void {
  const errors = { bucket: curated.bucket, prefix: errorPrefix };
  checkPrefix(problems, 'prefix', curated.prefix);
  checkPrefix(problems, 'errorPrefix', errorPrefix);
  checkApart(problems, 'prefix', curated, 'errorPrefix', errors);
  if (raw) {
    checkPrefix(problems, 'rawRecordPrefix', raw.prefix);
    checkApart(problems, 'rawRecordPrefix', raw, 'prefix', curated);
    checkApart(problems, 'rawRecordPrefix', raw, 'errorPrefix', { ...raw, prefix: errorPrefix });
    return;
  }
  const { rawRecordBucket, rawRecordPrefix } = props;
  const set = Object.entries({ rawRecordPrefix, rawRecordBucket }).filter(([, value]) => value !== undefined).map(([property]) => property);
  problems.when(set.length > 0, `${set.join(', ')} cannot be set without a backup, got rawRecordBackup ${props.rawRecordBackup}: set that to true`);
}

function checkApart(
  problems: Problems, property: string, one: DeliveryPlace, otherProperty: string, other: DeliveryPlace,
): void {
  if (one.bucket !== other.bucket || Token.isUnresolved(one.prefix) || Token.isUnresolved(other.prefix)) {
    return;
  }
  problems.when(one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix),
    `${property} and ${otherProperty} must not lie within each other, got ${JSON.stringify(one.prefix)} and ${JSON.stringify(other.prefix)}: `
    + 'queries on the one would read the other');
}

function checkCompressedRecords(problems: Problems, props: CuratedDeliveryProps, { partitioning, transform }: ResolvedDelivery): void {
  if (!props.compressedRecords) {
    return;
  }
  problems.when(partitioning.dynamic,
    'compressedRecords cannot be true with partitioning by event time or fields, for which Firehose takes one partition for a whole compressed block: '
    + 'use RecordPartitioning.byArrival() without fields, or let producers put records uncompressed');
  problems.when(!transform._way.transforms,
    'compressedRecords cannot be true with RecordTransform.none(), which delivers compressed blocks as they are: '
    + 'use RecordTransform.standard() or a function of your own, or let producers put records uncompressed');
}

function checkTransformCalls(problems: Problems, props: CuratedDeliveryProps, { transform }: ResolvedDelivery): void {
  const { transformBufferInterval, transformBufferSize, transformRetries } = props;
  const set = Object.entries({ transformBufferInterval, transformBufferSize, transformRetries })
    .filter(([, value]) => value !== undefined).map(([property]) => property);
  problems.when(!transform._way.transforms && set.length > 0,
    `${set.join(', ')} cannot be set with RecordTransform.none(), which calls no function: leave out one or the other`);
  problems.integer('transformRetries', transformRetries, { min: 0, max: 300 });
  checkInterval(problems, 'transformBufferInterval', transformBufferInterval, BUFFERING);
  if (transformBufferSize && !transformBufferSize.isUnresolved()) {
    const mebibytes = transformBufferSize.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
    problems.when(mebibytes < 0.2 || mebibytes > 3, `transformBufferSize must be between 0.2 and 3 MiB, got ${mebibytes} MiB`);
  }
}
