import {
  DescribeStreamCommand, DescribeStreamSummaryCommand, GetRecordsCommand, GetShardIteratorCommand, ListShardsCommand, PutRecordsCommand,
} from '@aws-sdk/client-kinesis';
import { ACCOUNT, REGION } from '../../../local/emulator/account';
import type { Actor, Stage } from '../stage';

export const tripsStream = ({ outputs }: Stage) => streamArn(outputs.get('StreamName'));
export const insightsStream = ({ outputs }: Stage) => streamArn(outputs.get('InsightsStreamName'));

export const describeStream = ({ kinesis }: Actor, StreamARN: string) => kinesis.send(new DescribeStreamCommand({ StreamARN }));
export const describeStreamSummary = ({ kinesis }: Actor, StreamARN: string) => kinesis.send(new DescribeStreamSummaryCommand({ StreamARN }));
export const listShards = ({ kinesis }: Actor, StreamARN: string) => kinesis.send(new ListShardsCommand({ StreamARN }));

/** An iterator, and the records behind it. */
export async function readRecords({ kinesis }: Actor, StreamARN: string): Promise<void> {
  const iterator = await kinesis.send(new GetShardIteratorCommand({ StreamARN, ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' }));
  await kinesis.send(new GetRecordsCommand({ StreamARN, ShardIterator: iterator.ShardIterator }));
}

export const putRecords = ({ kinesis }: Actor, StreamARN: string) =>
  kinesis.send(new PutRecordsCommand({ StreamARN, Records: [{ PartitionKey: 'k', Data: Buffer.from('{}') }] }));

function streamArn(name: string): string {
  return `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/${name}`;
}
