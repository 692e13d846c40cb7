import type { Hook, HookRecord } from './hook';
import { keepBack, type Clock, type RemainingTime } from '../shared/clock';

/** What a hook says to one record. */
export type HookAnswer =
  | { readonly kind: 'record'; readonly record: object }
  | { readonly kind: 'dropped' }
  /** Never with the words of an error: they may hold what the record holds. */
  | { readonly kind: 'failed'; readonly rule: string };

/** Hooks that wait for something wait together, but for no more records at a time. */
const CONCURRENT_CALLS = 100;
/** Left for what comes behind the hooks. */
const KEPT_BACK_MILLISECONDS = 5_000;
const LATE: HookAnswer = { kind: 'failed', rule: 'an answer of the hook within the time of the function' };

/** Calls a hook for each record, in order. Whatever it does with one of them is the answer to that one alone, also when it never answers. */
export async function callHook(hook: Hook, records: readonly HookRecord[], clock: Clock, time: RemainingTime): Promise<HookAnswer[]> {
  if (records.length === 0) return [];
  const answers: HookAnswer[] = records.map(() => LATE);
  const end = new AbortController();
  let next = 0;
  const work = async () => {
    while (next < records.length && !end.signal.aborted) {
      const place = next++;
      const answer = answerOf(hook, records[place]);
      answers[place] = answer instanceof Promise ? await answer : answer;
    }
  };
  const timeOut = clock.sleep(keepBack(time, KEPT_BACK_MILLISECONDS).getRemainingTimeInMillis(), end.signal);
  await Promise.race([Promise.all(Array.from({ length: Math.min(CONCURRENT_CALLS, records.length) }, work)), timeOut]);
  end.abort();
  // a hook that is late may still answer: no longer to these
  return [...answers];
}

function answerOf(hook: Hook, record: HookRecord): HookAnswer | Promise<HookAnswer> {
  try {
    const returned = hook(record);
    return returned instanceof Promise || isThenable(returned) ? Promise.resolve(returned).then(judge, failure) : judge(returned);
  } catch (error) {
    return failure(error);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

function judge(returned: unknown): HookAnswer {
  if (returned === null) return { kind: 'dropped' };
  if (typeof returned === 'object' && !Array.isArray(returned)) return { kind: 'record', record: returned };
  return { kind: 'failed', rule: `a record from the hook, or null to drop it; it returned ${Array.isArray(returned) ? 'an array' : typeof returned}` };
}

function failure(error: unknown): HookAnswer {
  return { kind: 'failed', rule: `a hook that does not throw ${error instanceof Error ? String(error.name) : typeof error}` };
}
