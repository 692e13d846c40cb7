import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { AggregatedRecordEncoder } from '../../../runtime/kpl-format';

const PER_AGGREGATE = 50;
const PER_CALL = 100;

/** Puts readings, fifty to a Kinesis record; every thousandth is negative, which the pipeline refuses. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { records: { type: 'string' }, trips: { type: 'string' }, report: { type: 'string' } } });
  const total = Number(values.records);
  const entries: Array<{ PartitionKey: string; Data: Uint8Array }> = [];
  for (let first = 0; first < total; first += PER_AGGREGATE) {
    const encoder = new AggregatedRecordEncoder();
    for (let i = first; i < Math.min(first + PER_AGGREGATE, total); i++) {
      encoder.add({ partitionKey: String(i), data: Buffer.from(JSON.stringify(reading(i))) });
    }
    entries.push({ PartitionKey: String(first), Data: encoder.encode() });
  }
  const kinesis = new KinesisClient({ requestHandler: new NodeHttpHandler() });
  for (let first = 0; first < entries.length; first += PER_CALL) {
    const { FailedRecordCount } = await kinesis.send(new PutRecordsCommand({
      StreamName: process.env.STREAM_NAME, Records: entries.slice(first, first + PER_CALL),
    }));
    if (FailedRecordCount !== 0) throw new Error(`${FailedRecordCount} records were refused`);
  }
  writeFileSync(values.report ?? '', JSON.stringify({ read: total, rejected: 0, acknowledged: total, failed: 0 }));
}

function reading(i: number): object {
  const read_at = new Date(Date.UTC(2026, 0, 1) + i * 1000).toISOString();
  return { id: String(i), read_at, amount: i % 1000 === 999 ? -1 : (i % 5000) / 100, place: i % 7 === 0 ? null : `place ${i % 7}` };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
