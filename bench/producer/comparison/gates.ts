import { ProducerName, Row } from './row';

/** How much less processor time than another producer ours must take at a size: 15 means at most a fifteenth. */
interface Gate {
  readonly ours: ProducerName;
  readonly other: ProducerName;
  readonly recordBytes: number;
  readonly gate: number;
  readonly goal: number;
}

function againstKpl(ours: ProducerName, ratios: Readonly<Record<number, readonly [number, number]>>): Gate[] {
  return Object.entries(ratios).map(([recordBytes, [gate, goal]]) => ({ ours, other: 'kpl', recordBytes: Number(recordBytes), gate, goal }));
}

function lessThan(ours: ProducerName, other: ProducerName, sizes: readonly number[]): Gate[] {
  return sizes.map((recordBytes) => ({ ours, other, recordBytes, gate: 1, goal: 1 }));
}

const GATES: readonly Gate[] = [
  ...againstKpl('receipts', { 100: [15, 20], 1024: [5, 7], 5120: [3, 3.5] }),
  ...againstKpl('promises', { 100: [6, 9], 1024: [4, 5], 5120: [2, 3] }),
  ...lessThan('receipts', 'aws-kinesis-agg', [100, 500, 1024, 5120]),
  ...lessThan('receipts', 'a8m', [100, 500, 1024, 5120]),
  ...lessThan('promises', 'aws-kinesis-agg', [500, 1024, 5120]),
];
const MAXIMUM_RSS_MIB = 250;

export interface Verdict {
  readonly passed: boolean;
  readonly text: string;
}

/** Holds the rows of our producer against what it has promised. */
export function judge(rows: readonly Row[]): Verdict[] {
  const find = (producer: ProducerName, recordBytes: number) => rows.find((row) => row.producer === producer && row.recordBytes === recordBytes);
  const ratios = GATES.flatMap(({ ours, other, recordBytes, gate, goal }): Verdict[] => {
    const [mine, theirs] = [find(ours, recordBytes), find(other, recordBytes)];
    if (mine === undefined || theirs === undefined) return [];
    const ratio = theirs.cpuSecondsPerMillion / mine.cpuSecondsPerMillion;
    const wanted = goal > gate ? `at least ${gate}, the goal is ${goal}` : `more than ${gate}`;
    return [{ passed: goal > gate ? ratio >= gate : ratio > gate, text: `${recordBytes} B: ${other} takes ${ratio.toFixed(2)} × the CPU of ${ours} (${wanted})` }];
  });
  const absolutes = rows.filter(({ producer }) => producer === 'receipts' || producer === 'promises').flatMap((row): Verdict[] => [
    { passed: row.wrongShard === 0, text: `${row.recordBytes} B: ${row.producer} put ${row.wrongShard} records on a wrong shard (0)` },
    { passed: row.lost === 0, text: `${row.recordBytes} B: ${row.producer} lost ${row.lost} records (0)` },
    { passed: row.peakRssMiB <= MAXIMUM_RSS_MIB, text: `${row.recordBytes} B: ${row.producer} took ${row.peakRssMiB} MiB (at most ${MAXIMUM_RSS_MIB})` },
  ]);
  return [...ratios, ...absolutes];
}
