export const PRODUCERS = ['kpl', 'a8m', 'plain', 'aws-kinesis-agg', 'promises', 'receipts'] as const;
export type ProducerName = typeof PRODUCERS[number];

/** One run of one producer. */
export interface Run {
  readonly producer: ProducerName;
  readonly recordBytes: number;
  /** Which of a producer's settings it ran with. */
  readonly settings: string;
  readonly cpuSecondsPerMillion: number;
  readonly recordsPerSecond: number;
  readonly peakRssMiB: number;
  readonly wireBytesPerRecord: number;
  /** User records on another shard than their own partition key says. */
  readonly wrongShard: number;
  /** Records that did not arrive, or that were never acknowledged. */
  readonly lost: number;
}

/** What the bench says of a producer at one size. */
export interface Row extends Omit<Run, 'settings'> {
  readonly runs: number;
}

/**
 * The medians of a producer's runs at one size, and all records on a wrong shard or lost in any of them.
 *
 * Of the Kinesis Producer Library only the settings with the least CPU time in any run count, and of those only that run: it is what the
 * others are held against.
 */
export function toRow(runs: readonly Run[]): Row {
  const [first] = runs;
  if (first === undefined) throw new Error('a row needs a run');
  const { producer, recordBytes } = first;
  const counted = producer === 'kpl' ? [best(runs)] : runs;
  const middle = (value: (run: Run) => number) => median(counted.map(value));
  return {
    producer,
    recordBytes,
    runs: runs.length,
    cpuSecondsPerMillion: round(middle((run) => run.cpuSecondsPerMillion), 3),
    recordsPerSecond: round(middle((run) => run.recordsPerSecond), 0),
    peakRssMiB: round(middle((run) => run.peakRssMiB), 1),
    wireBytesPerRecord: round(middle((run) => run.wireBytesPerRecord), 1),
    wrongShard: runs.reduce((sum, { wrongShard }) => sum + wrongShard, 0),
    lost: runs.reduce((sum, { lost }) => sum + lost, 0),
  };
}

function best(runs: readonly Run[]): Run {
  return runs.reduce((one, other) => (other.cpuSecondsPerMillion < one.cpuSecondsPerMillion ? other : one));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
