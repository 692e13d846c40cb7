import type { FirehoseTransformationEventRecord } from 'aws-lambda';
import type { ApplicationRecord } from '../../consumer';
import type { Reason } from '../../schema';
import { writeObjects, type ObjectToWrite, type PutObject } from '../shared/write-objects';

/** A record out of a compressed block that its schema does not take, with every reason. */
export interface RejectedRecord {
  readonly record: ApplicationRecord;
  readonly reasons: readonly Reason[];
}

/** Where records go that are rejected while the rest of their block is delivered. */
export interface RejectedRecordPlace {
  /** Ends with a slash. */
  readonly prefix: string;
  readonly putObject: PutObject;
}

/** The rejected records of one record of the event. */
export interface RejectedRecords {
  /** Place in the event. */
  readonly index: number;
  readonly source: FirehoseTransformationEventRecord;
  readonly rejected: readonly RejectedRecord[];
}

/**
 * Writes one object for each record of the event, a line per rejected record inside. The key depends on nothing but the record's place in the
 * stream, so that an invocation that Firehose repeats writes the same objects again and not more of them.
 *
 * Returns the places in the event of those whose object could not be stored, each with the name of the error.
 */
export async function keepRejectedRecords(all: readonly RejectedRecords[], { prefix, putObject }: RejectedRecordPlace): Promise<Map<number, string>> {
  return writeObjects(all.map(({ index, source, rejected }): ObjectToWrite<number> => (
    { id: index, key: `${prefix}${keyOf(source)}`, body: rejected.map((record) => lineOf(record, source)).join('') }
  )), putObject);
}

function keyOf({ recordId, approximateArrivalTimestamp, kinesisRecordMetadata }: FirehoseTransformationEventRecord): string {
  const day = dayOf(approximateArrivalTimestamp);
  if (kinesisRecordMetadata === undefined) return `${day}/${encodeURIComponent(recordId)}.json`;
  const { shardId, sequenceNumber, subsequenceNumber } = kinesisRecordMetadata;
  return `${day}/${shardId}/${sequenceNumber}-${subsequenceNumber}.json`;
}

/** Whatever comes as the time: nothing makes the function throw. */
function dayOf(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? 'undated' : date.toISOString().slice(0, 10).replaceAll('-', '/');
}

function lineOf({ record, reasons }: RejectedRecord, source: FirehoseTransformationEventRecord): string {
  const { shardId, sequenceNumber, subsequenceNumber } = source.kinesisRecordMetadata ?? {};
  const line = {
    recordId: source.recordId,
    shardId,
    sequenceNumber,
    subSequenceNumber: subsequenceNumber === undefined ? undefined : Number(subsequenceNumber),
    recordIndex: record.recordIndex,
    partitionKey: record.partitionKey,
    approximateArrivalTimestamp: source.approximateArrivalTimestamp,
    reasons,
    data: Buffer.from(record.data).toString('base64'),
  };
  return `${JSON.stringify(line)}\n`;
}
