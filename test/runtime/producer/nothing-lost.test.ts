import * as fc from 'fast-check';
import { CallFate, FakeKinesis } from './fake-kinesis';
import { Outcome, producerOf, settle, track, useDeterminism } from './harness';
import { readRecords } from '../../../runtime/consumer';
import { KinesisApiError, KinesisProducerOptions } from '../../../runtime/producer';
import { PendingRecord } from '../../../runtime/producer/pending-put';

useDeterminism();
fc.configureGlobal({ seed: 20_260_101 });

const THROTTLE = 'ProvisionedThroughputExceededException';
const BUFFER = 1_048_832;

type Event = 'answer' | 'throttle all' | 'throttle some' | 'fail some' | 'refuse call' | 'break call' | 'hang' | 'reshard' | 'merge';

const events = fc.array(fc.constantFrom<Event>(
  'answer', 'answer', 'answer', 'throttle all', 'throttle some', 'fail some', 'refuse call', 'break call', 'hang', 'reshard', 'merge',
), { minLength: 1, maxLength: 25 });

const scenario = fc.record({
  shards: fc.integer({ min: 1, max: 6 }),
  events,
  puts: fc.array(fc.record({
    key: fc.oneof(fc.integer({ min: 0, max: 20 }).map((n) => `key-${n}`), fc.string({ unit: 'binary', minLength: 1, maxLength: 20 })),
    size: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 60_000 })),
    pause: fc.constantFrom(0, 0, 0, 0, 7, 150),
  }), { minLength: 1, maxLength: 150 }),
  options: fc.record({
    aggregationEnabled: fc.boolean(),
    aggregationMaxSize: fc.constantFrom(64, 2000, 51_200),
    collectionMaxCount: fc.constantFrom(1, 5, 500),
    maxConnections: fc.constantFrom(1, 4),
    recordTtl: fc.constantFrom(1000, 30_000),
    whenBufferFull: fc.constantFrom('wait' as const, 'reject' as const),
    strictOrder: fc.boolean(),
    compression: fc.constantFrom(undefined, undefined, { codec: 'gzip' as const, blockSize: 1024 }, { codec: 'brotli' as const }),
    retryPolicy: fc.constantFrom(undefined, { throttle: { maxAttempts: 2 }, fault: { maxAttempts: 3 } }),
  }),
  deadline: fc.constantFrom(undefined, undefined, 0, 2000),
});

function apply(event: Event, client: FakeKinesis): CallFate {
  client.latency = event === 'hang' ? 7000 : 20;
  switch (event) {
    case 'throttle all': return { errorCodeOf: () => THROTTLE };
    case 'throttle some': return { errorCodeOf: (index) => (index % 3 === 0 ? THROTTLE : undefined) };
    case 'fail some': return { errorCodeOf: (index) => (index % 2 === 0 ? 'InternalFailure' : undefined) };
    case 'refuse call': return new KinesisApiError('AccessDeniedException', 'refused', 'not now');
    case 'break call': return new KinesisApiError('ECONNRESET', 'fault', 'cut');
    case 'reshard': client.reshard(client.shards.filter(({ open }) => open).length * 2 + 1); return undefined;
    case 'merge': client.reshard(1); return undefined;
    default: return undefined;
  }
}

interface Put {
  readonly id: string;
  readonly partitionKey: string;
  readonly held: number;
  readonly outcomes: Outcome[];
}

/** Compression needs aggregation. */
function possible(options: Partial<KinesisProducerOptions>): Partial<KinesisProducerOptions> {
  return options.aggregationEnabled === false ? { ...options, compression: undefined } : options;
}

async function play({ shards, events: fates, puts, options, deadline }: {
  shards: number;
  events: Event[];
  puts: { key: string; size: number; pause: number }[];
  options: Partial<KinesisProducerOptions>;
  deadline: number | undefined;
}) {
  const client = new FakeKinesis(shards);
  client.fate = (_, call) => apply(fates[call - 1] ?? 'answer', client);
  const producer = producerOf(client, { bufferMaxSize: BUFFER, ...possible(options) });
  const made: Put[] = [];
  for (const [n, { key, size, pause }] of puts.entries()) {
    const id = `#${n}#`;
    const data = Buffer.from(id.padEnd(size + id.length));
    const outcomes = track(producer.put({ partitionKey: key, data }));
    made.push({ id, partitionKey: key, held: data.length + key.length + PendingRecord.OVERHEAD, outcomes });
    if (pause > 0) await jest.advanceTimersByTimeAsync(pause);
  }
  await settle(producer.close({ deadline }));
  await jest.advanceTimersByTimeAsync(10_000);
  return { client, producer, made };
}

test('whatever the service does: every put ends once, and what is acknowledged is where consumers see it', async () => {
  await fc.assert(fc.asyncProperty(scenario, async (chosen) => {
    const { client, producer, made } = await play(chosen);
    const seen = new Map(client.userRecords.map((record) => [Buffer.from(record.data).toString().trimEnd(), record.partitionKey]));
    for (const { id, partitionKey, outcomes } of made) {
      expect(outcomes).toHaveLength(1);
      const [outcome] = outcomes;
      if ('result' in outcome) {
        expect(seen.get(id)).toBe(partitionKey);
        expect(outcome.result.attempts.at(-1)).toMatchObject({ success: true });
        expect(outcome.result.attempts.filter(({ success }) => success)).toHaveLength(1);
      } else {
        expect(outcome.error.attempts.every(({ success }) => !success)).toBe(true);
      }
    }
    const delivered = made.filter(({ outcomes: [outcome] }) => 'result' in outcome).length;
    expect(producer.metrics()).toMatchObject({ UserRecordsPut: delivered, UserRecordsPending: 0 });
    expect(jest.getTimerCount()).toBe(0);
    expect(client.destroyed).toBe(1);
  }), { numRuns: 300 });
}, 120_000);

test('with strict order the records of a key arrive in the order of their puts, whatever the service does', async () => {
  await fc.assert(fc.asyncProperty(scenario, async (chosen) => {
    const { client } = await play({ ...chosen, options: { ...chosen.options, strictOrder: true } });
    const arrived = new Map<string, Set<number>>();
    for (const { partitionKey, data } of client.arrivals) {
      const numbers = arrived.get(partitionKey) ?? new Set();
      arrived.set(partitionKey, numbers.add(Number(Buffer.from(data).toString().replaceAll('#', ''))));
    }
    // a set keeps the order in which its members came first
    for (const numbers of arrived.values()) expect([...numbers]).toEqual([...numbers].sort((one, other) => one - other));
  }), { numRuns: 300 });
}, 120_000);

test('without reshards every aggregate lands on its shard at once', async () => {
  const calm = scenario.map((chosen) => ({ ...chosen, events: chosen.events.filter((event) => event !== 'reshard' && event !== 'merge') }));
  await fc.assert(fc.asyncProperty(calm, async (chosen) => {
    const { client, producer } = await play(chosen);
    expect(producer.metrics().ErrorsByCode).not.toHaveProperty('WrongShard');
    // what consumers see is all that was written: they drop nothing
    expect(client.userRecords).toHaveLength(client.kinesisRecords.flatMap((entry) => readRecords(entry).records).length);
    expect(client.userRecords.length).toBeGreaterThanOrEqual(producer.metrics().UserRecordsPut);
  }), { numRuns: 100 });
}, 120_000);

test('the buffer never holds more than its bound', async () => {
  await fc.assert(fc.asyncProperty(scenario, async ({ shards, events: fates, puts, options }) => {
    const client = new FakeKinesis(shards);
    client.fate = (_, call) => apply(fates[call - 1] ?? 'answer', client);
    const producer = producerOf(client, { bufferMaxSize: BUFFER, ...possible(options), whenBufferFull: 'reject' });
    const held = new Set<Put>();
    let mostHeld = 0;
    for (const [n, { key, size, pause }] of puts.entries()) {
      const data = Buffer.alloc(size * 5);
      const outcomes: Outcome[] = [];
      const put: Put = { id: String(n), partitionKey: key, held: data.length + key.length + PendingRecord.OVERHEAD, outcomes };
      const before = producer.metrics().UserRecordsReceived;
      const promise = producer.put({ partitionKey: key, data });
      if (producer.metrics().UserRecordsReceived > before) held.add(put);
      track(promise.finally(() => held.delete(put)), outcomes);
      mostHeld = Math.max(mostHeld, [...held].reduce((sum, record) => sum + record.held, 0));
      if (pause > 0) await jest.advanceTimersByTimeAsync(pause);
    }
    await settle(producer.close());
    expect(held.size).toBe(0);
    expect(mostHeld).toBeLessThanOrEqual(BUFFER);
  }), { numRuns: 100 });
}, 120_000);
