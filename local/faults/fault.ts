import { setTimeout as sleep } from 'node:timers/promises';

/** Something that goes wrong for a while. */
export interface Fault {
  readonly name: string;
  /** What must have gone wrong before the first record is put. */
  readonly prepare?: () => Promise<void>;
  /** Whether it is time for it: most begin in the midst of things. */
  readonly due: () => boolean;
  /** Comes back when it is over. @returns how often the pipeline has met it. */
  readonly inflict: () => Promise<number>;
}

/** What a fault did. */
export interface FaultReport {
  readonly name: string;
  /** How long it lasted. */
  readonly seconds: number;
  /** How often the pipeline met it. */
  readonly hits: number;
}

const LOOK_MILLIS = 10;

/** Before the first record is put. */
export async function prepareAll(faults: readonly Fault[]): Promise<void> {
  await Promise.all(faults.map(({ prepare }) => prepare?.()));
}

/** Lets every fault happen once it is due, or once there is nothing left to wait for. */
export async function inflictAll(faults: readonly Fault[], noMoreComes: () => boolean): Promise<FaultReport[]> {
  return Promise.all(faults.map(async ({ name, due, inflict }) => {
    while (!due() && !noMoreComes()) await sleep(LOOK_MILLIS);
    const begun = Date.now();
    const hits = await inflict();
    return { name, seconds: Math.round((Date.now() - begun) / 100) / 10, hits };
  }));
}
