import { backoff, type Clock, type RemainingTime } from '../shared/clock';

const GREATEST_WAIT_MILLISECONDS = 10_000;
/** A new access policy or role takes a moment to be known everywhere; after that 403 is an answer. */
const FORBIDDEN_ATTEMPTS = 10;

export interface Goal {
  readonly what: string;
  /** Who decides. */
  readonly by: string;
  /** What is done with it: `put`, `read`. */
  readonly done: string;
}

export type Attempt<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'notYet' | 'forbidden' | 'refused'; readonly why: string };

/**
 * Tries until it is done, and waits for who does not answer yet or is not ready.
 * @throws when it is refused, or the time is over
 */
export async function eventually<Value>(
  { what, by, done }: Goal, attempt: () => Promise<Attempt<Value>>, clock: Clock, time: RemainingTime,
): Promise<Value> {
  for (let attempts = 1; ; attempts++) {
    const result = await attempt();
    if (result.kind === 'done') return result.value;
    if (result.kind === 'refused' || (result.kind === 'forbidden' && attempts >= FORBIDDEN_ATTEMPTS)) {
      throw new Error(`${what} was refused by ${by}: ${result.why}`);
    }
    const wait = backoff(attempts, clock, 500, GREATEST_WAIT_MILLISECONDS);
    if (time.getRemainingTimeInMillis() <= wait) throw new Error(`${what} could not be ${done} in time, after ${attempts} attempts: ${result.why}`);
    await clock.sleep(wait);
  }
}
