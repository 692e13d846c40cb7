import { KinesisClient } from '@aws-sdk/client-kinesis';
import type { StartingPosition } from '../../../local/workers/shard-reader';
import { StreamFollower } from '../../../local/workers/stream-follower';
import type { StreamRecord } from '../../../local/workers/stream-record';
import { Workers } from '../../../local/workers/workers';

interface ShardRequest { readonly ShardId: string; readonly ShardIterator: string; readonly Timestamp?: number }

/** Shards as they came of each other, each with one record of the epoch that is its id; those with children are closed. */
function streamOf(parents: { readonly [shardId: string]: readonly string[] }) {
  const ids = Object.keys(parents);
  const childrenOf = (id: string) => ids.filter((child) => parents[child]?.includes(id));
  const answers: { readonly [operation: string]: (request: ShardRequest) => object } = {
    ListShards: () => ({
      Shards: ids.map((ShardId) => ({ ShardId, ParentShardId: parents[ShardId]?.[0], AdjacentParentShardId: parents[ShardId]?.[1] })),
    }),
    GetShardIterator: ({ ShardId, Timestamp = 0 }) => ({ ShardIterator: `${ShardId} ${Timestamp > 0 ? 1 : 0}` }),
    GetRecords: ({ ShardIterator }) => {
      const [id = '', read] = ShardIterator.split(' ');
      const Records = read === '0' ? [{ SequenceNumber: '1', PartitionKey: id, Data: Buffer.from(id).toString('base64') }] : [];
      const ChildShards = childrenOf(id).map((ShardId) => ({ ShardId, ParentShards: parents[ShardId] }));
      return ChildShards.length > 0 ? { Records, ChildShards } : { Records, NextShardIterator: `${id} 1`, MillisBehindLatest: 0 };
    },
  };
  return new KinesisClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: {
      handle: async ({ headers, body }: { readonly headers: { readonly [name: string]: string }; readonly body: Uint8Array }) => {
        const operation = headers['x-amz-target']?.split('.')[1] ?? '';
        const answer = answers[operation]?.(JSON.parse(new TextDecoder().decode(body)));
        return { response: { statusCode: 200, headers: {}, body: Buffer.from(JSON.stringify(answer)) } };
      },
    },
  });
}

async function shardsSeen(parents: { readonly [shardId: string]: readonly string[] }, position: StartingPosition = { type: 'TRIM_HORIZON' }): Promise<string[]> {
  const seen: string[] = [];
  const workers = new Workers();
  const consumer = {
    room: () => 100,
    take: async (records: readonly StreamRecord[]) => { seen.push(...records.map(({ partitionKey }) => partitionKey)); },
    pump: async () => false,
  };
  await new StreamFollower(streamOf(parents), workers, () => consumer).follow('arn:aws:kinesis:us-east-1:000000000000:stream/s', position);
  await workers.drain({ flush: true, patienceMillis: 20_000, moved: () => seen.length, stuck: () => 'nothing' });
  await workers.stop();
  return seen;
}

test('what a shard was split into is read when the shard is done, and a drain waits for it', async () => {
  const seen = await shardsSeen({ a: [], b: ['a'], c: ['a'], d: ['c'] });
  expect(seen[0]).toBe('a');
  expect([...seen].sort()).toEqual(['a', 'b', 'c', 'd']);
  expect(seen.indexOf('d')).toBeGreaterThan(seen.indexOf('c'));
});

test('what two shards were merged to is read once, when both are done', async () => {
  const seen = await shardsSeen({ a: [], b: [], c: ['a', 'b'] });
  expect(seen.slice(0, 2).sort()).toEqual(['a', 'b']);
  expect(seen.slice(2)).toEqual(['c']);
});

test('a shard whose parent the stream no longer has begins at once', async () => {
  expect(await shardsSeen({ b: ['gone'] })).toEqual(['b']);
});

test('what a shard was split into is not read from before the starting time either', async () => {
  const parents = { a: [], b: ['a'], c: ['a'], d: ['c'] };
  expect(await shardsSeen(parents, { type: 'AT_TIMESTAMP', timestamp: new Date(1_000) })).toEqual([]);
  expect((await shardsSeen(parents, { type: 'AT_TIMESTAMP', timestamp: new Date(0) })).sort()).toEqual(['a', 'b', 'c', 'd']);
});
