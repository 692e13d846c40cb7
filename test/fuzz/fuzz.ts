import { setImmediate as nextTurn } from 'node:timers/promises';
import { dice } from './dice';
import type { FuzzedDecoder } from './fuzzed-decoder';

const REPORTED_PROBLEMS = 10;
/** Node lets go of what it inflated with only when the event loop turns. */
const INPUTS_A_TURN = 1000;

/** What came of so many broken inputs. */
export interface FuzzReport {
  readonly decoder: string;
  readonly inputs: number;
  /** How the inputs ended, counted. */
  readonly outcomes: { readonly [outcome: string]: number };
  /** The first few; empty when all is well. */
  readonly problems: readonly string[];
  /** The longest that one input took. */
  readonly slowestMilliseconds: number;
}

export async function fuzz({ name, tryOne }: FuzzedDecoder, inputs: number, seed: number): Promise<FuzzReport> {
  const roll = dice(seed);
  const outcomes = new Map<string, number>();
  const problems: string[] = [];
  let slowest = 0;
  let done = 0;
  for (; done < inputs && problems.length < REPORTED_PROBLEMS; done++) {
    if (done % INPUTS_A_TURN === 0) await nextTurn();
    const start = performance.now();
    const result = tryOne(roll);
    slowest = Math.max(slowest, performance.now() - start);
    if ('problem' in result) problems.push(`input ${done}, seed ${seed}: ${result.problem}`);
    else outcomes.set(result.outcome, (outcomes.get(result.outcome) ?? 0) + 1);
  }
  return {
    decoder: name,
    inputs: done,
    outcomes: Object.fromEntries([...outcomes].sort()),
    problems,
    slowestMilliseconds: Math.round(slowest),
  };
}
