import { decode } from '../../../runtime/kpl-format';
import type { StreamRecord } from '../stream-record';

/** A user record as Firehose takes it from a stream. */
export interface SourceRecord {
  /** Unique in the delivery stream. */
  readonly recordId: string;
  readonly shardId: string;
  readonly sequenceNumber: string;
  readonly subSequenceNumber: number;
  readonly partitionKey: string;
  readonly data: Uint8Array;
  readonly arrival: Date;
}

/**
 * Firehose takes KPL aggregates apart before it transforms or delivers them.
 * https://docs.aws.amazon.com/streams/latest/dev/kpl-with-firehose.html
 */
export function deaggregate(record: StreamRecord): SourceRecord[] {
  return decode({ partitionKey: record.partitionKey, data: record.data }).map(({ partitionKey, data }, subSequenceNumber) => ({
    recordId: `${record.shardId}${record.sequenceNumber}${String(subSequenceNumber).padStart(6, '0')}`,
    shardId: record.shardId,
    sequenceNumber: record.sequenceNumber,
    subSequenceNumber,
    partitionKey,
    data,
    arrival: record.arrival,
  }));
}
