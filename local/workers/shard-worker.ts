import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamRecord } from './stream-record';

/** Where a worker reads: a shard. */
export interface RecordSource {
  /** It is closed, and read to its end. */
  readonly ended?: boolean;
  /** @returns the next records, at most `limit`, and whether they reach up to the newest one. */
  read(limit: number): Promise<{ readonly records: readonly StreamRecord[]; readonly atTip: boolean }>;
}

/** What a worker does with the records of one shard. */
export interface ShardConsumer {
  /** How many more records it takes now; none while it is full. */
  room(): number;
  /** Takes records in the order of the shard; ends when it is ready for more. */
  take(records: readonly StreamRecord[]): Promise<void>;
  /** Called between reads: hands on what is due, or all there is when flushing. @returns whether anything is still held. */
  pump(flush: boolean, signal: AbortSignal): Promise<boolean>;
  /** Ends when nothing that `pump` has begun is under way any more; left out where `pump` waits for it itself. */
  settle?(): Promise<void>;
}

/** What is put up to now is to be handed on; `flush` without waiting for buffers to fill or their time to pass. */
interface Drain {
  readonly flush: boolean;
  read: boolean;
  readonly done: () => void;
}

/** A service polls a shard once a second or less often; polling faster locally only makes the run shorter. */
const IDLE_MILLIS = 200;

/** Reads one shard from its starting position on and feeds a consumer, until it is stopped. */
export class ShardWorker {
  private readonly drains: Drain[] = [];
  private done = false;

  constructor(private readonly source: RecordSource, private readonly consumer: ShardConsumer) {}

  /** @returns when everything put before this call has been handed on. */
  public drain(flush: boolean): Promise<void> {
    if (this.done) return Promise.resolve();
    return new Promise((done) => this.drains.push({ flush, read: false, done }));
  }

  /**
   * Runs until the signal aborts or the shard has ended and all of it is handed on; rejects when reading or consuming fails for good.
   * Whichever it is, nothing is under way afterwards.
   */
  public async run(signal: AbortSignal): Promise<void> {
    const ending = new AbortController();
    try {
      await this.readOn(AbortSignal.any([signal, ending.signal]));
    } finally {
      // one lane has failed: another one would try again for as long as its records last
      ending.abort();
      await this.consumer.settle?.();
    }
    this.done = true;
    for (const { done } of this.drains.splice(0)) done();
  }

  private async readOn(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const asked = [...this.drains];
      const room = this.consumer.room();
      const { records, atTip } = room > 0 ? await this.source.read(room) : { records: [], atTip: false };
      if (records.length > 0) await this.consumer.take(records);
      for (const drain of asked) drain.read ||= atTip;
      const held = await this.consumer.pump(this.drains.some((drain) => drain.flush && drain.read), signal);
      if (!held) this.finishDrains();
      if (!held && this.source.ended === true) break;
      if (records.length === 0 && !signal.aborted) await sleep(IDLE_MILLIS);
    }
  }

  private finishDrains(): void {
    for (const drain of this.drains.filter(({ read }) => read)) {
      this.drains.splice(this.drains.indexOf(drain), 1);
      drain.done();
    }
  }
}
