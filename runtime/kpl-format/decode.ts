import { openEnvelope } from './envelope';
import {
  EXPLICIT_HASH_KEY_TABLE, PARTITION_KEY_TABLE, RECORD_DATA, RECORD_EXPLICIT_HASH_KEY_INDEX, RECORD_PARTITION_KEY_INDEX, RECORD_TAGS,
  RECORDS, TAG_KEY,
} from './field-tags';
import { MalformedMessageError, ProtobufReader } from './protobuf-reader';
import { UserRecord } from './user-record';

/**
 * Whether `decode` finds user records inside these bytes.
 *
 * Reads the whole message; who decodes anyway need not ask first.
 */
export function isAggregated(data: Uint8Array): boolean {
  return readUserRecords(data) !== undefined;
}

/**
 * The user records inside a Kinesis record, in their order; a record that is no aggregate comes back as itself. Never throws on bad bytes.
 *
 * Bytes that begin like an aggregate but whose checksum or protobuf is broken are a plain record, as they are for the Kinesis Client Library
 * (`software.amazon.kinesis.retrieval.AggregatorUtil`). Two cases differ from it on purpose, because there the library loses data: an index
 * that points outside its key table (it logs an error and drops that record and all behind it), and a message without a single record
 * (it yields nothing). Both are a plain record here, so that the bytes reach the application.
 *
 * The library also drops an aggregate with a user record that does not hash to the shard it was read from; this function knows no shard
 * and keeps all.
 *
 * The data of each record is a view on the bytes given, not a copy.
 */
export function decode(record: UserRecord): UserRecord[] {
  return readUserRecords(record.data) ?? [record];
}

function readUserRecords(data: Uint8Array): UserRecord[] | undefined {
  const message = openEnvelope(data);
  if (message === undefined) return undefined;
  try {
    const records = readAggregate(message);
    return records.length > 0 ? records : undefined;
  } catch (error) {
    if (error instanceof MalformedMessageError) return undefined;
    throw error;
  }
}

interface IndexedRecord {
  readonly partitionKeyIndex: number;
  readonly explicitHashKeyIndex?: number;
  readonly data: Uint8Array;
}

function readAggregate(message: Buffer): UserRecord[] {
  const partitionKeys: string[] = [];
  const explicitHashKeys: string[] = [];
  const records: IndexedRecord[] = [];
  const reader = new ProtobufReader(message, 0, message.length);
  while (!reader.done) {
    const tag = reader.tag();
    switch (tag) {
      case PARTITION_KEY_TABLE: partitionKeys.push(reader.string()); break;
      case EXPLICIT_HASH_KEY_TABLE: explicitHashKeys.push(reader.string()); break;
      case RECORDS: records.push(readRecord(reader.message())); break;
      default: reader.skip(tag);
    }
  }
  // only now: protobuf allows the tables to stand behind the records
  return records.map(({ partitionKeyIndex, explicitHashKeyIndex, data }) => {
    const partitionKey = entry(partitionKeys, partitionKeyIndex);
    return explicitHashKeyIndex === undefined
      ? { partitionKey, data }
      : { partitionKey, explicitHashKey: entry(explicitHashKeys, explicitHashKeyIndex), data };
  });
}

function readRecord(reader: ProtobufReader): IndexedRecord {
  let partitionKeyIndex: number | undefined;
  let explicitHashKeyIndex: number | undefined;
  let data: Uint8Array | undefined;
  while (!reader.done) {
    const tag = reader.tag();
    switch (tag) {
      case RECORD_PARTITION_KEY_INDEX: partitionKeyIndex = reader.varint(); break;
      case RECORD_EXPLICIT_HASH_KEY_INDEX: explicitHashKeyIndex = reader.varint(); break;
      case RECORD_DATA: data = reader.data(); break;
      case RECORD_TAGS: checkTag(reader.message()); break;
      default: reader.skip(tag);
    }
  }
  if (partitionKeyIndex === undefined || data === undefined) throw new MalformedMessageError('a record lacks a required field');
  return { partitionKeyIndex, explicitHashKeyIndex, data };
}

/** Tags carry nothing yet, but one without its required key makes the whole message invalid for every proto2 reader. */
function checkTag(reader: ProtobufReader): void {
  let hasKey = false;
  while (!reader.done) {
    const tag = reader.tag();
    hasKey ||= tag === TAG_KEY;
    reader.skip(tag);
  }
  if (!hasKey) throw new MalformedMessageError('a tag lacks its key');
}

function entry(table: readonly string[], index: number): string {
  if (index >= table.length) throw new MalformedMessageError('an index points outside its key table');
  return table[index];
}
