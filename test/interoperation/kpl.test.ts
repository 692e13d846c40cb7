import { readRecording } from './recording';
import { interoperableRecords, lineOf } from './user-records';
import { decode, isAggregated, UserRecord } from '../../runtime/kpl-format';
import { hashOf } from '../runtime/producer/fake-kinesis';

const HASH_KEYS = 2n ** 128n;
const { shards, records } = readRecording();
const recorded = records.map(({ shardId, partitionKey, explicitHashKey, data }) => {
  return { shardId, partitionKey, explicitHashKey: explicitHashKey ?? undefined, data: Buffer.from(data, 'base64') };
});

/** The library gives a record that travels alone the hash of its own partition key as explicit hash key. */
function asPut({ partitionKey, explicitHashKey, data }: UserRecord): UserRecord {
  return explicitHashKey === String(hashOf({ partitionKey })) ? { partitionKey, data } : { partitionKey, explicitHashKey, data };
}

test('every record that the Kinesis Producer Library wrote is read', () => {
  expect(recorded.filter(({ data }) => isAggregated(data)).length).toBeGreaterThanOrEqual(shards);
  expect(recorded.flatMap((record) => decode(asPut(record))).map(lineOf).sort()).toEqual(interoperableRecords().map(lineOf).sort());
});

test('the Kinesis Producer Library and this project agree about where a key belongs', () => {
  for (const record of recorded) {
    for (const user of decode(record)) {
      const shard = hashOf(user) * BigInt(shards) / HASH_KEYS;
      expect(record.shardId).toBe(`shardId-${String(shard).padStart(12, '0')}`);
    }
  }
});
