// Puts each line of standard input as one record: node producer.mjs [field of the partition key] < records.jsonl
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { KinesisProducer } from 'streaming-analytics-pipeline/producer';
import { required } from './environment.mjs';

const [keyField] = process.argv.slice(2);
const producer = new KinesisProducer({ streamName: required('STREAM_NAME') });
let delivered = 0;
const failures = [];

/** Without a field, a key of its own spreads records over all shards. */
function partitionKeyOf(line) {
  return keyField === undefined ? randomUUID() : String(JSON.parse(line)[keyField]);
}

async function put(line, number) {
  try {
    await producer.put({ partitionKey: partitionKeyOf(line), data: line });
    delivered++;
  } catch (error) {
    failures.push(`line ${number}: ${error.message}`);
  }
}

// what is put and not yet settled; the producer packs many records into one request, so none is waited for alone
const settling = new Set();
const MOST_AT_ONCE = 5_000;
let number = 0;
for await (const line of createInterface({ input: process.stdin })) {
  number++;
  if (line.trim() === '') continue;
  const settled = put(line, number).finally(() => settling.delete(settled));
  settling.add(settled);
  if (settling.size >= MOST_AT_ONCE) await Promise.race(settling);
}
await Promise.all(settling);
await producer.close();

console.log(`${delivered} records delivered, ${failures.length} failed`);
failures.forEach((failure) => console.error(failure));
process.exitCode = failures.length === 0 ? 0 : 1;
