import { toCompressionRow } from '../../../bench/producer/compression/row';
import { tripsOf } from '../../../bench/producer/compression/trips';
import type { WorkloadRecord } from '../../../bench/producer/producers/workload';
import { CODEC_NAMES, codecOf } from '../../../runtime/compressed-block';
import { CompressionOptions, KinesisProducer } from '../../../runtime/producer';
import { FakeKinesis } from '../../runtime/producer/fake-kinesis';

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

const CODECS = CODEC_NAMES.filter((name) => codecOf(name) !== undefined);

async function bytesOnTheStream(trips: readonly WorkloadRecord[], compression?: CompressionOptions): Promise<number> {
  const kinesis = new FakeKinesis(16);
  const producer = new KinesisProducer({ streamName: 'trips', client: kinesis, compression });
  expect(await producer.putMany(trips)).toMatchObject({ deliveredCount: trips.length });
  await producer.close();
  return kinesis.shards.flatMap(({ records }) => records).reduce((sum, { data }) => sum + data.length, 0);
}

test('taxi trips take four and a half times fewer bytes with every codec', async () => {
  const trips = (await tripsOf(undefined)).slice(0, 20_000);
  const bare = await bytesOnTheStream(trips);
  for (const codec of CODECS) expect([codec, bare / await bytesOnTheStream(trips, { codec }) >= 4.5]).toEqual([codec, true]);
});
