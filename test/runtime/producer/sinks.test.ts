import { finished, pipeline } from 'node:stream/promises';
import { FakeKinesis } from './fake-kinesis';
import { producerOf, rejection, settle, useDeterminism } from './harness';
import { ProducerRecord } from '../../../runtime/producer';

useDeterminism();

function recordOf(n: number, size = 10): ProducerRecord {
  return { partitionKey: `k${n}`, data: Buffer.from(String(n).padEnd(size)) };
}

function numbers({ userRecords }: FakeKinesis): number[] {
  return userRecords.map(({ data }) => Number(Buffer.from(data).toString())).sort((one, other) => one - other);
}

test('a writable puts all that is written, and its end waits for it', async () => {
  const client = new FakeKinesis(2);
  const producer = producerOf(client);
  const writable = producer.writable();
  for (let n = 0; n < 100; n++) writable.write(recordOf(n));
  writable.end();
  await settle(finished(writable));
  expect(numbers(client)).toEqual(Array.from({ length: 100 }, (_, n) => n));
  expect(producer.metrics().UserRecordsPending).toBe(0);
});

test('a source is not read faster than the stream takes its records', async () => {
  const client = new FakeKinesis(1);
  client.latency = 1000;
  const producer = producerOf(client, { bufferMaxSize: 2 ** 20 + 256, requestTimeout: 5000 });
  let given = 0;
  let mostAhead = 0;
  function* source(): Generator<ProducerRecord> {
    for (; given < 500; given++) {
      mostAhead = Math.max(mostAhead, given - client.arrivals.length);
      yield recordOf(given, 10_000);
    }
  }
  expect(await settle(producer.putAll(source()))).toEqual({ recordCount: 500, deliveredCount: 500 });
  // 104 of them fill the buffer
  expect(mostAhead).toBeGreaterThan(100);
  expect(mostAhead).toBeLessThan(160);
});

test('failures are told by their index, and the others go on', async () => {
  const client = new FakeKinesis(2);
  const failures: [number, string][] = [];
  async function* source(): AsyncGenerator<ProducerRecord> {
    for (let n = 0; n < 50; n++) yield n % 10 === 3 ? { partitionKey: '', data: 'x' } : recordOf(n);
  }
  const result = await settle(producerOf(client).putAll(source(), { onFailure: ({ code }, index) => failures.push([index, code]) }));
  expect(result).toEqual({ recordCount: 50, deliveredCount: 45 });
  expect(failures).toEqual([3, 13, 23, 33, 43].map((index) => [index, 'InvalidRecord']));
  expect(client.userRecords).toHaveLength(45);
});

test('without a listener the first failure ends the sink, when nothing is under way any more', async () => {
  const client = new FakeKinesis(2);
  const producer = producerOf(client);
  let isReturned = false;
  async function* source(): AsyncGenerator<ProducerRecord> {
    try {
      for (let n = 0; ; n++) yield n === 200 ? { partitionKey: '', data: 'x' } : recordOf(n);
    } finally {
      isReturned = true;
    }
  }
  expect((await rejection(producer.putAll(source()))).code).toBe('InvalidRecord');
  expect(isReturned).toBe(true);
  expect(producer.metrics().UserRecordsPending).toBe(0);
  expect(numbers(client).slice(0, 200)).toEqual(Array.from({ length: 200 }, (_, n) => n));
});

test('a closed producer ends its sinks with an error', async () => {
  const producer = producerOf(new FakeKinesis(1));
  await settle(producer.close());
  expect((await rejection(pipeline([recordOf(1)], producer.writable()))).code).toBe('ProducerClosed');
});

test('an exception of the listener ends the sink, too', async () => {
  const producer = producerOf(new FakeKinesis(1));
  const onFailure = () => {
    throw new RangeError('mine');
  };
  await expect(settle(producer.putAll([{ partitionKey: '', data: '' }, recordOf(1)], { onFailure }))).rejects.toThrow('mine');
});

test('null in the place of a record fails alone, as it does in putMany', async () => {
  const client = new FakeKinesis(2);
  const failures: [number, string][] = [];
  // as a caller without TypeScript has it
  const records: ProducerRecord[] = [recordOf(0), JSON.parse('null'), recordOf(1)];
  const result = await settle(producerOf(client).putAll(records, { onFailure: ({ code }, index) => failures.push([index, code]) }));
  expect(result).toEqual({ recordCount: 3, deliveredCount: 2 });
  expect(failures).toEqual([[1, 'InvalidRecord']]);
  expect(numbers(client)).toEqual([0, 1]);
});

test('what the source throws is told when nothing is under way any more', async () => {
  const client = new FakeKinesis(2);
  client.latency = 1000;
  const producer = producerOf(client);
  async function* source(): AsyncGenerator<ProducerRecord> {
    yield recordOf(0);
    yield recordOf(1);
    throw new RangeError('mine');
  }
  await expect(settle(producer.putAll(source()))).rejects.toThrow('mine');
  expect(producer.metrics()).toMatchObject({ UserRecordsPut: 2, UserRecordsPending: 0 });
});

test('what a source gave before it threw is put', async () => {
  const client = new FakeKinesis(2);
  client.latency = 1000;
  const producer = producerOf(client, { bufferMaxSize: 2 ** 20 + 256, requestTimeout: 5000 });
  let given = 0;
  function* source(): Generator<ProducerRecord> {
    for (; given < 110; given++) yield recordOf(given, 10_000);
    throw new RangeError('mine');
  }
  await expect(settle(producer.putAll(source()))).rejects.toThrow('mine');
  expect(numbers(client)).toEqual(Array.from({ length: 110 }, (_, n) => n));
});

test('a record that fails after its source threw is the one that is told', async () => {
  async function* source(): AsyncGenerator<ProducerRecord> {
    yield { partitionKey: '', data: 'x' };
    throw new RangeError('mine');
  }
  expect((await rejection(producerOf(new FakeKinesis(1)).putAll(source()))).code).toBe('InvalidRecord');
  const failures: string[] = [];
  const told = producerOf(new FakeKinesis(1)).putAll(source(), { onFailure: ({ code }) => failures.push(code) });
  await expect(settle(told)).rejects.toThrow('mine');
  expect(failures).toEqual(['InvalidRecord']);
});
