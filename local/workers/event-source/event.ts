import type { KinesisStreamEvent, KinesisStreamRecord } from 'aws-lambda';
import type { StreamRecord } from '../stream-record';

/** Request of a synchronous invocation: 6 MB. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MOST_EVENT_BYTES = 6 * 1024 * 1024;

/** Where a mapping's records come from, and as whom it reads them. */
export interface EventSource {
  readonly streamArn: string;
  /** The function's role. */
  readonly roleArn: string;
}

/** Bytes of an event around its records; `eventBytes` counts a comma for each, and the last one has none. */
export const ENVELOPE_BYTES = Buffer.byteLength(JSON.stringify({ Records: [] })) - 1;

/** The event of a batch. https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html */
export function toEvent(source: EventSource, records: readonly StreamRecord[]): KinesisStreamEvent {
  return { Records: records.map((record) => toEventRecord(source, record)) };
}

/** Bytes of one record in its event, with the comma behind it. */
export function eventBytes(source: EventSource, record: StreamRecord): number {
  const withoutData = JSON.stringify(toEventRecord(source, { ...record, data: new Uint8Array() }));
  return Buffer.byteLength(withoutData) + Math.ceil(record.data.byteLength / 3) * 4 + 1;
}

function toEventRecord({ streamArn, roleArn }: EventSource, record: StreamRecord): KinesisStreamRecord {
  return {
    kinesis: {
      kinesisSchemaVersion: '1.0',
      partitionKey: record.partitionKey,
      sequenceNumber: record.sequenceNumber,
      data: Buffer.from(record.data).toString('base64'),
      approximateArrivalTimestamp: record.arrival.getTime() / 1000,
    },
    eventSource: 'aws:kinesis',
    eventVersion: '1.0',
    eventID: `${record.shardId}:${record.sequenceNumber}`,
    eventName: 'aws:kinesis:record',
    invokeIdentityArn: roleArn,
    awsRegion: streamArn.split(':')[3] ?? '',
    eventSourceARN: streamArn,
  };
}
