import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Assignment, Tally } from './assignment';
import { makeRecords, WorkloadRecord } from './workload';

/** Records without end, until it is over. */
export class Supply {
  public sent = 0;
  public isOver = false;

  constructor(private readonly records: readonly WorkloadRecord[]) {}

  public next(): WorkloadRecord {
    return this.records[this.sent++ % this.records.length];
  }

  public many(count: number): WorkloadRecord[] {
    const start = this.sent % this.records.length;
    const many = this.records.slice(start, start + count);
    this.sent += many.length;
    return many.length === count ? many : [...many, ...this.many(count - many.length)];
  }
}

/** A producer as the bench drives it: puts from the supply until that is over, and resolves when everything is acknowledged or has failed. */
export type Produce = (supply: Supply, tally: Counts) => Promise<void>;

/** Counted by the producer while it runs. */
export class Counts {
  public acknowledged = 0;
  public failed = 0;
  public error: string | undefined;

  public readonly fail = (error: unknown): void => {
    this.failed++;
    this.error ??= String(error);
  };
}

/** Runs a producer of the bench's own records. */
export async function perform(createProduce: (assignment: Assignment) => Produce): Promise<void> {
  const assignment: Assignment = JSON.parse(process.argv[2] ?? '');
  await performWith(makeRecords(assignment.records, assignment.recordBytes), createProduce(assignment));
}

/**
 * Runs a producer in this process as every producer of the bench is run: in phases. In each it puts the records from the first one on, until it
 * reads a line, empties itself, and gives its tally; so it can be measured from outside between two moments at which it holds nothing. A further
 * line begins the next phase, and the end of its standard input ends it.
 */
export async function performWith(records: readonly WorkloadRecord[], produce: Produce): Promise<void> {
  const lines = createInterface({ input: process.stdin });
  lines.once('close', () => process.exit(0));
  for (;;) {
    const supply = new Supply(records);
    const counts = new Counts();
    lines.once('line', () => { supply.isOver = true; });
    await produce(supply, counts);
    const tally: Tally = { sent: supply.sent, acknowledged: counts.acknowledged, failed: counts.failed, error: counts.error };
    console.log(JSON.stringify(tally));
    await once(lines, 'line');
  }
}
