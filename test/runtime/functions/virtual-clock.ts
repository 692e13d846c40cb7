import type { Clock, RemainingTime } from '../../../runtime/functions/shared/clock';

/** A clock whose time passes only while all others wait, and a Lambda context that ends at a point of it. */
export class VirtualClock implements Clock, RemainingTime {
  now = 0;
  private timers: { readonly at: number; readonly resolve: () => void }[] = [];

  constructor(readonly end: number, private readonly chance = 0.5) {}

  getRemainingTimeInMillis(): number {
    return this.end - this.now;
  }

  random(): number {
    return this.chance;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = { at: this.now + milliseconds, resolve };
      this.timers.push(timer);
      signal?.addEventListener('abort', () => {
        this.timers = this.timers.filter((other) => other !== timer);
        resolve();
      });
    });
  }

  /** Lets time pass until the work is done. */
  async run<T>(work: Promise<T>): Promise<T> {
    let settled = false;
    const done = () => {
      settled = true;
    };
    work.then(done, done);
    for (;;) {
      for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
      if (settled) return work;
      this.timers.sort((left, right) => left.at - right.at);
      const next = this.timers.shift();
      if (next === undefined) throw new Error('nobody waits for time, and the work is not done');
      this.now = Math.max(this.now, next.at);
      next.resolve();
    }
  }
}
