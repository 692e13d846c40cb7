import { FakeKinesis } from './fake-kinesis';
import { producerOf, settle, useDeterminism } from './harness';
import { OutgoingRecord } from '../../../runtime/producer/outgoing-record';
import { Generation } from '../../../runtime/producer/outstanding-puts';
import { PendingRecord } from '../../../runtime/producer/pending-put';
import { ShardRates } from '../../../runtime/producer/shard-rates';

useDeterminism();

const THROTTLE = 'ProvisionedThroughputExceededException';

function recordFor(shardId: string, size: number): OutgoingRecord {
  const shard = { shardId, startingHashKey: 0n, endingHashKey: 1n, explicitHashKey: '0' };
  const put = new PendingRecord(new Generation(), () => undefined, () => undefined);
  return OutgoingRecord.alone({ partitionKey: 'k', data: new Uint8Array(size - 1) }, shard, put, 0);
}

test('shards are not limited before they are throttled, and others not at all', () => {
  const rates = new ShardRates();
  for (let n = 0; n < 100; n++) expect(rates.delayOf(recordFor('a', 1_000_000), 0)).toBe(0);
  rates.throttled('a', 0);
  expect(rates.delayOf(recordFor('a', 1_048_576), 0)).toBe(0);
  expect(rates.delayOf(recordFor('b', 1_048_576), 0)).toBe(0);
  expect(rates.delayOf(recordFor('a', 1_048_576), 0)).toBe(1000);
  expect(rates.delayOf(recordFor('a', 1), 0)).toBe(2000);
});

test('what has waited goes', () => {
  const rates = new ShardRates();
  rates.throttled('a', 0);
  expect(rates.delayOf(recordFor('a', 1_048_576), 0)).toBe(0);
  const record = recordFor('a', 1_048_576);
  const delay = rates.delayOf(record, 0);
  expect(delay).toBe(1000);
  expect(rates.delayOf(record, delay)).toBe(0);
});

test('records are limited, too, however small', () => {
  const rates = new ShardRates();
  rates.throttled('a', 0);
  const delays = Array.from({ length: 501 }, () => rates.delayOf(recordFor('a', 10), 0));
  expect(delays[500]).toBeCloseTo(500);
});

test('every further throttle slows down, those of the same moment together, and quiet time speeds up again', () => {
  const rates = new ShardRates();
  const delayOfSecond = (now: number) => {
    rates.delayOf(recordFor('a', 2_097_152), now);
    return rates.delayOf(recordFor('a', 1), now);
  };
  for (let n = 0; n < 12; n++) rates.throttled('a', 0);
  rates.throttled('a', 1000);
  rates.throttled('a', 1001);
  expect(delayOfSecond(1001)).toBeGreaterThan(2000);
  expect(delayOfSecond(60_000)).toBe(0);
  expect(rates.delayOf(recordFor('a', 50_000_000), 60_000)).toBe(0);
});

test('a few throttles among many attempts do not slow down', () => {
  const rates = new ShardRates();
  rates.throttled('a', 0);
  for (let second = 1; second <= 20; second++) {
    for (let n = 0; n < 19; n++) rates.accepted('a');
    rates.throttled('a', second * 1000);
  }
  expect(rates.delayOf(recordFor('a', 1_048_576), 20_000)).toBe(0);
  expect(rates.delayOf(recordFor('a', 1), 20_000)).toBeLessThan(1000);
});

test('closed shards are forgotten', () => {
  const rates = new ShardRates();
  rates.throttled('a', 0);
  rates.retain((shardId) => shardId !== 'a');
  for (let n = 0; n < 3; n++) expect(rates.delayOf(recordFor('a', 1_048_576), 0)).toBe(0);
});

test.each([false, true])('a producer learns to stay below the limit of a shard (strict order: %s)', async (strictOrder) => {
  const client = new FakeKinesis(1);
  let tokens = 200_000;
  let filledAt = performance.now();
  let throttles = 0;
  client.fate = ({ records }) => {
    const now = performance.now();
    tokens = Math.min(200_000, tokens + (now - filledAt) / 1000 * 1_048_576);
    filledAt = now;
    return {
      errorCodeOf: (index) => {
        const size = records[index].data.length;
        if (size <= tokens) {
          tokens -= size;
          return undefined;
        }
        throttles++;
        return THROTTLE;
      },
    };
  };
  const producer = producerOf(client, { strictOrder, recordTtl: 120_000 });
  const records = Array.from({ length: 10_000 }, (_, n) => ({ partitionKey: `k${n % 100}`, data: Buffer.alloc(1000) }));
  const start = performance.now();
  expect((await settle(producer.putMany(records))).deliveredCount).toBe(10_000);
  // 10 MB at 1 MiB a second take ten
  expect(performance.now() - start).toBeLessThan(20_000);
  // 200 aggregates, most of which are sent at once before the first answer
  expect(throttles).toBeLessThan(strictOrder ? 30 : 150);
});
