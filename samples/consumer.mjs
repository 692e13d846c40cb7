// Prints every record of the stream from the oldest on, until it is stopped. It saves no position: for that, see kcl-consumer/.
import { setTimeout as sleep } from 'node:timers/promises';
import { ExpiredIteratorException, GetRecordsCommand, GetShardIteratorCommand, KinesisClient, ListShardsCommand } from '@aws-sdk/client-kinesis';
import { required } from './environment.mjs';
import { decode } from './kpl-format.mjs';

const StreamName = required('STREAM_NAME');
const kinesis = new KinesisClient({});
/** A shard allows five reads a second, which all its readers share. */
const MILLIS_BETWEEN_READS = 1_000;

const readers = new Map();

/** Reads a shard once, however many of its parents lead to it. */
function startReading(shardId) {
  if (!readers.has(shardId)) readers.set(shardId, readToItsEnd(shardId));
}

async function iteratorOf(ShardId, sequenceNumber) {
  const position = sequenceNumber === undefined
    ? { ShardIteratorType: 'TRIM_HORIZON' }
    : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: sequenceNumber };
  const { ShardIterator } = await kinesis.send(new GetShardIteratorCommand({ StreamName, ShardId, ...position }));
  return ShardIterator;
}

async function readToItsEnd(shardId) {
  let lastRead;
  let iterator = await iteratorOf(shardId);
  while (iterator !== undefined) {
    try {
      const { Records = [], NextShardIterator, ChildShards = [] } = await kinesis.send(new GetRecordsCommand({ ShardIterator: iterator }));
      for (const record of Records) print(shardId, record);
      lastRead = Records.at(-1)?.SequenceNumber ?? lastRead;
      // a shard that was split or merged ends, and leads to the shards that follow it
      ChildShards.forEach((child) => startReading(child.ShardId));
      iterator = NextShardIterator;
    } catch (error) {
      // an iterator lives for five minutes, which a machine that slept may exceed
      if (!(error instanceof ExpiredIteratorException)) throw error;
      iterator = await iteratorOf(shardId, lastRead);
    }
    await sleep(MILLIS_BETWEEN_READS);
  }
  console.error(`read ${shardId} to its end`);
}

/** A record of the stream may hold many user records: the producer library aggregates them. */
function print(shardId, { PartitionKey, Data, SequenceNumber }) {
  const userRecords = decode({ partitionKey: PartitionKey, data: Data });
  userRecords.forEach(({ partitionKey, data }, position) =>
    console.log(`${shardId} ${SequenceNumber}:${position} ${partitionKey} ${Buffer.from(data).toString('utf8')}`));
}

/** The shards that hold the oldest records; they lead to all others. */
async function* oldestShards() {
  let page = { StreamName, ShardFilter: { Type: 'AT_TRIM_HORIZON' } };
  while (page !== undefined) {
    const { Shards, NextToken } = await kinesis.send(new ListShardsCommand(page));
    yield* Shards;
    page = NextToken && { NextToken };
  }
}

for await (const shard of oldestShards()) startReading(shard.ShardId);
// readers start further readers, so the map may grow while it is waited for
for (const reader of readers.values()) await reader;
