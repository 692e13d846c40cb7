import { Failure } from './failure';
import { OutgoingRecord } from './outgoing-record';
import { allowsRetry, fullJitter } from './retry-policy';
import { Settings } from './settings';

interface Scheduled {
  readonly timer: NodeJS.Timeout;
  readonly records: readonly OutgoingRecord[];
}

/** Kinesis records that wait until a time: for their next attempt, or for their shard. */
export class Retries {
  private readonly scheduled = new Set<Scheduled>();

  constructor(
    private readonly settings: Settings,
    private readonly onDue: (records: readonly OutgoingRecord[]) => void,
  ) {}

  /** Whether the policy allows another attempt after this one, which `record` counts already. */
  public allows(record: OutgoingRecord, { kind, errorCode, errorMessage }: Failure, now: number): boolean {
    if (kind === 'refused') return false;
    const failed = { kind, errorCode, errorMessage, attempts: record.attemptCount, age: now - record.oldestAdmission };
    return allowsRetry(this.settings.retryPolicy, failed);
  }

  /** Records that failed together in the same way come back together, so that they share a request again. */
  public schedule(kind: 'throttle' | 'fault', records: readonly OutgoingRecord[], now: number): void {
    const byAttempts = new Map<number, OutgoingRecord[]>();
    for (const record of records) {
      const group = byAttempts.get(record.attemptCount);
      if (group === undefined) byAttempts.set(record.attemptCount, [record]);
      else group.push(record);
    }
    for (const [attempts, group] of byAttempts) {
      const oldest = group.reduce((earliest, record) => Math.min(earliest, record.oldestAdmission), Infinity);
      // never beyond the time to live: the caller hears of an expired record at once
      const left = Math.max(0, oldest + this.settings.recordTtl - now);
      this.start(group, Math.min(left, fullJitter(this.settings.retryPolicy[kind], attempts)));
    }
  }

  /** For a record that is to wait without having failed; never beyond its time to live. */
  public defer(record: OutgoingRecord, delay: number, now: number): void {
    this.start([record], Math.min(delay, Math.max(0, record.oldestAdmission + this.settings.recordTtl - now)));
  }

  public takeAll(): OutgoingRecord[] {
    const taken: OutgoingRecord[] = [];
    for (const { timer, records } of this.scheduled) {
      clearTimeout(timer);
      taken.push(...records);
    }
    this.scheduled.clear();
    return taken;
  }

  private start(records: readonly OutgoingRecord[], delay: number): void {
    const timer = setTimeout(() => {
      this.scheduled.delete(scheduled);
      this.onDue(records);
    }, delay);
    const scheduled = { timer, records };
    this.scheduled.add(scheduled);
  }
}
