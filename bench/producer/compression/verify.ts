import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { readRecords } from '../../../runtime/consumer';
import { hashKeyOf, newHashKey } from '../../../runtime/producer/hash-key';
import type { WorkloadRecord } from '../producers/workload';

const WORD = 2 ** 32;

/** What consumers found of records that were put once each. */
export interface Verification {
  /** Records that were not acknowledged, or not found as they were put. */
  readonly lost: number;
  /** Records on another shard than their own partition key says. */
  readonly wrongShard: number;
}

/** Reads what the sink recorded into the file back, and holds it against what was put. */
export async function verify(records: readonly WorkloadRecord[], acknowledged: number, file: string, shards: number): Promise<Verification> {
  const missing = new Map(records.map(({ partitionKey, data }) => [partitionKey, data]));
  const hashKey = newHashKey();
  let wrongShard = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const { shardId, partitionKey: outerKey, data: recorded }: { shardId: string; partitionKey: string; data: string } = JSON.parse(line);
    const { records: found, unreadable } = readRecords({ partitionKey: outerKey, data: recorded });
    for (const { error } of unreadable) throw error;
    for (const { partitionKey, data } of found) {
      hashKeyOf(partitionKey, undefined, hashKey);
      // shards of equal size, by the first word of the hash key
      if (Number(shardId.slice('shardId-'.length)) !== Math.floor(hashKey[0] / WORD * shards)) wrongShard++;
      if (missing.get(partitionKey)?.equals(data)) missing.delete(partitionKey);
    }
  }
  return { lost: Math.max(missing.size, records.length - acknowledged), wrongShard };
}
