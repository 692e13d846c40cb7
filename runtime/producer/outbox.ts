import { OutgoingRecord } from './outgoing-record';

/** Kinesis records that wait for a request. */
export interface Outbox {
  /** Records that wait. */
  readonly length: number;
  /** Whether a request is to be sent now. */
  readonly isReady: boolean;
  push(record: OutgoingRecord): void;
  /** All that wait now go with the next requests. */
  markDue(): void;
  /** The records of the next request. */
  take(): OutgoingRecord[];
  /** Everything that waits, for good. */
  takeAll(): OutgoingRecord[];
  /** What was taken is to be sent again in this form; nothing at all when no part of it is left to send. */
  replace(taken: OutgoingRecord, records: readonly OutgoingRecord[]): void;
  /** What was taken is not to be sent again. */
  settled(taken: OutgoingRecord): void;
  /** The shards are others now; what is pushed from now on is for them. */
  shardsChanged(): void;
  /** What waits and must be regrouped by the shards of now before anything else is taken; undefined when there is no need, or not yet. */
  takeForRegrouping(): OutgoingRecord[] | undefined;
}

export interface CollectionLimits {
  readonly collectionMaxCount: number;
  readonly collectionMaxSize: number;
}
