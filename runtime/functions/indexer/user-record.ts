import type { KinesisStreamRecord } from 'aws-lambda';
import { decode } from '../../kpl-format';

/** One user record with its place in the stream. */
export interface StreamedRecord {
  readonly streamArn: string;
  readonly shardId: string;
  readonly sequenceNumber: string;
  /** Place inside its KPL aggregate; 0 for a record of its own. */
  readonly subSequenceNumber: number;
  readonly partitionKey: string;
  /** Seconds since the epoch, as Kinesis says. */
  readonly arrivalTimestamp: number;
  readonly data: Uint8Array;
}

/** Opens what the producer has aggregated. */
export function userRecordsOf(record: KinesisStreamRecord): StreamedRecord[] {
  const { sequenceNumber, partitionKey, data, approximateArrivalTimestamp } = record.kinesis;
  return decode({ partitionKey, data: Buffer.from(data, 'base64') }).map((userRecord, subSequenceNumber) => ({
    streamArn: record.eventSourceARN,
    // an event id is `shardId-000000000006:<sequence number>`
    shardId: record.eventID.split(':')[0],
    sequenceNumber,
    subSequenceNumber,
    partitionKey: userRecord.partitionKey,
    arrivalTimestamp: approximateArrivalTimestamp,
    data: userRecord.data,
  }));
}
