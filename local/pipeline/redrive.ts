import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type KinesisClient, PutRecordsCommand, type PutRecordsRequestEntry } from '@aws-sdk/client-kinesis';
import type { Clients } from '../emulator/clients';
import { getObject } from '../read-back/bucket';
import { errorObjectKeys } from '../read-back/curated';
import { readErrorLines } from '../read-back/error-lines';
import type { DeliveryConfiguration } from '../workers/firehose/configuration';

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html allows 500, and 5 MiB with their keys; some room is left. */
const MOST_RECORDS = 500;
const MOST_BYTES = 4 * 1024 * 1024;
const PAUSE_MILLIS = 200;

/**
 * Puts back on its stream what a delivery stream has under its error prefix because the transform function failed: the source records are
 * there as they came. What the function refused stays where it is.
 * @returns how many records that were.
 */
export async function redrive(clients: Clients, delivery: DeliveryConfiguration): Promise<number> {
  const records: PutRecordsRequestEntry[] = [];
  for (const key of await errorObjectKeys(clients, delivery)) {
    for (const { data, functionFailed } of readErrorLines(await getObject(clients, delivery.bucket, key), key)) {
      if (functionFailed) records.push({ Data: data, PartitionKey: createHash('sha256').update(data).digest('hex') });
    }
  }
  for (const batch of batchesOf(records)) await putAll(clients.kinesis, delivery.streamArn, batch);
  return records.length;
}

function batchesOf(records: readonly PutRecordsRequestEntry[]): PutRecordsRequestEntry[][] {
  const batches: PutRecordsRequestEntry[][] = [];
  let bytes = Infinity;
  for (const record of records) {
    const size = (record.Data?.byteLength ?? 0) + 64;
    if (bytes + size > MOST_BYTES || batches.at(-1)?.length === MOST_RECORDS) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(record);
    bytes += size;
  }
  return batches;
}

async function putAll(kinesis: KinesisClient, StreamARN: string, batch: readonly PutRecordsRequestEntry[]): Promise<void> {
  for (let left = [...batch]; left.length > 0;) {
    const { Records = [] } = await kinesis.send(new PutRecordsCommand({ StreamARN, Records: left }));
    left = left.filter((_, index) => Records[index]?.ErrorCode !== undefined);
    if (left.length > 0) await sleep(PAUSE_MILLIS);
  }
}
