import { Row } from './row';

const COLUMNS: readonly [string, (row: Row) => string][] = [
  ['bytes', ({ recordBytes }) => String(recordBytes)],
  ['producer', ({ producer }) => producer],
  ['runs', ({ runs }) => String(runs)],
  ['CPU s / million', ({ cpuSecondsPerMillion }) => cpuSecondsPerMillion.toFixed(2)],
  ['records / s', ({ recordsPerSecond }) => recordsPerSecond.toLocaleString('en-US')],
  ['peak RSS MiB', ({ peakRssMiB }) => peakRssMiB.toFixed(0)],
  ['wire bytes / record', ({ wireBytesPerRecord }) => wireBytesPerRecord.toFixed(0)],
  ['wrong shard', ({ wrongShard }) => wrongShard.toLocaleString('en-US')],
  ['lost', ({ lost }) => String(lost)],
];

/** The rows for a terminal. */
export function toTable(rows: readonly Row[]): string {
  const cells = [COLUMNS.map(([title]) => title), ...rows.map((row) => COLUMNS.map(([, show]) => show(row)))];
  const widths = COLUMNS.map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  return cells.map((line) => line.map((cell, column) => (column === 1 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ')).join('\n');
}
