import { FaultServer } from './fault-server';
import { recordNumber } from './ledger';
import { useRealErrors } from './real-errors';
import { KinesisProducer, KinesisProducerOptions } from '../../../runtime/producer';

const RECORDS = 20_000;
const BATCH = 100;

useRealErrors();

interface Scenario {
  readonly name: string;
  /** Called when that share of the records, in percent, was given to the producer. */
  readonly at?: Readonly<Record<number, (server: FaultServer) => Promise<void> | void>>;
  readonly faults?: FaultServer['faults'];
  readonly options?: Partial<KinesisProducerOptions>;
  readonly expectFault: (server: FaultServer, producer: KinesisProducer) => void;
}

async function down(server: FaultServer, milliseconds: number): Promise<void> {
  await server.stop();
  setTimeout(() => void server.listen(), milliseconds);
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
    faults: { stalledCalls: [2, 9, 16, 23], stallTime: 1500 },
    options: { requestTimeout: 1000 },
    expectFault: hasErrors('RequestTimeout'),
  },
  { name: 'an endpoint that is down for a while', at: { 50: (server) => down(server, 300) }, expectFault: hasErrors('ECONNREFUSED') },
  {
    name: 'a sink that restarts',
    at: { 25: (server) => down(server, 0), 50: (server) => down(server, 0), 75: (server) => down(server, 0) },
    expectFault: (server) => expect(server.putRecordsCalls).toBeGreaterThan(0),
  },
  { name: 'a reshard from 4 to 8 to 3', at: reshards, expectFault: hasErrors('WrongShard') },
  {
    name: 'limits of each shard',
    faults: { bytesPerSecond: 250_000, bytesInReserve: 50_000 },
    options: { aggregationMaxSize: 40_000 },
    expectFault: (server) => expect(server.throttledRecords).toBeGreaterThan(0),
  },
  {
    name: 'all at once',
    faults: {
      throttle: 0.05,
      internalFailure: 0.05,
      cut: 0.05,
      stalledCalls: [2, 9, 16, 23],
      stallTime: 1500,
      bytesPerSecond: 500_000,
      bytesInReserve: 50_000,
    },
    options: { requestTimeout: 1000 },
    at: { ...reshards, 50: (server) => down(server, 200) },
    expectFault: hasErrors('ProvisionedThroughputExceededException', 'InternalFailure'),
  },
];

let server: FaultServer;
let producer: KinesisProducer;

async function start(scenario: Scenario, options: Partial<KinesisProducerOptions>): Promise<void> {
  server = new FaultServer();
  server.faults = scenario.faults ?? {};
  producer = new KinesisProducer({
    streamName: 'trips',
    region: 'eu-central-1',
    endpoint: await server.start(4),
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    retryPolicy: { throttle: { baseDelay: 20, maxDelay: 200 }, fault: { baseDelay: 20, maxDelay: 200 } },
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
async function putAll({ at = {} }: Scenario): Promise<number[]> {
  const failed: number[] = [];
  const receipts: Promise<void>[] = [];
  for (let first = 0; first < RECORDS; first += BATCH) {
    await at[first * 100 / RECORDS]?.(server);
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

afterEach(async () => {
  await producer.close({ deadline: 1000 });
  await server.stop();
});

/** Few records a call, since compressed these are so small that there would be hardly any calls to break. */
const compressed: Partial<KinesisProducerOptions> = { compression: { codec: 'brotli', blockSize: 2048 }, aggregationMaxCount: 40, collectionMaxCount: 4 };

describe.each<[string, Partial<KinesisProducerOptions>]>([
  ['in any order', {}],
  ['in strict order', { strictOrder: true }],
  ['compressed, in strict order', { ...compressed, strictOrder: true }],
])('%s', (_, options) => {
  // compressed, these records are far below the limits of a shard
  const scenarios = SCENARIOS.filter(({ faults }) => options.compression === undefined || faults?.bytesPerSecond !== 250_000);

  test.each(scenarios.map((scenario): [string, Scenario] => [scenario.name, scenario]))('nothing is lost in %s', async (__, scenario) => {
    await start(scenario, options);
    const failed = new Set(await putAll(scenario));
    const { ledger } = server;
    const lost = Array.from({ length: RECORDS }, (___, n) => n).filter((n) => !ledger.has(n) && !failed.has(n));
    expect({ lost, damaged: ledger.damaged, failed: failed.size }).toEqual({ lost: [], damaged: 0, failed: 0 });
    expect(producer.metrics()).toMatchObject({ UserRecordsPut: RECORDS, UserRecordsPending: 0 });
    if ('strictOrder' in options) expect(ledger.inversions).toBe(0);
    scenario.expectFault(server, producer);
  }, 30_000);
});
