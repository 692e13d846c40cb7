import type { FuzzedFunction } from './fuzzed-function';
import { Random } from '../../../examples/taxi/generator/random';

export interface FuzzReport {
  readonly function: string;
  readonly events: number;
  readonly records: number;
  readonly outcomes: { readonly [outcome: string]: number };
  /** The first of them, each with the number of its event. */
  readonly problems: readonly string[];
}

const REPORTED_PROBLEMS = 10;

/** Hands a function generated events. The same seed makes the same ones. */
export async function fuzz(
  { name, tryOne }: FuzzedFunction, events: number, seed: number, progress: (done: number) => void = () => undefined,
): Promise<FuzzReport> {
  const random = new Random(seed);
  const outcomes: { [outcome: string]: number } = {};
  const problems: string[] = [];
  let records = 0;
  for (let event = 0; event < events && problems.length < REPORTED_PROBLEMS; event++) {
    try {
      const trial = await tryOne(random);
      records += trial.records;
      for (const outcome of trial.outcomes) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      if (trial.problem !== undefined) problems.push(`event ${event}: ${trial.problem}`);
    } catch (error) {
      problems.push(`event ${event}: it threw ${error instanceof Error ? error.stack : String(error)}`);
    }
    if (event % 1000 === 0) progress(event);
  }
  return { function: name, events, records, outcomes, problems };
}
