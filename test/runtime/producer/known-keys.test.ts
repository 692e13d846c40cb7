import { AggregatedRecordEncoder, decode, KeyPlace } from '../../../runtime/kpl-format';
import { hashKeyOf, newHashKey } from '../../../runtime/producer/hash-key';
import { KnownKeys } from '../../../runtime/producer/known-keys';
import { ShardMap } from '../../../runtime/producer/shard-map';

const QUARTER = 2n ** 126n;
const SHARDS = new ShardMap([0n, 1n, 2n, 3n].map((n) => {
  return { shardId: `shard-${n}`, startingHashKey: String(n * QUARTER), endingHashKey: String((n + 1n) * QUARTER - 1n) };
}));

function shardByHash(partitionKey: string, explicitHashKey?: string): string | undefined {
  const hashKey = newHashKey();
  hashKeyOf(partitionKey, explicitHashKey, hashKey);
  return SHARDS.find(hashKey)?.shardId;
}

test('the shard of a key is that of its hash, whether the key is new, known, known from before, or forgotten', () => {
  const keys = new KnownKeys(SHARDS);
  const wrong: string[] = [];
  const look = (key: string) => {
    if (keys.shardOf(key, undefined)?.shardId !== shardByHash(key)) wrong.push(key);
  };
  // short and long, of one byte a character and of more, and more of them than are known at a time
  for (let n = 0; n < 40_000; n++) {
    look(`k${n}`);
    look(`k${n % 100}`);
    if (n % 10 === 0) look(`key-with-many-characters-äöü-${n % 50}`);
  }
  expect(wrong).toEqual([]);
  expect(keys.shardOf('k1', '0')?.shardId).toBe('shard-0');
  expect(keys.shardOf('k1', String(4n * QUARTER - 1n))?.shardId).toBe('shard-3');
  expect(keys.shardOf('k1', undefined)?.shardId).toBe(shardByHash('k1'));
});

test('a key that comes again keeps its place; while most keys are new, none is remembered', () => {
  const keys = new KnownKeys(SHARDS);
  const placeOf = (key: string) => {
    keys.shardOf(key, undefined);
    return keys.place;
  };
  expect(placeOf('k')).toBeInstanceOf(KeyPlace);
  expect(placeOf('k')).toBe(placeOf('k'));
  let remembered = 0;
  for (let n = 0; n < 100_000; n++) if (placeOf(`new-${n}`) !== undefined) remembered++;
  expect(remembered).toBeGreaterThan(0);
  expect(remembered).toBeLessThan(70_000);
  // later it tries again
  let rounds = 0;
  while (placeOf(`again-${rounds % 10}`) === undefined && rounds < 5_000_000) rounds++;
  expect(placeOf('again-1')).toBe(placeOf('again-1'));
});

test('an aggregate made with places has each key once, and the same bytes as one made without', () => {
  const places = new Map<string, KeyPlace>();
  const [withPlaces, without] = [new AggregatedRecordEncoder(), new AggregatedRecordEncoder()];
  const records = Array.from({ length: 500 }, (_, n) => ({ partitionKey: `ключ-${n % 7}`, data: Buffer.from(`data ${n}`) }));
  for (let round = 0; round < 3; round++) {
    for (const record of records) {
      const place = places.get(record.partitionKey) ?? new KeyPlace(record.partitionKey);
      places.set(record.partitionKey, place);
      expect(withPlaces.add(record, 51_200, place)).toBe(true);
      without.add(record);
    }
    const aggregate = withPlaces.encode();
    expect(Buffer.from(aggregate).equals(without.encode())).toBe(true);
    expect(decode({ partitionKey: 'a', data: aggregate })).toHaveLength(500);
    withPlaces.clear();
    without.clear();
  }
});
