/** Waiting and chance, so that tests need neither. */
export interface Clock {
  /** Resolves when the time is over or the signal says that nobody waits any more. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
}

export const systemClock: Clock = {
  sleep: async (milliseconds, signal) => new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  }),
  random: () => Math.random(),
};

/** Tells how long this invocation may still take; Lambda's context is one. */
export interface RemainingTime {
  getRemainingTimeInMillis(): number;
}

/** The time of an invocation less what its end needs: a part of what there is now, so that short time-outs leave time for the work too. */
export function keepBack(time: RemainingTime, milliseconds: number): RemainingTime {
  const kept = Math.min(milliseconds, time.getRemainingTimeInMillis() / 4);
  return { getRemainingTimeInMillis: () => time.getRemainingTimeInMillis() - kept };
}

/** Exponential with full jitter: callers that failed together do not come back together. */
export function backoff(attempt: number, clock: Clock, first = 100, greatest = 5_000): number {
  return Math.round(clock.random() * Math.min(greatest, first * 2 ** attempt));
}
