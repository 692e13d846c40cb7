import type { StreamedRecord } from './user-record';
import type { Reason } from '../../schema';

/** A document on its way to an index behind an alias. */
export interface IndexDocument {
  readonly record: StreamedRecord;
  readonly alias: string;
  readonly id: string;
  /** Its JSON as byte text. */
  readonly source: string;
}

/** Why a record can never be a document. */
export type DeadReason = Reason | { readonly status: number; readonly type: string; readonly reason: string };

/** A record that can never be indexed, or not all of it, with every reason. */
export interface DeadLetter {
  readonly record: StreamedRecord;
  readonly reasons: readonly DeadReason[];
}
