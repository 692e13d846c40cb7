import { EXPANDED_LIMIT, openBlock, startsWithBlockMagic } from '../compressed-block';
// by their own modules, so that nobody is given declarations of more than these
import { CompressedBlockError } from '../compressed-block/compressed-block-error';
import { decode } from '../kpl-format';
import type { UserRecord } from '../kpl-format/user-record';

/** A Kinesis record as a Lambda event has it (`event.Records[n].kinesis`). */
export interface KinesisRecord {
  readonly partitionKey: string;
  /** The bytes, or their Base64 text as in a Lambda event. */
  readonly data: Uint8Array | string;
}

/** A Kinesis record as `GetRecords` and `SubscribeToShard` of the AWS SDK give it. */
export interface SdkKinesisRecord {
  /** @default - empty; the service always has one */
  readonly PartitionKey?: string;
  /** @default - empty; the service always has some */
  readonly Data?: Uint8Array;
}

/** One record as an application put it. */
export interface ApplicationRecord extends UserRecord {
  /** Place among the user records of its Kinesis record, as the Kinesis Client Library counts; 0 for a record of its own. */
  readonly subSequenceNumber: number;
  /** Place in its compressed block. @default - it was not in a block */
  readonly recordIndex?: number;
}

/** A compressed block that cannot be read. */
export interface UnreadableBlock extends UserRecord {
  /** Place among the user records of its Kinesis record. */
  readonly subSequenceNumber: number;
  /** What is wrong with it. */
  readonly error: CompressedBlockError;
}

/** What is inside a Kinesis record; everything in it is in one of the two. */
export interface ReadRecordsResult {
  /** In the order of their puts. */
  readonly records: ApplicationRecord[];
  /** Empty when all went well. A bad block does not take its neighbours along. */
  readonly unreadable: UnreadableBlock[];
}

export interface ReadRecordsOptions {
  /**
   * Bytes that the compressed blocks of one Kinesis record may have together when they are expanded; what is beyond is unreadable.
   *
   * @default 16777216, which no producer of this package exceeds
   */
  readonly maxExpandedBytes?: number;
}

/**
 * The application's records inside a Kinesis record: a plain one comes back as itself, an aggregate of the Kinesis Producer Library is taken apart,
 * and so are compressed blocks, alone or inside of it. Never throws on bad bytes.
 *
 * `sequenceNumber`, `subSequenceNumber` and `recordIndex` together name a record for good: use them where a retry must not make a duplicate.
 */
export function readRecords(record: KinesisRecord | SdkKinesisRecord, options: ReadRecordsOptions = {}): ReadRecordsResult {
  const { maxExpandedBytes = EXPANDED_LIMIT } = options;
  const { partitionKey, data } = 'data' in record ? record : ofSdk(record);
  const bytes = typeof data === 'string' ? Buffer.from(data, 'base64') : data;
  const records: ApplicationRecord[] = [];
  const unreadable: UnreadableBlock[] = [];
  let left = maxExpandedBytes;
  decode({ partitionKey, data: bytes }).forEach((userRecord, subSequenceNumber) => {
    if (!startsWithBlockMagic(userRecord.data)) {
      records.push({ ...userRecord, subSequenceNumber });
      return;
    }
    try {
      const opened = openBlock(userRecord.data, left);
      left -= opened.expandedBytes;
      opened.records.forEach((inside, recordIndex) => records.push({ ...inside, subSequenceNumber, recordIndex }));
    } catch (error) {
      if (!(error instanceof CompressedBlockError)) throw error;
      unreadable.push({ ...userRecord, subSequenceNumber, error });
    }
  });
  return { records, unreadable };
}

function ofSdk({ PartitionKey: partitionKey = '', Data: data = new Uint8Array() }: SdkKinesisRecord): KinesisRecord {
  return { partitionKey, data };
}
