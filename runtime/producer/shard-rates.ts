import { OutgoingRecord } from './outgoing-record';

/** What a shard takes: https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html. */
const BYTES_PER_SECOND = 1_048_576;
const RECORDS_PER_SECOND = 1000;
/** Seconds of its rate that a shard takes at once after a pause. */
const RESERVE = 0.25;
/** Milliseconds that throttles after each other count as one: what was under way meanwhile knew nothing of the first. */
const ONE_LESSON = 250;
/** Fewer throttles than this share of the attempts are no matter of the rate. */
const TOLERATED = 0.1;
const FEWEST_ATTEMPTS = 10;
const CUT = 0.7;
const LEAST = 0.02;
/** What the rate grows by in a second without throttles. */
const GROWTH = 1.1;
/** So much faster than its limit and still not throttled: forget what was learned. */
const FORGET = 4;

interface Bucket {
  /** Share of the limits above; other producers may use the rest, and emulators have limits of their own. */
  share: number;
  /** Negative when room of the future is given away. */
  bytes: number;
  records: number;
  filledAt: number;
  /** When the share was set, and what became of the attempts since. */
  lastLesson: number;
  accepted: number;
  refused: number;
}

/**
 * Token buckets of the shards that were throttled; the others are not limited. A throttle costs a request and brings records late, a pause
 * before the request costs nothing.
 */
export class ShardRates {
  private readonly buckets = new Map<string, Bucket>();
  private readonly reserved = new WeakSet<OutgoingRecord>();

  public throttled(shardId: string, now: number): void {
    const bucket = this.buckets.get(shardId);
    if (bucket === undefined) {
      this.buckets.set(shardId, { share: 1, bytes: 0, records: 0, filledAt: now, lastLesson: now, accepted: 0, refused: 0 });
      return;
    }
    const attempts = bucket.accepted + ++bucket.refused;
    if (now - bucket.lastLesson < ONE_LESSON || attempts < FEWEST_ATTEMPTS) return;
    this.fill(bucket, now);
    if (bucket.refused > attempts * TOLERATED) bucket.share = Math.max(LEAST, bucket.share * CUT);
    bucket.lastLesson = now;
    bucket.accepted = 0;
    bucket.refused = 0;
  }

  public accepted(shardId: string): void {
    const bucket = this.buckets.get(shardId);
    if (bucket !== undefined) bucket.accepted++;
  }

  /** Milliseconds until the record should go. Reserves its room: the next one must wait longer, and this one goes when it asks again. */
  public delayOf(record: OutgoingRecord, now: number): number {
    const shardId = record.shard?.shardId ?? '';
    const bucket = this.buckets.get(shardId);
    if (bucket === undefined || this.reserved.delete(record)) return 0;
    this.fill(bucket, now);
    if (bucket.share > FORGET) {
      this.buckets.delete(shardId);
      return 0;
    }
    const missing = Math.max(-bucket.bytes / BYTES_PER_SECOND, -bucket.records / RECORDS_PER_SECOND, 0);
    bucket.bytes -= record.requestSize;
    bucket.records--;
    if (missing > 0) this.reserved.add(record);
    return missing / bucket.share * 1000;
  }

  /** Forgets shards that are not open any more. */
  public retain(isOpen: (shardId: string) => boolean): void {
    for (const shardId of this.buckets.keys()) if (!isOpen(shardId)) this.buckets.delete(shardId);
  }

  private fill(bucket: Bucket, now: number): void {
    const seconds = (now - bucket.filledAt) / 1000;
    bucket.share *= GROWTH ** seconds;
    const gained = seconds * bucket.share;
    bucket.bytes = Math.min(bucket.bytes + gained * BYTES_PER_SECOND, RESERVE * bucket.share * BYTES_PER_SECOND);
    bucket.records = Math.min(bucket.records + gained * RECORDS_PER_SECOND, RESERVE * bucket.share * RECORDS_PER_SECOND);
    bucket.filledAt = now;
  }
}
