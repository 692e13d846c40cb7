import { FaultServer } from './fault-server';
import { recordNumber } from './ledger';
import { useRealErrors } from './real-errors';
import { KinesisProducer, KinesisProducerOptions } from '../../../runtime/producer';

const RECORDS = 20_000;
const BATCH = 100;
const SHARDS = 4;
/** Milliseconds, three weeks: as long as it goes, for no time is a test here. */
const NEVER = 1_800_000_000;
/** Milliseconds after which a run is taken for one that would never end. */
const HANGING = 3_600_000;

useRealErrors();

interface Scenario {
  readonly name: string;
  /** Called when that share of the records, in percent, was given to the producer. */
  readonly at?: Readonly<Record<number, (server: FaultServer, producer: KinesisProducer) => Promise<void> | void>>;
  readonly faults?: FaultServer['faults'];
  readonly options?: Partial<KinesisProducerOptions>;
  readonly expectFault: (server: FaultServer, producer: KinesisProducer) => void;
}

async function restart(server: FaultServer): Promise<void> {
  await server.stop();
  await server.listen();
}

/** Until the producer has met it so often. */
async function down(server: FaultServer, producer: KinesisProducer, times: number): Promise<void> {
  await server.stop();
  const listenWhenMet = () => {
    if ((producer.metrics().ErrorsByCode.ECONNREFUSED ?? 0) < times) setTimeout(listenWhenMet, 20);
    else void server.listen();
  };
  listenWhenMet();
}

const hasErrors = (...codes: string[]) => (_: FaultServer, producer: KinesisProducer) => {
  for (const code of codes) expect(producer.metrics().ErrorsByCode[code]).toBeGreaterThan(0);
};
const reshards = { 30: (server: FaultServer) => server.reshard(8), 65: (server: FaultServer) => server.reshard(3) };

const SCENARIOS: readonly Scenario[] = [
  { name: '5 % throttles', faults: { throttle: 0.05 }, expectFault: hasErrors('ProvisionedThroughputExceededException') },
  { name: '5 % HTTP 500', faults: { internalFailure: 0.05 }, expectFault: hasErrors('InternalFailure') },
  { name: '5 % connections cut in the middle of the answer', faults: { cut: 0.05 }, expectFault: hasErrors('ECONNRESET') },
  {
    name: 'stalls',
    faults: { stalledCalls: [2, 9, 16, 23] },
    options: { requestTimeout: 1500 },
    expectFault: hasErrors('RequestTimeout'),
  },
  { name: 'an endpoint that is down for a while', at: { 50: (server, producer) => down(server, producer, 20) }, expectFault: hasErrors('ECONNREFUSED') },
  {
    name: 'a sink that restarts',
    at: { 25: restart, 50: restart, 75: restart },
    expectFault: (server) => expect(server.starts).toBe(4),
  },
  { name: 'a reshard from 4 to 8 to 3', at: reshards, expectFault: hasErrors('WrongShard') },
  {
    name: 'limits of each shard',
    // one aggregate at a time
    faults: { bytesPerSecond: 100_000, bytesInReserve: 41_000 },
    options: { aggregationMaxSize: 40_000 },
    // each shard throttles once at the least, also where records come slower than its limit
    expectFault: (server) => expect(server.throttledRecords).toBeGreaterThanOrEqual(SHARDS),
  },
  {
    name: 'all at once',
    faults: {
      throttle: 0.05,
      internalFailure: 0.05,
      cut: 0.05,
      stalledCalls: [2, 9, 16, 23],
      bytesPerSecond: 500_000,
      bytesInReserve: 50_000,
    },
    options: { requestTimeout: 1500 },
    at: { ...reshards, 50: (server, producer) => down(server, producer, 10) },
    expectFault: hasErrors('ProvisionedThroughputExceededException', 'InternalFailure'),
  },
];

/** So many scenarios run at a time: most of their time they wait for a back-off, a stall or a limit. */
const AT_ONCE = 4;

async function start(server: FaultServer, scenario: Scenario, options: Partial<KinesisProducerOptions>): Promise<KinesisProducer> {
  server.faults = scenario.faults ?? {};
  return new KinesisProducer({
    streamName: 'trips',
    region: 'eu-central-1',
    endpoint: await server.start(SHARDS),
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    retryPolicy: { throttle: { baseDelay: 20, maxDelay: 200 }, fault: { baseDelay: 20, maxDelay: 200 } },
    // nothing may fail here, however busy the machine is
    recordTtl: NEVER,
    recordMaxBufferedTime: 10,
    aggregationMaxSize: 8192,
    maxConnections: 6,
    collectionMaxSize: 51_200,
    // small, so that it is full most of the time
    bufferMaxSize: 1_100_000,
    ...scenario.options,
    ...options,
  });
}

/** Gives all records to the producer; answers which of them failed. */
async function putAll(server: FaultServer, producer: KinesisProducer, { at = {} }: Scenario): Promise<number[]> {
  const failed: number[] = [];
  const receipts: Promise<void>[] = [];
  let calls = 0;
  for (let first = 0; first < RECORDS; first += BATCH) {
    const happen = at[first * 100 / RECORDS];
    if (happen !== undefined) {
      // in the middle of the producer's work, however slow the machine is: not before it knows the shards, and not before it has met what happened last
      while (server.putRecordsCalls === calls) await new Promise((resolve) => setTimeout(resolve, 5));
      await happen(server, producer);
      calls = server.putRecordsCalls;
    }
    const records = Array.from({ length: BATCH }, (_, index) => recordNumber(first + index));
    // half of the records by either way
    const put = first % (2 * BATCH) === 0
      ? producer.putMany(records).then(({ failures }) => failures.map(({ index }) => index))
      : Promise.all(records.map(async (record, index) => producer.put(record).then(() => -1, () => index)));
    receipts.push(put.then((indexes) => {
      for (const index of indexes) if (index >= 0) failed.push(first + index);
    }));
    if (first % (10 * BATCH) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await Promise.all(receipts);
  return failed;
}

async function nothingIsLost(scenario: Scenario, options: Partial<KinesisProducerOptions>): Promise<void> {
  const server = new FaultServer();
  const producer = await start(server, scenario, options);
  try {
    const failed = new Set(await putAll(server, producer, scenario));
    const { ledger } = server;
    const lost = Array.from({ length: RECORDS }, (_, n) => n).filter((n) => !ledger.has(n) && !failed.has(n));
    expect({ lost, damaged: ledger.damaged, failed: failed.size }).toEqual({ lost: [], damaged: 0, failed: 0 });
    expect(producer.metrics()).toMatchObject({ UserRecordsPut: RECORDS, UserRecordsPending: 0 });
    if (options.strictOrder) expect(ledger.inversions).toBe(0);
    scenario.expectFault(server, producer);
  } finally {
    await producer.close({ deadline: 1000 });
    await server.stop();
  }
}

interface Run {
  readonly mode: string;
  readonly scenario: Scenario;
  readonly options: Partial<KinesisProducerOptions>;
  outcome: Promise<void>;
}

const MODES: Readonly<Record<string, Partial<KinesisProducerOptions>>> = {
  'in any order': {},
  'in strict order': { strictOrder: true },
  // few records a call, since compressed these are so small that there would be hardly any calls to break
  'compressed, in strict order': {
    compression: { codec: 'brotli', blockSize: 2048 }, aggregationMaxCount: 40, collectionMaxCount: 4, strictOrder: true,
  },
};

const runs = Object.entries(MODES).flatMap(([mode, options]) => SCENARIOS
  // and far below the limits of a shard
  .filter(({ name }) => options.compression === undefined || name !== 'limits of each shard')
  .map((scenario): Run => ({ mode, scenario, options, outcome: Promise.resolve() })));

beforeAll(() => {
  // several lanes, in each of which a run begins when the one before it has ended
  const lanes = new Array<Promise<void>>(AT_ONCE).fill(Promise.resolve());
  runs.forEach((run, index) => {
    run.outcome = lanes[index % AT_ONCE].then(async () => nothingIsLost(run.scenario, run.options));
    // its own test awaits the outcome and tells of a failure
    lanes[index % AT_ONCE] = run.outcome.catch(() => undefined);
  });
});

describe.each(Object.keys(MODES))('%s', (mode) => {
  const these = runs.filter((run) => run.mode === mode);
  test.each(these.map((run): [string, Run] => [run.scenario.name, run]))('nothing is lost in %s', async (_, { outcome }) => {
    await outcome;
  }, HANGING);
});
