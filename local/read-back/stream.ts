import { DescribeStreamSummaryCommand } from '@aws-sdk/client-kinesis';
import { deaggregateSync } from 'aws-kinesis-agg';
import type { Clients } from '../emulator/clients';
import { ShardReader } from '../workers/shard-reader';

export interface StreamContent {
  /** Kinesis records. */
  readonly records: number;
  /** What is packed in them, counted by a library that is not the product's. */
  readonly userRecords: number;
}

/** Reads a stream from its beginning. */
export async function readStream(clients: Clients, name: string): Promise<StreamContent> {
  const { StreamDescriptionSummary } = await clients.kinesis.send(new DescribeStreamSummaryCommand({ StreamName: name }));
  const content = { records: 0, userRecords: 0 };
  for (const reader of await ShardReader.open(clients.kinesis, StreamDescriptionSummary?.StreamARN ?? '', { type: 'TRIM_HORIZON' })) {
    for (let atTip = false; !atTip;) {
      const answer = await reader.read(10_000);
      content.records += answer.records.length;
      for (const record of answer.records) content.userRecords += countUserRecords(record.partitionKey, record.sequenceNumber, record.data);
      atTip = answer.atTip;
    }
  }
  return content;
}

function countUserRecords(partitionKey: string, sequenceNumber: string, data: Uint8Array): number {
  let count = 0;
  let failure: Error | undefined;
  const payload = {
    kinesisSchemaVersion: '1.0',
    approximateArrivalTimestamp: 0,
    partitionKey,
    sequenceNumber,
    data: Buffer.from(data).toString('base64'),
  };
  deaggregateSync(payload, true, (error: Error | null, userRecords) => {
    failure = error ?? undefined;
    count = userRecords?.length ?? 0;
  });
  if (failure !== undefined) throw new Error(`aws-kinesis-agg cannot read record ${sequenceNumber}: ${failure.message}`);
  return count;
}
