import { readRecords, type ApplicationRecord } from '../../consumer';
import type { Reason, RecordReader, RecordVisitor } from '../../schema';
import { reasonOf } from '../shared/unreadable-block';

const OPEN_OBJECT = 0x7b;

/** Takes what a record of an event holds. */
export interface UserRecordVisitor extends RecordVisitor {
  /** A compressed block that cannot be read. */
  unreadable(reason: Reason): void;
  /** Before a record that was packed with others. */
  beginUserRecord(origin: ApplicationRecord): void;
  /** Behind it. */
  endUserRecord(): void;
}

/** Reads what a record of an event holds: one user record, or several, as a KPL aggregate, as compressed blocks or as lines. */
export function readUserRecords(reader: RecordReader, data: string, visitor: UserRecordVisitor): void {
  const { record } = reader;
  record.decode(data);
  if (record.memory.bytes[0] === OPEN_OBJECT) {
    reader.readTaken(visitor);
    return;
  }
  const { records, unreadable } = readRecords({ partitionKey: '', data });
  for (const block of unreadable) visitor.unreadable(reasonOf(block));
  for (const userRecord of records) {
    visitor.beginUserRecord(userRecord);
    reader.read(userRecord.data, visitor);
    visitor.endUserRecord();
  }
}
