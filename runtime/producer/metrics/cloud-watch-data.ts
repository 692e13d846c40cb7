import { CloudWatchDatum, CloudWatchDimension, CloudWatchStatisticSet } from './cloud-watch-api';
import { Statistics } from './distribution';
import { MetricCell } from './metric-cell';
import { MetricCells } from './metric-cells';
import { isPublished, MEASURED_METRICS, MetricDefinition, METRICS, MetricsLevel, OTHER_METRICS } from './metric-definitions';
import { Publication } from './publication';

/** What was measured, as CloudWatch wants it: each metric once for each level of granularity, as the Kinesis Producer Library does. */
export function cloudWatchData(cells: MetricCells, userRecordsPending: number, now: Date, publication: Publication): CloudWatchDatum[] {
  const { granularity, streamName, dimensions } = publication;
  const further = Object.entries(dimensions).map(([name, value]) => dimension(name, value));
  const stream = [dimension('StreamName', streamName)];
  const sum = cells.ofStream();
  const pending = { count: 1, sum: userRecordsPending, minimum: userRecordsPending, maximum: userRecordsPending };
  const ofAll = granularity === 'global' ? [further] : [further, [...stream, ...further]];
  return [
    ...ofAll.flatMap((of) => {
      const gauge = isPublished(OTHER_METRICS.UserRecordsPending, publication.level) ? [datum('UserRecordsPending', OTHER_METRICS.UserRecordsPending, pending, of, now)] : [];
      return [...cellData(sum, of, now, publication.level), ...gauge];
    }),
    ...(granularity === 'shard'
      ? [...cells.shards].flatMap(([shardId, cell]) => cellData(cell, [...stream, dimension('ShardId', shardId), ...further], now, publication.level))
      : []),
  ];
}

function cellData(cell: MetricCell, dimensions: CloudWatchDimension[], now: Date, level: MetricsLevel): CloudWatchDatum[] {
  const measured = MEASURED_METRICS
    .map((name): [string, MetricDefinition, Statistics] => [name, METRICS[name], cell[name].snapshot()])
    .filter(([, definition, { count }]) => count > 0 && isPublished(definition, level))
    .map(([name, definition, statistics]) => datum(name, definition, statistics, dimensions, now));
  if (cell.errorsByCode.size === 0 || !isPublished(OTHER_METRICS.AllErrors, level)) return measured;
  return [
    ...measured,
    datum('AllErrors', OTHER_METRICS.AllErrors, ones(cell.allErrors), dimensions, now),
    ...[...cell.errorsByCode].map(([code, count]) => {
      return datum('ErrorsByCode', OTHER_METRICS.ErrorsByCode, ones(count), [...dimensions, dimension('ErrorCode', code)], now);
    }),
  ];
}

function datum(name: string, { unit }: MetricDefinition, statistics: Statistics, dimensions: CloudWatchDimension[], now: Date): CloudWatchDatum {
  return { MetricName: name, Dimensions: dimensions, Timestamp: now, StatisticValues: statisticSet(statistics), Unit: unit };
}

function statisticSet({ count, sum, minimum, maximum }: Statistics): CloudWatchStatisticSet {
  return { SampleCount: count, Sum: sum, Minimum: minimum, Maximum: maximum };
}

function ones(count: number): Statistics {
  return { count, sum: count, minimum: 1, maximum: 1 };
}

/** CloudWatch takes 1 to 1024 printable characters of ASCII, and none of these names is worth to lose an upload. */
function dimension(name: string, value: string): CloudWatchDimension {
  const printable = value.replace(/[^ -~]/g, '?').slice(0, 255).trim();
  return { Name: name, Value: printable === '' ? 'none' : printable };
}
