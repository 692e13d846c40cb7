import { errorKind } from './error-kind';
import type { Hook } from './hook';
import type { HookedRecord } from './hook-record';
import type { Reason } from '../../schema';
import { keepBack, type Clock, type RemainingTime } from '../shared/clock';

/** What a hook says to one record. */
export type HookAnswer =
  | { readonly kind: 'record'; readonly bytes: Buffer }
  | { readonly kind: 'dropped' }
  /** Never with the words of an error: they may hold what the record holds. */
  | { readonly kind: 'failed'; readonly reason: Reason };

/** Makes bytes of what a hook has given back for a record, or says why there are none. */
export type ToBytes = (returned: object, record: HookedRecord) => Buffer | Reason;

/** Hooks that wait for something wait together, but for no more records at a time. */
const CONCURRENT_CALLS = 100;
/** Left for what comes behind the hooks. */
const KEPT_BACK_MILLISECONDS = 5_000;
const LATE = failed('an answer of the hook within the time of the function');
const SHARED = failed('an object of its own for each record from a hook that returns promises');

/**
 * Calls a hook for each record, in order. Whatever it does with one of them is the answer to that one alone, also when it never answers.
 *
 * What it gives back is written as soon as it is there: a hook may fill the same object for each record. Where it returns promises, its calls
 * overlap and nobody can tell whose values such an object holds, so all of its records fail.
 */
export async function callHook(
  hook: Hook, records: readonly HookedRecord[], toBytes: ToBytes, clock: Clock, time: RemainingTime,
): Promise<HookAnswer[]> {
  if (records.length === 0) return [];
  const answers: HookAnswer[] = records.map(() => LATE);
  const end = new AbortController();
  const left = keepBack(time, KEPT_BACK_MILLISECONDS);
  const promised = new Map<unknown, number[]>();
  let next = 0;
  const later = async (returned: PromiseLike<unknown>, place: number): Promise<HookAnswer> => {
    try {
      const value = await returned;
      if (typeof value === 'object' && value !== null) promised.set(value, [...promised.get(value) ?? [], place]);
      return judge(value, records[place], toBytes);
    } catch (error) {
      return failure(error);
    }
  };
  const work = async () => {
    // a hook that does not wait for anything leaves a timer no time, so the loop looks at the clock itself
    while (next < records.length && !end.signal.aborted && left.getRemainingTimeInMillis() > 0) {
      const place = next++;
      try {
        const returned = hook(records[place].record);
        answers[place] = isThenable(returned) ? await later(returned, place) : judge(returned, records[place], toBytes);
      } catch (error) {
        answers[place] = failure(error);
      }
    }
  };
  const timeOut = clock.sleep(left.getRemainingTimeInMillis(), end.signal);
  await Promise.race([Promise.all(Array.from({ length: Math.min(CONCURRENT_CALLS, records.length) }, work)), timeOut]);
  end.abort();
  // a hook that is late may still answer: no longer to these
  const final = [...answers];
  for (const places of promised.values()) {
    if (places.length > 1) for (const place of places) final[place] = SHARED;
  }
  return final;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

function judge(returned: unknown, record: HookedRecord, toBytes: ToBytes): HookAnswer {
  if (returned === null) return { kind: 'dropped' };
  if (typeof returned !== 'object') return failed(`a record from the hook, or null to drop it; it returned ${typeof returned}`);
  // a Map, a date or an error has none of the fields as its properties: it would become an empty record
  const tag = Object.prototype.toString.call(returned).slice('[object '.length, -']'.length);
  if (tag !== 'Object') return failed(`a record from the hook, or null to drop it; it returned ${tag === 'Array' ? 'an array' : 'an object of another kind'}`);
  const bytes = toBytes(returned, record);
  return Buffer.isBuffer(bytes) ? { kind: 'record', bytes } : { kind: 'failed', reason: bytes };
}

function failed(rule: string): HookAnswer {
  return { kind: 'failed', reason: { rule } };
}

function failure(error: unknown): HookAnswer {
  return failed(`a hook that does not throw ${errorKind(error)}`);
}
