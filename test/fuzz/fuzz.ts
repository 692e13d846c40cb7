import { setImmediate as nextTurn } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import { dice } from './dice';
import type { FuzzedDecoder } from './fuzzed-decoder';

const REPORTED_PROBLEMS = 10;
/** Node lets go of what it inflated with only when the event loop turns. */
const INPUTS_A_TURN = 1000;
/** Bytes that one input may take, with those it was made of: each is some kilobytes, and the largest that it may expand to is two million. */
const MOST_ALLOCATED = 16 * 1024 * 1024;

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
  /** Bytes of memory that one input took, at most. */
  readonly mostAllocatedBytes: number;
}

export async function fuzz({ name, tryOne }: FuzzedDecoder, inputs: number, seed: number): Promise<FuzzReport> {
  const roll = dice(seed);
  const outcomes = new Map<string, number>();
  const problems: string[] = [];
  let slowest = 0;
  let mostAllocated = 0;
  let done = 0;
  for (; done < inputs && problems.length < REPORTED_PROBLEMS; done++) {
    if (done % INPUTS_A_TURN === 0) await nextTurn();
    const bytesBefore = bytesInUse();
    const start = performance.now();
    const result = tryOne(roll);
    slowest = Math.max(slowest, performance.now() - start);
    const allocated = bytesInUse() - bytesBefore;
    mostAllocated = Math.max(mostAllocated, allocated);
    if (allocated > MOST_ALLOCATED) problems.push(`input ${done}, seed ${seed}: took ${allocated} bytes of memory`);
    else if ('problem' in result) problems.push(`input ${done}, seed ${seed}: ${result.problem}`);
    else outcomes.set(result.outcome, (outcomes.get(result.outcome) ?? 0) + 1);
  }
  return {
    decoder: name,
    inputs: done,
    outcomes: Object.fromEntries([...outcomes].sort()),
    problems,
    slowestMilliseconds: Math.round(slowest),
    mostAllocatedBytes: mostAllocated,
  };
}

/** What is allocated counts from the moment it is asked for, whether it is ever written to or not. */
function bytesInUse(): number {
  const { used_heap_size: heap, external_memory: external } = getHeapStatistics();
  return heap + external;
}
