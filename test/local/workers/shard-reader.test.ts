import { KinesisClient } from '@aws-sdk/client-kinesis';
import { ShardReader, type StartingPosition } from '../../../local/workers/shard-reader';

const STREAM = 'arn:aws:kinesis:us-east-1:000000000000:stream/s';
const OPENED = 1_545_084_650;

/** A shard of one record whose iterators expire when their number is among these. @returns the client and the places that were asked for. */
function shardWhoseIteratorsExpire(...expired: readonly number[]) {
  const places: object[] = [];
  const answer = (operation: string, body: string): { readonly statusCode: number; readonly answer: object } => {
    const { StreamARN: _, ShardId: __, ShardIterator, ...place }: { [name: string]: unknown } = JSON.parse(body);
    if (operation === 'ListShards') return { statusCode: 200, answer: { Shards: [{ ShardId: 'shardId-000000000000' }] } };
    if (operation === 'GetShardIterator') return { statusCode: 200, answer: { ShardIterator: String(places.push(place)) } };
    if (expired.includes(Number(ShardIterator))) return { statusCode: 400, answer: { __type: 'ExpiredIteratorException', message: 'Iterator expired.' } };
    return { statusCode: 200, answer: { Records: [{ SequenceNumber: '7', PartitionKey: 'k', Data: '' }], NextShardIterator: '2', MillisBehindLatest: 0 } };
  };
  const kinesis = new KinesisClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: {
      handle: async ({ headers, body }: { readonly headers: { readonly [name: string]: string }; readonly body: Uint8Array }) => {
        const { statusCode, answer: told } = answer(headers['x-amz-target']?.split('.')[1] ?? '', new TextDecoder().decode(body));
        return { response: { statusCode, headers: {}, body: Buffer.from(JSON.stringify(told)) } };
      },
    },
  });
  return { kinesis, places };
}

async function open(kinesis: KinesisClient, position: StartingPosition): Promise<ShardReader> {
  const [reader] = await ShardReader.open(kinesis, STREAM, position);
  if (reader === undefined) throw new Error('the stream has a shard');
  return reader;
}

test.each<[StartingPosition, object]>([
  [{ type: 'TRIM_HORIZON' }, { ShardIteratorType: 'TRIM_HORIZON' }],
  [{ type: 'AT_TIMESTAMP', timestamp: new Date(1_000_000) }, { ShardIteratorType: 'AT_TIMESTAMP', Timestamp: 1000 }],
  // the tip has moved since
  [{ type: 'LATEST' }, { ShardIteratorType: 'AT_TIMESTAMP', Timestamp: OPENED }],
])('an iterator that expires before the first record leads to where %j was', async (position, again) => {
  const { kinesis, places } = shardWhoseIteratorsExpire(1);
  jest.useFakeTimers({ doNotFake: ['setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask', 'performance'], now: OPENED * 1000 });
  try {
    const reader = await open(kinesis, position);
    jest.setSystemTime((OPENED + 301) * 1000);
    expect(await reader.read(10)).toEqual({ records: [], atTip: false });
    expect((await reader.read(10)).records.map(({ sequenceNumber }) => sequenceNumber)).toEqual(['7']);
  } finally {
    jest.useRealTimers();
  }
  expect(places).toEqual([expect.objectContaining({ ShardIteratorType: position.type }), again]);
});

test('one that expires later leads behind the last record that was read', async () => {
  const { kinesis, places } = shardWhoseIteratorsExpire(2);
  const reader = await open(kinesis, { type: 'TRIM_HORIZON' });
  await reader.read(10);
  await reader.read(10);
  expect(places[1]).toEqual({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: '7' });
});
