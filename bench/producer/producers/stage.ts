import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Assignment, Tally } from './assignment';
import { makeRecords, WorkloadRecord } from './workload';

/** Records without end, and the time until which they are to be put. */
export class Supply {
  public sent = 0;
  private readonly end: number;

  constructor(private readonly records: readonly WorkloadRecord[], seconds: number) {
    this.end = performance.now() + seconds * 1000;
  }

  public get isOver(): boolean {
    return performance.now() >= this.end;
  }

  public next(): WorkloadRecord {
    return this.records[this.sent++ % this.records.length];
  }

  public many(count: number): WorkloadRecord[] {
    return Array.from({ length: count }, () => this.next());
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

/**
 * Runs a producer in this process as every producer of the bench is run: it warms up and empties itself, says so, waits for a line, is measured
 * from outside while it puts and empties itself again, gives its tally, and stays until its standard input closes, so that it can be looked at.
 */
export async function perform(createProduce: (assignment: Assignment) => Produce): Promise<void> {
  const assignment: Assignment = JSON.parse(process.argv[2] ?? '');
  const records = makeRecords(assignment.records, assignment.recordBytes);
  const produce = createProduce(assignment);
  const commands = createInterface({ input: process.stdin });
  await produce(new Supply(records, assignment.warmSeconds), new Counts());
  console.log('warm');
  await once(commands, 'line');
  const supply = new Supply(records, assignment.seconds);
  const counts = new Counts();
  await produce(supply, counts);
  const tally: Tally = { sent: supply.sent, acknowledged: counts.acknowledged, failed: counts.failed, error: counts.error };
  console.log(JSON.stringify(tally));
  await once(commands, 'close');
  process.exit(0);
}
