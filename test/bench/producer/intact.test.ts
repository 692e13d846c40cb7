import { checkIntact } from '../../../bench/producer/sink/intact';
import type { SinkStatistics } from '../../../bench/producer/sink/sink-client';

const WELL: SinkStatistics = {
  userRecords: 10,
  wrongShard: 0,
  wrongKey: 0,
  damaged: 0,
  dropped: 0,
  inversions: 0,
  kinesisRecords: 1,
  calls: 1,
  throttled: 0,
  failed: 0,
  cut: 0,
  stalled: 0,
  wireIn: 1000,
  missing: 0,
  problem: null,
};

test('what arrived as it was put passes', () => {
  expect(() => checkIntact('receipts', WELL)).not.toThrow();
});

test('records that are damaged, or under each other\'s keys, end the run', () => {
  expect(() => checkIntact('receipts', { ...WELL, damaged: 1, problem: 'the MD5 is wrong' })).toThrow('receipts: 1 records arrived damaged: the MD5 is wrong');
  expect(() => checkIntact('receipts', { ...WELL, wrongKey: 2 })).toThrow('receipts: 2 records arrived under another partition key than they were put with');
});

test('a producer that gives other keys by design is measured all the same, but not with damaged records', () => {
  expect(() => checkIntact('a8m', { ...WELL, wrongKey: 9 }, false)).not.toThrow();
  expect(() => checkIntact('a8m', { ...WELL, wrongKey: 9, damaged: 1 }, false)).toThrow('damaged');
});
