import { FakeKinesis } from './fake-kinesis';
import { producerOf, settle, useDeterminism } from './harness';
import { AggregatedRecordEncoder, decode, isAggregated, UserRecord } from '../../../runtime/kpl-format';
import { KinesisApiError, KinesisProducerOptions } from '../../../runtime/producer';
import { BufferPool } from '../../../runtime/producer/buffer-pool';
import { SealedAggregates } from '../../../runtime/producer/sealed-aggregates';

useDeterminism();

function encoderOf(number: number): AggregatedRecordEncoder {
  const encoder = new AggregatedRecordEncoder();
  for (let index = 0; index <= number % 7; index++) {
    encoder.add({ partitionKey: `key-${index}`, data: Buffer.alloc(number * 311 % 9000, number) });
  }
  return encoder;
}

describe('sealed aggregates', () => {
  const read = {
    'in their order': (count: number) => Array.from({ length: count }, (_, index) => index),
    'from the last to the first': (count: number) => Array.from({ length: count }, (_, index) => count - 1 - index),
  };

  test.each([1, 2, 3, 5, 15, 16, 17, 50].flatMap((count) => Object.entries(read).map(([name, order]) => ({ count, name, order }))))(
    '$count of them, read $name, are those of the public encoder',
    ({ count, order }) => {
      const aggregates = new SealedAggregates(new BufferPool(0));
      const encoders = Array.from({ length: count }, (_, number) => encoderOf(number));
      const sealed = encoders.map((encoder) => aggregates.seal(encoder));
      expect(sealed.map(({ size }) => size)).toEqual(encoders.map(({ size }) => size));
      for (const index of order(count)) expect(Buffer.from(sealed[index].data).equals(encoders[index].encode())).toBe(true);
    },
  );

  test('read while others are still to come', () => {
    const aggregates = new SealedAggregates(new BufferPool(0));
    for (let number = 0; number < 40; number++) {
      const encoder = encoderOf(number);
      const { data } = number % 3 === 0 ? aggregates.seal(encoder) : [aggregates.seal(encoder), aggregates.seal(encoder)][number % 2];
      expect(Buffer.from(data).equals(encoder.encode())).toBe(true);
    }
  });

  test('are digested once: their memory may belong to another one later', () => {
    const aggregates = new SealedAggregates(new BufferPool(0));
    const sealed = Array.from({ length: 5 }, (_, number) => aggregates.seal(encoderOf(number)));
    const memory = sealed.map(({ data }) => data.fill(7));
    for (let number = 0; number < 20; number++) expect(isAggregated(aggregates.seal(encoderOf(number)).data)).toBe(true);
    expect(sealed.every(({ data }, index) => data === memory[index] && data.every((byte) => byte === 7))).toBe(true);
  });
});

describe('what leaves the producer', () => {
  const options: Record<string, Partial<KinesisProducerOptions>> = {
    'as by default': {},
    'in strict order': { strictOrder: true },
    'many requests': { collectionMaxCount: 2 },
    'small aggregates': { aggregationMaxSize: 2000 },
    'compressed': { compression: { codec: 'gzip', blockSize: 4096 } },
    'compressed, in strict order': { compression: { codec: 'gzip', blockSize: 4096 }, strictOrder: true },
  };
  const cases = Object.entries(options).flatMap(([name, chosen]) => [1, 2, 3, 5, 20].map((shards) => ({ name, chosen, shards })));

  test.each(cases)('$name, to $shards shards: every aggregate of every attempt is whole', async ({ chosen, shards }) => {
    const client = new FakeKinesis(shards);
    const broken: UserRecord[] = [];
    let aggregates = 0;
    client.fate = ({ records }, call) => {
      for (const record of records.filter(({ partitionKey }) => partitionKey === 'a')) {
        aggregates++;
        if (!isAggregated(record.data)) broken.push(record);
      }
      if (call === 2) return new KinesisApiError('ECONNRESET', 'fault', 'cut');
      if (call === 5) client.reshard(shards + 1);
      return call % 3 === 1 ? { errorCodeOf: (index) => (index % 2 === 0 ? 'InternalFailure' : undefined) } : undefined;
    };
    const producer = producerOf(client, chosen);
    const records = Array.from({ length: 300 }, (_, index) => ({ partitionKey: `key-${index % 90}`, data: Buffer.alloc(200 + index * 5, `${index}.`) }));
    const puts = Promise.all(records.map((record) => producer.put(record)));
    await settle(Promise.all([puts, producer.close()]));
    expect(aggregates).toBeGreaterThan(0);
    expect(broken).toEqual([]);
    const seen = new Set(client.userRecords.map(({ data }) => Buffer.from(data).toString('latin1')));
    expect(seen).toEqual(new Set(records.map(({ data }) => data.toString('latin1'))));
    expect(client.kinesisRecords.flatMap((record) => decode(record)).length).toBeGreaterThan(0);
  });
});
