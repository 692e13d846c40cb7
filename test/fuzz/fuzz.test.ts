import { AGGREGATES } from './aggregates';
import { COMPRESSED_BLOCKS } from './compressed-blocks';
import { fuzz } from './fuzz';
import type { FuzzedDecoder } from './fuzzed-decoder';

// npm run fuzz:decoder goes on for a million inputs each
const INPUTS = 20_000;
const SEED = 20_260_106;

test('mutated aggregates are decoded without an exception, a read past the end or more bytes than came', async () => {
  const { inputs, problems, outcomes } = await fuzz(AGGREGATES, INPUTS, SEED);
  expect({ inputs, problems }).toEqual({ inputs: INPUTS, problems: [] });
  // the mutations reach what is behind the checksum: some leave an aggregate, some none
  expect(outcomes.records).toBeGreaterThan(INPUTS / 10);
  expect(outcomes.plain).toBeGreaterThan(INPUTS / 10);
}, 60_000);

test('broken compressed blocks end in exactly one place with a reason, and their neighbours arrive', async () => {
  const { inputs, problems, outcomes } = await fuzz(COMPRESSED_BLOCKS, INPUTS / 4, SEED);
  expect({ inputs, problems }).toEqual({ inputs: INPUTS / 4, problems: [] });
  // every kind of break was tried
  expect(Object.keys(outcomes)).toEqual(expect.arrayContaining([
    'ChecksumMismatch', 'CountMismatch', 'Damaged', 'MalformedFrame', 'SizeMismatch', 'TooLarge', 'Truncated', 'UnknownCodec', 'UnknownVersion', 'plain', 'read',
  ]));
}, 60_000);

test('an input that takes more memory than its size explains is told of, though nobody writes to it', async () => {
  const allocations: Buffer[] = [];
  const greedy: FuzzedDecoder = {
    name: 'greedy',
    tryOne: () => {
      allocations.push(Buffer.allocUnsafe(64 * 1024 * 1024));
      return { outcome: 'decoded' };
    },
  };
  const { problems } = await fuzz(greedy, 1, SEED);
  expect(problems).toEqual([expect.stringMatching(/^input 0, seed 20260106: took \d{8} bytes of memory$/)]);
});
