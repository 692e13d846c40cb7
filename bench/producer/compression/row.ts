import type { Verification } from './verify';
import { median } from '../comparison/row';

export type CompressionName = 'none' | 'gzip' | 'brotli' | 'zstd';

export interface CompressionRun {
  readonly cpuSecondsPerMillion: number;
  readonly wireBytesPerRecord: number;
  readonly recordsPerSecond: number;
  readonly peakRssMiB: number;
}

/** The medians of all runs with one compression. */
export interface CompressionRow extends CompressionRun {
  readonly compression: CompressionName;
  readonly runs: number;
  /** Wire bytes without compression, as a multiple of those with it; the median of the rounds. */
  readonly timesFewerBytes: number;
  /** CPU time as a multiple of that without compression in the same round; the median of the rounds. */
  readonly timesTheCpu: number;
  readonly lost: number;
  readonly wrongShard: number;
}

/** `bare`: the runs without compression, of the same rounds. */
export function toCompressionRow(
  compression: CompressionName, runs: readonly CompressionRun[], bare: readonly CompressionRun[], verified: Verification,
): CompressionRow {
  const middle = (value: (run: CompressionRun, round: number) => number, digits: number) => Number(median(runs.map(value)).toFixed(digits));
  return {
    compression,
    runs: runs.length,
    cpuSecondsPerMillion: middle((run) => run.cpuSecondsPerMillion, 3),
    wireBytesPerRecord: middle((run) => run.wireBytesPerRecord, 1),
    recordsPerSecond: middle((run) => run.recordsPerSecond, 0),
    peakRssMiB: middle((run) => run.peakRssMiB, 1),
    timesFewerBytes: middle((run, round) => bare[round].wireBytesPerRecord / run.wireBytesPerRecord, 2),
    timesTheCpu: middle((run, round) => run.cpuSecondsPerMillion / bare[round].cpuSecondsPerMillion, 2),
    ...verified,
  };
}
