import { AGGREGATES } from './aggregates';
import { COMPRESSED_BLOCKS } from './compressed-blocks';
import { fuzz } from './fuzz';

// npm run fuzz:decoder goes on for a million inputs each
const INPUTS = 20_000;
const SEED = 20_260_106;

test('mutated aggregates are decoded without an exception, a read past the end or more bytes than came', async () => {
  expect(await fuzz(AGGREGATES, INPUTS, SEED)).toMatchObject({ inputs: INPUTS, problems: [], outcomes: { decoded: INPUTS } });
}, 60_000);

test('broken compressed blocks end in exactly one place with a reason, and their neighbours arrive', async () => {
  const { inputs, problems, outcomes } = await fuzz(COMPRESSED_BLOCKS, INPUTS / 4, SEED);
  expect({ inputs, problems }).toEqual({ inputs: INPUTS / 4, problems: [] });
  // every kind of break was tried
  expect(Object.keys(outcomes)).toEqual(expect.arrayContaining([
    'ChecksumMismatch', 'CountMismatch', 'Damaged', 'MalformedFrame', 'SizeMismatch', 'TooLarge', 'Truncated', 'UnknownCodec', 'UnknownVersion', 'plain', 'read',
  ]));
}, 60_000);
