import { Generation } from './outstanding-puts';
import { Attempt, PutResult } from './put-result';

/** One call of `put` that is not settled. */
export class PendingPut {
  /** Attempts in Kinesis records that were taken apart again, or to learn the stream's shards. */
  public history: readonly Attempt[] = [];
  /** When the buffer took the record, in milliseconds of the monotonic clock. */
  public admittedAt = 0;

  constructor(
    public readonly generation: Generation,
    public readonly resolve: (result: PutResult) => void,
    public readonly reject: (error: Error) => void,
  ) {}
}
