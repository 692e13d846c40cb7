import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { failingFunction } from '../../../local/faults/failing-function';
import { inflictAll, prepareAll } from '../../../local/faults/fault';
import { killedSearch } from '../../../local/faults/killed-search';
import { rolledOverIndex } from '../../../local/faults/rolled-over-index';
import { splitShard } from '../../../local/faults/split-shard';
import { throttledStreams } from '../../../local/faults/throttled-streams';
import { WorkerLog } from '../../../local/workers/worker-log';

const folder = mkdtempSync(join(tmpdir(), 'faults-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';

test('a fault begins when it is due, or when nothing more comes, and says how often it was met', async () => {
  const order: string[] = [];
  let ready = false;
  const fault = (name: string, due: () => boolean) => ({ name, due, inflict: async () => order.push(name) });
  const early = { ...fault('early', () => true), inflict: async () => { ready = true; return order.push('early'); } };
  const never = fault('never due', () => false);
  const reports = await inflictAll([never, fault('later', () => ready), early], () => order.length === 2);
  expect(order).toEqual(['early', 'later', 'never due']);
  expect(reports.map(({ name, hits }) => [name, hits])).toEqual([['never due', 3], ['later', 2], ['early', 1]]);
});

test('streams are throttled as long as the file is there, and what met that is counted by the emulator', async () => {
  const file = join(folder, 'throttle');
  const fault = throttledStreams(file, 50);
  expect(fault.due()).toBe(true);
  const over = fault.inflict();
  expect(existsSync(file)).toBe(true);
  writeFileSync(`${file}.hits`, '{"PutRecords":40,"GetRecords":2}');
  expect(await over).toBe(42);
  expect(existsSync(file)).toBe(false);
});

test('streams that nothing used meanwhile met nothing', async () => {
  expect(await throttledStreams(join(folder, 'unused'), 1).inflict()).toBe(0);
});

test('a function loses its handler and gets it back', async () => {
  const handlers: string[] = [];
  const log = new WorkerLog();
  const client = new LambdaClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: {
      handle: async ({ method, body }: { readonly method: string; readonly body?: string }) => {
        if (method === 'PUT') handlers.push(JSON.parse(String(body)).Handler);
        const answer = { Handler: 'index.handler', LastUpdateStatus: 'Successful', Configuration: { LastUpdateStatus: 'Successful' } };
        return { response: { statusCode: 200, headers: {}, body: Buffer.from(JSON.stringify(answer)) } };
      },
    },
  });
  const fault = failingFunction('f fails', client, ARN, log, 1);
  await prepareAll([fault, throttledStreams(join(folder, 'not-begun'))]);
  expect(handlers).toEqual(['deployed-by-mistake.handler']);
  expect(fault.due()).toBe(true);
  const over = fault.inflict();
  await sleep(50);
  expect(handlers).toHaveLength(1);
  log.failed(ARN, 'no such handler');
  expect(await over).toBe(1);
  expect(handlers).toEqual(['deployed-by-mistake.handler', 'index.handler']);
});

test('search is killed while its indexer runs, and started again', async () => {
  const calls: string[] = [];
  const log = new WorkerLog();
  const search = {
    endpoint: '127.0.0.1:1',
    kill: async () => { calls.push('kill'); },
    restart: async () => { calls.push('restart'); },
  };
  const fault = killedSearch(search, ARN, log, 1);
  expect(fault.due()).toBe(false);
  const hits = await log.invocation(ARN, async () => {
    expect(fault.due()).toBe(true);
    const over = fault.inflict();
    await log.invocation(ARN, async () => undefined);
    return over;
  });
  expect(calls).toEqual(['kill', 'restart']);
  expect(hits).toBe(2);
  expect(log.runningOf(ARN)).toBe(0);
});

test('a shard is split in its middle, and its children are counted', async () => {
  const asked: Array<readonly [string, object]> = [];
  const half = 2n ** 127n;
  const answers: { readonly [operation: string]: (request: { readonly ShardFilter?: object }) => object } = {
    DescribeStreamSummary: () => ({ StreamDescriptionSummary: { StreamARN: 'arn:aws:kinesis:us-east-1:000000000000:stream/s' } }),
    ListShards: ({ ShardFilter }) => ({
      Shards: ShardFilter === undefined
        ? [{ ShardId: 'a' }, { ShardId: 'b', ParentShardId: 'a' }, { ShardId: 'c', ParentShardId: 'a' }]
        : [{ ShardId: 'a', HashKeyRange: { StartingHashKey: '0', EndingHashKey: String(2n * half - 1n) } }],
    }),
    SplitShard: () => ({}),
  };
  const kinesis = new KinesisClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: {
      handle: async ({ headers, body }: { readonly headers: { readonly [name: string]: string }; readonly body: Uint8Array }) => {
        const operation = headers['x-amz-target']?.split('.')[1] ?? '';
        const request = JSON.parse(new TextDecoder().decode(body));
        asked.push([operation, request]);
        return { response: { statusCode: 200, headers: {}, body: Buffer.from(JSON.stringify(answers[operation]?.(request) ?? {})) } };
      },
    },
  });
  const log = new WorkerLog();
  const fault = splitShard(kinesis, 's', ARN, log);
  expect(fault.due()).toBe(false);
  await log.invocation(ARN, async () => undefined);
  expect(fault.due()).toBe(true);
  expect(await fault.inflict()).toBe(2);
  expect(asked).toContainEqual(['SplitShard', expect.objectContaining({ ShardToSplit: 'a', NewStartingHashKey: String(half) })]);
});

describe('an index rolled over', () => {
  const answers: [number, string][] = [];
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const [status, body] = answers.shift() ?? [503, '{}'];
    response.writeHead(status).end(body);
  });
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => server.close());
  const fault = (log: WorkerLog, longestMillis?: number) => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the server does not listen');
    return rolledOverIndex(`127.0.0.1:${address.port}`, 'trips', ARN, log, longestMillis);
  };

  test('begins once there are documents, and waits for a search that is down', async () => {
    const log = new WorkerLog();
    expect(fault(log).due()).toBe(false);
    await log.invocation(ARN, async () => undefined);
    expect(fault(log).due()).toBe(true);
    answers.push([503, 'down'], [200, '{"rolled_over":true}']);
    expect(await fault(log).inflict()).toBe(1);
    expect(asked).toEqual(['POST /trips/_rollover', 'POST /trips/_rollover']);
  });

  test('fails with what OpenSearch says when it never does', async () => {
    answers.push([200, '{"rolled_over":false}']);
    await expect(fault(new WorkerLog(), -1).inflict()).rejects.toThrow('OpenSearch did not roll trips over: 200 {"rolled_over":false}');
  });
});
