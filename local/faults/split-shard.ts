import { DescribeStreamSummaryCommand, type KinesisClient, ListShardsCommand, SplitShardCommand } from '@aws-sdk/client-kinesis';
import type { Fault } from './fault';
import type { WorkerLog } from '../workers/worker-log';

/** A shard is split in the middle while records come: whoever reads must finish it and go on with what it became. */
export function splitShard(kinesis: KinesisClient, StreamName: string, functionArn: string, log: WorkerLog): Fault {
  return {
    name: 'shard split',
    due: () => log.invocationsOf(functionArn) > 0,
    inflict: async () => {
      const { StreamDescriptionSummary: { StreamARN } = {} } = await kinesis.send(new DescribeStreamSummaryCommand({ StreamName }));
      const { Shards: [shard] = [] } = await kinesis.send(new ListShardsCommand({ StreamARN, ShardFilter: { Type: 'AT_LATEST' } }));
      const { StartingHashKey = '0', EndingHashKey = '0' } = shard?.HashKeyRange ?? {};
      const middle = (BigInt(StartingHashKey) + BigInt(EndingHashKey)) / 2n + 1n;
      await kinesis.send(new SplitShardCommand({ StreamARN, ShardToSplit: shard?.ShardId, NewStartingHashKey: String(middle) }));
      const { Shards = [] } = await kinesis.send(new ListShardsCommand({ StreamARN }));
      return Shards.filter(({ ParentShardId }) => ParentShardId === shard?.ShardId).length;
    },
  };
}
