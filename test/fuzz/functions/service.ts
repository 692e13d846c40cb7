import type { Random } from '../../../examples/taxi/generator/random';
import type { Clock, RemainingTime } from '../../../runtime/functions/shared/clock';

/** Picks one of several, each as likely. */
export function oneOf<T>(choices: readonly T[], random: Random): T {
  return choices[random.integer(0, choices.length - 1)];
}

/** An answer of a service that is reached by `fetch`; an Error where none comes. */
export type ServiceAnswer = { readonly status: number; readonly body: string } | Error;

/** A `fetch` that asks a function instead of the network. */
export function fetchFrom(answer: (url: string, body: string, method: string) => ServiceAnswer): typeof fetch {
  return async (url, init) => {
    const answered = answer(String(url), init?.body instanceof Uint8Array ? Buffer.from(init.body).toString() : '', init?.method ?? 'GET');
    if (answered instanceof Error) throw answered;
    return new Response(answered.body, { status: answered.status });
  };
}

/** Time that passes only while somebody waits for it, for one invocation. Whoever waits with a signal sees it pass and does not make it. */
export class InvocationTime implements Clock, RemainingTime {
  private now = 0;
  private readonly watching = new Set<{ readonly until: number; readonly wake: () => void }>();

  constructor(private readonly end: number, private readonly dice: Random) {}

  getRemainingTimeInMillis(): number {
    return this.end - this.now;
  }

  random(): number {
    return this.dice.integer(0, 999) / 1000;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    const until = this.now + milliseconds;
    if (signal !== undefined) {
      await new Promise<void>((resolve) => {
        this.watching.add({ until, wake: resolve });
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      return;
    }
    await new Promise((resolve) => setImmediate(resolve));
    this.now = Math.max(this.now, until);
    for (const { until: theirs, wake } of this.watching) if (theirs <= this.now) wake();
  }
}
