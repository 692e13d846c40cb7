import { ErrorKind } from './kinesis-api';

/** How often to try again, and how long to wait before. */
export interface Backoff {
  /**
   * Attempts for a record altogether, of whatever kind; 1 means no retry.
   *
   * @default - no limit but recordTtl
   */
  readonly maxAttempts?: number;
  /**
   * Milliseconds. The n-th retry waits a random time between 0 and `baseDelay * 2^(n-1)` ("full jitter").
   *
   * @default 200 for throttles, 100 for faults
   */
  readonly baseDelay?: number;
  /**
   * Milliseconds that the random time never exceeds.
   *
   * @default 5000
   */
  readonly maxDelay?: number;
}

/** A failed attempt, as the retry policy sees it. */
export interface FailedAttempt {
  readonly kind: Exclude<ErrorKind, 'refused'>;
  readonly errorCode: string;
  readonly errorMessage: string;
  /** Attempts the record has behind it, this one included. */
  readonly attempts: number;
  /** Milliseconds since the producer took the record. */
  readonly age: number;
}

/**
 * Which failures are tried again, and when.
 *
 * What cannot be mended (access denied, no such stream, …) is never tried again, and nothing is after `recordTtl`.
 */
export interface RetryPolicy {
  /** For `ProvisionedThroughputExceededException` and other throttles. `{ maxAttempts: 1 }` is the Kinesis Producer Library's `failIfThrottled`. */
  readonly throttle?: Backoff;
  /** For faults of the service and the network, and for aggregates that arrived on a wrong shard. */
  readonly fault?: Backoff;
  /**
   * Your own criterion, asked after the limits above. An exception counts as false.
   *
   * @default - every throttle and fault is tried again
   */
  readonly retryWhen?: (failed: FailedAttempt) => boolean;
}

export interface ResolvedRetryPolicy {
  readonly throttle: Required<Backoff>;
  readonly fault: Required<Backoff>;
  readonly retryWhen: (failed: FailedAttempt) => boolean;
}

export function resolveRetryPolicy(policy: RetryPolicy = {}): ResolvedRetryPolicy {
  return {
    throttle: { maxAttempts: Infinity, baseDelay: 200, maxDelay: 5000, ...withoutUndefined(policy.throttle) },
    fault: { maxAttempts: Infinity, baseDelay: 100, maxDelay: 5000, ...withoutUndefined(policy.fault) },
    retryWhen: policy.retryWhen ?? (() => true),
  };
}

export function allowsRetry(policy: ResolvedRetryPolicy, failed: FailedAttempt): boolean {
  if (failed.attempts >= policy[failed.kind].maxAttempts) return false;
  try {
    return policy.retryWhen(failed);
  } catch {
    // the record must reach its caller as an error, whatever the criterion does
    return false;
  }
}

/** Milliseconds: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/. */
export function fullJitter({ baseDelay, maxDelay }: Required<Backoff>, attempts: number): number {
  return Math.random() * Math.min(maxDelay, baseDelay * 2 ** (attempts - 1));
}

function withoutUndefined(backoff: Backoff = {}): Backoff {
  return Object.fromEntries(Object.entries(backoff).filter(([, value]) => value !== undefined));
}
