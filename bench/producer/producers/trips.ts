import { readFileSync } from 'node:fs';
import type { Tally } from './assignment';
import { OUR_SETTINGS } from './our-settings';
import { putReceipts } from './put-receipts';
import { performWith } from './stage';
import { CompressionOptions, KinesisProducer } from '../../../runtime/producer';

/** What the producer of trips is told, as its only argument. */
export interface TripsAssignment {
  readonly endpoint: string;
  /** A file with a pair of partition key and record on each line, as JSON. */
  readonly trips: string;
  readonly compression?: CompressionOptions;
  /** Put each trip once, instead of over and over as the bench asks for it. */
  readonly once?: boolean;
}

/** Our producer with taxi trips, compressed or not. */
const { endpoint, trips, compression, once = false }: TripsAssignment = JSON.parse(process.argv[2] ?? '');
const records = readFileSync(trips, 'utf8').trimEnd().split('\n').map((line) => {
  const [partitionKey, data]: [string, string] = JSON.parse(line);
  return { partitionKey, data: Buffer.from(data) };
});
const producer = new KinesisProducer({ streamName: 'bench', endpoint, ...OUR_SETTINGS, compression });
void (once ? putOnce() : performWith(records, putReceipts(producer)));

async function putOnce(): Promise<void> {
  const { recordCount: sent, deliveredCount: acknowledged, failures } = await producer.putMany(records);
  await producer.close();
  const tally: Tally = { sent, acknowledged, failed: failures.length, error: failures[0]?.error.message };
  console.log(JSON.stringify(tally));
}
