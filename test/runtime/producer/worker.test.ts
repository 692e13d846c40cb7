import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { FaultServer } from './fault-server';
import { recordNumber } from './ledger';
import type * as published from '../../../runtime/producer';

const ROOT = resolve(__dirname, '../../..');
const NAME = 'streaming-analytics-pipeline';

let folder: string;
let library: typeof published;
let server: FaultServer;
let producer: published.WorkerKinesisProducer;

// as it is published: the thread runs a file
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'producer-worker-'));
  const lib = join(folder, 'node_modules', NAME, 'lib', 'producer');
  mkdirSync(lib, { recursive: true });
  writeFileSync(join(folder, 'node_modules', NAME, 'package.json'), JSON.stringify({ name: NAME, version: '0.0.0', exports: { './producer': './lib/producer/index.js' } }));
  const common = ['--bundle', '--platform=node', '--target=node20', '--format=cjs', '--main-fields=module,main', '--log-level=error', `--outdir=${lib}`];
  for (const words of [['runtime/producer/index.ts'], ['runtime/producer/producer-thread.ts', `--external:${NAME}`]]) {
    execFileSync(join(ROOT, 'node_modules/.bin/esbuild'), [...words, ...common], { cwd: ROOT });
  }
  library = jest.requireActual<typeof published>(join(lib, 'index.js'));
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

async function start(options: Partial<published.KinesisProducerOptions> = {}): Promise<void> {
  producer = new library.WorkerKinesisProducer({
    streamName: 'trips',
    region: 'eu-central-1',
    endpoint: await server.start(4),
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    retryPolicy: { throttle: { baseDelay: 1 }, fault: { baseDelay: 1 } },
    ...options,
  });
}

/** The thread itself, so that it can be ended behind the producer's back. */
function thread(): Worker {
  const worker: unknown = Reflect.get(producer, 'worker');
  if (worker instanceof Worker) return worker;
  throw new Error('the producer has no worker');
}

beforeEach(() => {
  server = new FaultServer();
});

afterEach(async () => {
  await producer.close();
  await server.stop();
});

test('records of put, putMany and a sink arrive, each is told of, and the thread ends', async () => {
  await start();
  const puts = Array.from({ length: 1000 }, (_, n) => producer.put(recordNumber(n)));
  const many = producer.putMany(Array.from({ length: 1000 }, (_, n) => recordNumber(1000 + n)));
  const all = producer.putAll((function* records() {
    for (let n = 2000; n < 5000; n++) yield recordNumber(n, n % 100 === 0 ? 200_000 : 100);
  })());
  const results = await Promise.all(puts);
  expect(new Set(results.map(({ shardId }) => shardId)).size).toBe(4);
  expect(results.every(({ sequenceNumber, attempts }) => sequenceNumber !== '' && attempts.at(-1)?.success === true)).toBe(true);
  expect(await many).toEqual({ recordCount: 1000, deliveredCount: 1000, failures: [] });
  expect(await all).toEqual({ recordCount: 3000, deliveredCount: 3000 });
  expect(server.ledger).toMatchObject({ count: 5000, duplicates: 0, damaged: 0 });
  expect(await producer.metrics()).toMatchObject({ UserRecordsReceived: 5000, UserRecordsPut: 5000, UserRecordsPending: 0 });
  expect(await producer.capacityEstimate()).toBeDefined();
  await expect(producer.capacityEstimate({ reserve: 2 })).rejects.toBeInstanceOf(library.InvalidOptionsError);
  const exited = new Promise((done) => thread().once('exit', done));
  await producer.close();
  await exited;
  expect(await producer.metrics()).toMatchObject({ UserRecordsPut: 5000 });
  await expect(producer.put(recordNumber(0))).rejects.toBeInstanceOf(library.ProducerClosedError);
}, 60_000);

test('throttles, faults and cut answers are tried again, and order is kept when asked for', async () => {
  await start({ strictOrder: true });
  server.faults = { throttle: 0.1, internalFailure: 0.1, cut: 0.1 };
  const receipts: Promise<published.PutReceipt>[] = [];
  const puts: Promise<published.PutResult>[] = [];
  for (let n = 0; n < 3000; n++) {
    if (n % 2 === 0) puts.push(producer.put(recordNumber(n)));
    else receipts.push(producer.putMany([recordNumber(n)]));
    if (n % 500 === 0) await producer.flush();
  }
  const results = await Promise.all(puts);
  expect(results.some(({ attempts }) => attempts.length > 1)).toBe(true);
  expect((await Promise.all(receipts)).every(({ deliveredCount }) => deliveredCount === 1)).toBe(true);
  expect(server.ledger).toMatchObject({ count: 3000, inversions: 0 });
}, 60_000);

test('errors are of the same classes, and name the record', async () => {
  await start();
  const [invalid, large, tooLarge, good] = await Promise.allSettled([
    producer.put({ partitionKey: '', data: 'x' }),
    producer.put({ partitionKey: 'large', data: Buffer.alloc(1_100_000) }),
    producer.put({ partitionKey: 'too large', data: Buffer.alloc(20_000_000) }),
    producer.put(recordNumber(1)),
  ]);
  expect(invalid).toMatchObject({ reason: expect.any(library.InvalidRecordError) });
  expect(large).toMatchObject({ reason: expect.any(library.RecordTooLargeError) });
  expect(large).toMatchObject({ reason: { name: 'RecordTooLargeError', code: 'RecordTooLarge', message: expect.stringContaining('"large"') } });
  expect(tooLarge).toMatchObject({ reason: expect.any(library.RecordTooLargeError) });
  expect(good).toMatchObject({ status: 'fulfilled' });
  const { deliveredCount, failures } = await producer.putMany([recordNumber(2), { partitionKey: 'large', data: Buffer.alloc(1_100_000) }, recordNumber(3)]);
  expect(deliveredCount).toBe(2);
  expect(failures).toMatchObject([{ index: 1, error: expect.any(library.RecordTooLargeError) }]);
});

test('what cannot cross into the thread is refused with every problem, as are the options of every producer', () => {
  server = new FaultServer();
  const credentials = async () => ({ accessKeyId: 'a', secretAccessKey: 'b' });
  const make = () => new library.WorkerKinesisProducer({ credentials, retryPolicy: { retryWhen: () => true }, onThroughput: () => undefined });
  expect(make).toThrow(library.InvalidOptionsError);
  expect(make).toThrow(/exactly one of streamName.*onThroughput is set, which cannot cross.*credentials is a function.*retryPolicy.retryWhen is set/);
});

test('puts wait for room, or are refused, as in the caller\'s thread', async () => {
  await start({ bufferMaxSize: 1_100_000 });
  const puts = Array.from({ length: 200 }, (_, n) => producer.put(recordNumber(n, 20_000)));
  const receipt = producer.putMany(Array.from({ length: 200 }, (_, n) => recordNumber(200 + n, 20_000)));
  await Promise.all(puts);
  expect((await receipt).deliveredCount).toBe(200);
  expect(server.ledger.count).toBe(400);
  await producer.close();
  await server.stop();
  await start({ bufferMaxSize: 1_100_000, whenBufferFull: 'reject' });
  const [first, second] = await Promise.allSettled([producer.put(recordNumber(0, 900_000)), producer.put(recordNumber(1, 900_000))]);
  expect(first.status).toBe('fulfilled');
  expect(second).toMatchObject({ reason: expect.any(library.BufferFullError) });
}, 60_000);

test('when the thread ends of itself, every record has its error: sent, not sent yet, and waiting for room', async () => {
  await start({ bufferMaxSize: 1_100_000, recordMaxBufferedTime: 20_000 });
  const sent = Array.from({ length: 10 }, (_, n) => producer.put(recordNumber(n)));
  const metrics = await producer.metrics();
  expect(metrics.UserRecordsPending).toBe(10);
  const receipt = producer.putMany([recordNumber(10), recordNumber(11)]);
  const ended = thread().terminate();
  const waiting = Array.from({ length: 3 }, (_, n) => producer.put(recordNumber(n, 600_000)));
  const question = producer.metrics();
  const error = { name: 'WorkerThreadError', code: 'WorkerThreadEnded', message: expect.stringContaining('may be in the stream or not') };
  const outcomes = await Promise.allSettled([...sent, ...waiting]);
  for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: error });
  expect((await receipt).failures).toMatchObject([{ index: 0, error }, { index: 1, error }]);
  await expect(question).rejects.toMatchObject(error);
  await ended;
  await expect(producer.put(recordNumber(0))).rejects.toBeInstanceOf(library.WorkerThreadError);
  await producer.flush();
  await producer.close();
});

test('close at its deadline: what is not delivered fails, with the reason', async () => {
  await start({ bufferMaxSize: 1_100_000 });
  server.faults = { stalledCalls: Array.from({ length: 50 }, (_, call) => call) };
  const puts = Array.from({ length: 3 }, (_, n) => producer.put(recordNumber(n, 600_000)));
  const settled = Promise.allSettled(puts);
  await producer.close({ deadline: 50 });
  for (const outcome of await settled) {
    expect(outcome).toMatchObject({ reason: expect.any(library.ProducerClosedError) });
    expect(outcome).toMatchObject({ reason: { message: expect.stringMatching(/close reached its deadline( of 50 ms| while)/) } });
  }
});

test('flush and close wait for nothing but the stream, also with records that wait for room', async () => {
  // the records expire where the buffered time is waited for
  await start({ bufferMaxSize: 1_100_000, recordMaxBufferedTime: 19_999, recordTtl: 20_000 });
  const records = (from: number) => Array.from({ length: 60 }, (_, n) => recordNumber(from + n, 40_000));
  const many = producer.putMany(records(0));
  await producer.flush();
  expect(await many).toMatchObject({ deliveredCount: 60 });
  const puts = Promise.all(records(60).map(async (record) => producer.put(record)));
  await producer.close();
  await puts;
  expect((await producer.metrics()).BufferingTime.maximum).toBeLessThan(19_999);
}, 60_000);

test('after close there is no estimate any more, and the error says so', async () => {
  await start();
  await producer.put(recordNumber(0));
  await producer.close();
  await expect(producer.capacityEstimate()).rejects.toMatchObject({ code: 'ProducerClosed', message: expect.stringContaining('before close') });
});
