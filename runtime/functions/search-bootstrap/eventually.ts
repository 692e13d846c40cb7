import { backoff, type Clock, type RemainingTime } from '../shared/clock';

const GREATEST_WAIT_MILLISECONDS = 10_000;
/**
 * A new policy or role takes a moment to be known everywhere; after that 403 is an answer. By the time and not by attempts, whose waits
 * are chance (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency).
 */
const FORBIDDEN_MILLISECONDS = 120_000;

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
  const atFirst = time.getRemainingTimeInMillis();
  for (let attempts = 1; ; attempts++) {
    const result = await attempt();
    if (result.kind === 'done') return result.value;
    const wait = backoff(attempts, clock, 500, GREATEST_WAIT_MILLISECONDS);
    const left = time.getRemainingTimeInMillis();
    const patience = result.kind === 'forbidden' ? Math.min(left, FORBIDDEN_MILLISECONDS - (atFirst - left)) : left;
    if (result.kind === 'refused' || patience <= wait) {
      throw new Error(result.kind === 'notYet'
        ? `${what} could not be ${done} in time, after ${attempts} attempts: ${result.why}`
        : `${what} was refused by ${by}: ${result.why}`);
    }
    await clock.sleep(wait);
  }
}
