import { DescribeStreamSummaryCommand } from '@aws-sdk/client-kinesis';
import { UserRecords } from './user-records';
import type { Clients } from '../emulator/clients';
import { ShardReader } from '../workers/shard-reader';

export interface StreamContent {
  /** Kinesis records. */
  readonly records: number;
  /** What is packed in them, counted by a library that is not the product's. */
  readonly userRecords: number;
  /** Those of them that differ. */
  readonly distinctUserRecords: number;
}

/** Reads a stream from its beginning. */
export async function readStream(clients: Clients, name: string): Promise<StreamContent> {
  const { StreamDescriptionSummary } = await clients.kinesis.send(new DescribeStreamSummaryCommand({ StreamName: name }));
  let records = 0;
  const userRecords = new UserRecords();
  for (const reader of await ShardReader.open(clients.kinesis, StreamDescriptionSummary?.StreamARN ?? '', { type: 'TRIM_HORIZON' })) {
    for (let atTip = false; !atTip;) {
      const answer = await reader.read(10_000);
      records += answer.records.length;
      for (const record of answer.records) userRecords.add(record);
      atTip = answer.atTip;
    }
  }
  return { records, userRecords: userRecords.count, distinctUserRecords: userRecords.distinct };
}
