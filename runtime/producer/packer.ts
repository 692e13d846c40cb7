import { KeyPlace, UserRecord } from '../kpl-format';
import { Passenger } from './pending-put';
import { Shard } from './shard-map';

/** Brings user records into Kinesis records, and gives those away that are complete. */
export interface Packer {
  /** For a record whose shard is known; `place` is what is remembered of its key, `maximumSize` that of an aggregate. */
  add(shard: Shard, record: UserRecord, place: KeyPlace | undefined, put: Passenger, index: number, maximumSize: number): void;
  /** For a record whose shard is not known. `keysAreIgnored`: it may share a Kinesis record with any other, since keys decide nothing. */
  addAlone(record: UserRecord, put: Passenger, index: number, keysAreIgnored: boolean): void;
  /** Completes every Kinesis record, full or not. */
  sealAll(): void;
}
