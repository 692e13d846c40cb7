import { toCompressionRow } from '../../../bench/producer/compression/row';

const run = (cpuSecondsPerMillion: number, wireBytesPerRecord: number) => {
  return { cpuSecondsPerMillion, wireBytesPerRecord, recordsPerSecond: 1000, peakRssMiB: 100 };
};

test('a row holds each round against the one without compression beside it', () => {
  const bare = [run(2, 480), run(4, 480), run(3, 480)];
  const compressed = [run(2, 80), run(6, 96), run(3.3, 96)];
  expect(toCompressionRow('gzip', compressed, bare, { lost: 1, wrongShard: 2 })).toEqual({
    compression: 'gzip',
    runs: 3,
    cpuSecondsPerMillion: 3.3,
    wireBytesPerRecord: 96,
    recordsPerSecond: 1000,
    peakRssMiB: 100,
    timesFewerBytes: 5,
    timesTheCpu: 1.1,
    lost: 1,
    wrongShard: 2,
  });
});
