import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

const COLUMNS_OF_A_FILE = 'pickup,dropoff,passengers,distance,fare,tip,tolls,total,color,payment,pickup_zone,dropoff_zone,pickup_borough,dropoff_borough';
const CODECS = CODEC_NAMES.filter((name) => codecOf(name) !== undefined);

async function bytesOnTheStream(trips: readonly WorkloadRecord[], compression?: CompressionOptions): Promise<number> {
  const kinesis = new FakeKinesis(16);
  const producer = new KinesisProducer({ streamName: 'trips', client: kinesis, compression });
  expect(await producer.putMany(trips)).toMatchObject({ deliveredCount: trips.length });
  await producer.close();
  return kinesis.shards.flatMap(({ records }) => records).reduce((sum, { data }) => sum + data.length, 0);
}

test('taxi trips take four and a half times fewer bytes with every codec', async () => {
  const trips = await tripsOf(undefined, 8_000);
  const bare = await bytesOnTheStream(trips);
  for (const codec of CODECS) expect([codec, bare / await bytesOnTheStream(trips, { codec }) >= 4.5]).toEqual([codec, true]);
});

test.each([['a line', '\n'], ['nothing', '']])('a short file of trips that ends with %s is repeated under further ids, as no trip comes twice to a real stream', async (_, end) => {
  const folder = mkdtempSync(join(tmpdir(), 'trips-'));
  try {
    const file = join(folder, 'trips.csv');
    const rows = [1, 2, 3].map((passengers) => `2019-03-23 20:21:09,2019-03-23 20:27:24,${passengers},1.6,7.0,2.15,0.0,12.95,yellow,cash,SoHo,SoHo,Manhattan,Manhattan`);
    writeFileSync(file, [COLUMNS_OF_A_FILE, ...rows].join('\n') + end);
    const trips = await tripsOf(file, 7);
    expect(trips.map(({ partitionKey }) => partitionKey)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(JSON.parse(trips[8].data.toString())).toEqual({ ...JSON.parse(trips[2].data.toString()), trip_id: '9' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
