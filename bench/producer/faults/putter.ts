import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { FaultsAssignment, OUTCOME, RECORDS_PER_NEWS } from './assignment';
import { KinesisProducer, ProducerError } from '../../../runtime/producer';

/** Records that are put before their results are looked at. */
const TOGETHER = 1000;
/** Such groups whose results are not known yet. They are of this program, not of the producer: of twice as many, the engine lets 100 MiB of garbage gather. */
const GROUPS = 10;

/** Puts numbered records while the sink misbehaves, and writes down how each ended: see `sink/workload.go`, numbered. */
async function main({ endpoint, records, recordBytes, keys, strictOrder, outcomes }: FaultsAssignment): Promise<void> {
  const producer = new KinesisProducer({
    streamName: 'bench',
    region: 'us-east-1',
    endpoint,
    strictOrder,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    // a million records are many calls then, of which a few per cent suffer
    collectionMaxSize: 131_072,
  });
  const ended = Buffer.alloc(records, OUTCOME.none);
  const errors = new Map<string, number>();
  const put = async (record: number) => {
    const partitionKey = `pk-${String(record % keys).padStart(6, '0')}`;
    const data = Buffer.from(String(record).padStart(10, '0').padEnd(recordBytes, '.'), 'latin1');
    try {
      await producer.put({ partitionKey, data });
      ended[record] = OUTCOME.delivered;
    } catch (error) {
      if (!(error instanceof ProducerError)) throw error;
      ended[record] = OUTCOME.failed;
      errors.set(error.code, (errors.get(error.code) ?? 0) + 1);
    }
  };
  const groups: Promise<unknown>[] = [];
  for (let next = 0; next < records;) {
    const group: Promise<void>[] = [];
    for (const end = Math.min(records, next + TOGETHER); next < end; next++) group.push(put(next));
    groups.push(Promise.all(group));
    if (groups.length >= GROUPS) await groups.shift();
    if (next % RECORDS_PER_NEWS === 0) console.log(next);
  }
  await Promise.all(groups);
  await producer.close();
  writeFileSync(outcomes, ended);
  console.log(JSON.stringify(Object.fromEntries(errors)));
  // stays until it has been looked at
  for await (const line of createInterface({ input: process.stdin })) console.log(line);
}

void main(JSON.parse(process.argv[2] ?? ''));
