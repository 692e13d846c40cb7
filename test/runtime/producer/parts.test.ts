import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { BufferBudget } from '../../../runtime/producer/buffer-budget';
import { hashKeyOf, newHashKey, writeHashKey } from '../../../runtime/producer/hash-key';
import { ShardMap } from '../../../runtime/producer/shard-map';

fc.configureGlobal({ seed: 20_260_102 });

const HIGHEST = 2n ** 128n - 1n;

function numberOf(words: Uint32Array): bigint {
  return words.reduce((number, word) => (number << 32n) + BigInt(word), 0n);
}

test('the hash key of a partition key is its MD5', () => {
  const key = fc.oneof(fc.string({ maxLength: 70 }), fc.string({ unit: 'binary', maxLength: 256 }), fc.integer({ min: 0, max: 70 }).map((n) => 'k'.repeat(n)));
  fc.assert(fc.property(key, (partitionKey) => {
    const hashKey = newHashKey();
    hashKeyOf(partitionKey, undefined, hashKey);
    expect(numberOf(hashKey)).toBe(BigInt(`0x${createHash('md5').update(partitionKey, 'utf8').digest('hex')}`));
  }), { numRuns: 3000 });
});

test('a shard map finds the shard of every hash key, on its boundaries, too', () => {
  // boundaries that differ only in low words
  const bound = fc.oneof(fc.bigInt({ min: 1n, max: HIGHEST }), fc.bigInt({ min: 1n, max: 1000n }), fc.bigInt({ min: HIGHEST - 1000n, max: HIGHEST }));
  fc.assert(fc.property(fc.uniqueArray(bound, { maxLength: 50 }), fc.array(bound, { maxLength: 20 }), (bounds, others) => {
    const starts = [0n, ...bounds].sort((a, b) => (a < b ? -1 : 1));
    const ranges = starts.map((start, index) => ({ shardId: `shard-${index}`, start, end: (starts[index + 1] ?? HIGHEST + 1n) - 1n }));
    const map = new ShardMap([...ranges].reverse().map(({ shardId, start, end }) => {
      return { shardId, startingHashKey: String(start), endingHashKey: String(end) };
    }));
    expect(map.size).toBe(ranges.length);
    for (const value of [...ranges.flatMap(({ start, end }) => [start, end]), ...others]) {
      const hashKey = newHashKey();
      writeHashKey(value, hashKey, 0);
      expect(map.find(hashKey)?.shardId).toBe(ranges.find(({ start, end }) => value >= start && value <= end)?.shardId);
    }
  }), { numRuns: 500 });
});

test('a shard map leaves out closed shards, and knows its gaps', () => {
  const map = new ShardMap([
    { shardId: 'closed', startingHashKey: '0', endingHashKey: '99', endingSequenceNumber: '5' },
    { shardId: 'low', startingHashKey: '10', endingHashKey: '20' },
    { shardId: 'high', startingHashKey: '30', endingHashKey: '40' },
  ]);
  const find = (value: bigint) => {
    const hashKey = newHashKey();
    writeHashKey(value, hashKey, 0);
    return map.find(hashKey)?.shardId;
  };
  expect([9n, 10n, 20n, 21n, 29n, 30n, 40n, 41n].map(find)).toEqual([undefined, 'low', 'low', undefined, undefined, 'high', 'high', undefined]);
  const hashKey = newHashKey();
  expect(new ShardMap([]).find(hashKey)).toBeUndefined();
});

test('the buffer never gives more than it has, and nobody overtakes', () => {
  const steps = fc.array(fc.oneof(fc.integer({ min: 1, max: 100 }), fc.constant('release' as const)), { maxLength: 200 });
  fc.assert(fc.property(steps, (chosen) => {
    const budget = new BufferBudget(100);
    const held: number[] = [];
    const admitted: number[] = [];
    let asked = 0;
    for (const step of chosen) {
      if (step === 'release') {
        const size = held.shift();
        if (size !== undefined) budget.release(size);
      } else {
        const number = asked++;
        const admit = () => {
          held.push(step);
          admitted.push(number);
          return false;
        };
        if (budget.tryReserve(step)) admit();
        else budget.wait({ size: step, admit, refuse: () => admitted.push(-1) });
      }
      expect(budget.usedBytes).toBeLessThanOrEqual(100);
      expect(budget.usedBytes).toBe(held.reduce((sum, size) => sum + size, 0));
    }
    while (held.length > 0) budget.release(held.shift() ?? 0);
    expect(budget.waitingCount).toBe(0);
    expect(admitted).toEqual(Array.from({ length: asked }, (_, number) => number));
  }), { numRuns: 1000 });
});
