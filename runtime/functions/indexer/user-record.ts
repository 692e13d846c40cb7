import type { KinesisStreamRecord } from 'aws-lambda';
import { readRecords } from '../../consumer';
import type { Reason } from '../../schema';
import { reasonOf } from '../shared/unreadable-block';

const OPEN_OBJECT = 0x7b;

/** One record as an application put it, with its place in the stream. */
export interface StreamedRecord {
  readonly streamArn: string;
  readonly shardId: string;
  readonly sequenceNumber: string;
  /** Place inside its KPL aggregate; 0 for a record of its own. */
  readonly subSequenceNumber: number;
  /** Place inside its compressed block; absent when it was in none. */
  readonly recordIndex?: number;
  readonly partitionKey: string;
  /** Seconds since the epoch, as Kinesis says. */
  readonly arrivalTimestamp: number;
  readonly data: Uint8Array;
  /** Why the data, a compressed block, cannot be read. */
  readonly unreadable?: Reason;
}

/** Opens what the producer has aggregated and compressed. */
export function userRecordsOf(record: KinesisStreamRecord): StreamedRecord[] {
  const { sequenceNumber, partitionKey, data, approximateArrivalTimestamp: arrivalTimestamp } = record.kinesis;
  const { eventSourceARN: streamArn, eventID } = record;
  // an event id is `shardId-000000000006:<sequence number>`
  const shardId = eventID.slice(0, eventID.indexOf(':'));
  const bytes = Buffer.from(data, 'base64');
  // neither an aggregate nor a block begins like a JSON object, as most records do; written out, since a spread takes longer than all the rest of it
  if (bytes[0] === OPEN_OBJECT) return [{ streamArn, shardId, sequenceNumber, arrivalTimestamp, subSequenceNumber: 0, partitionKey, data: bytes }];
  const { records, unreadable } = readRecords({ partitionKey, data: bytes });
  const place = { streamArn, shardId, sequenceNumber, arrivalTimestamp };
  return [
    ...records.map((read) => ({
      ...place, subSequenceNumber: read.subSequenceNumber, recordIndex: read.recordIndex, partitionKey: read.partitionKey, data: read.data,
    })),
    ...unreadable.map((block) => ({
      ...place, subSequenceNumber: block.subSequenceNumber, partitionKey: block.partitionKey, data: block.data, unreadable: reasonOf(block),
    })),
  ];
}

/** Where a record is inside its Kinesis record. */
export function placeInAggregate({ subSequenceNumber, recordIndex }: StreamedRecord): string {
  return recordIndex === undefined ? String(subSequenceNumber) : `${subSequenceNumber}.${recordIndex}`;
}
