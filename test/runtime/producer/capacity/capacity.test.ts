import { estimateCapacity, InvalidOptionsError, ThroughputMinute, US_EAST_1_PRICES } from '../../../../runtime/producer';
import { FakeKinesis } from '../fake-kinesis';
import { producerOf, settle, useDeterminism } from '../harness';

const MIB = 1_048_576;

function minute(at: number, { kinesisRecords, bytes }: { kinesisRecords: number; bytes: number }, shards?: number): ThroughputMinute {
  const size = bytes / kinesisRecords;
  return {
    from: new Date(at * 60_000).toISOString(),
    to: new Date((at + 1) * 60_000).toISOString(),
    UserRecordsPut: kinesisRecords * 10,
    UserRecordsDataPut: bytes,
    KinesisRecordsPut: kinesisRecords,
    KinesisRecordsDataPut: bytes - kinesisRecords,
    PartitionKeyBytesPut: kinesisRecords,
    PutPayloadUnits: kinesisRecords * Math.ceil(size / 25_600),
    KibibytesBilled: kinesisRecords * Math.ceil(size / 1024),
    OpenShards: shards,
  };
}

describe('an estimate', () => {
  test('of a steady stream has AWS\'s own arithmetic', () => {
    // a day of 1 MiB a second in records of 50 KiB, of which each is two PUT payload units and 50 KiB
    const day = Array.from({ length: 1440 }, (_, at) => minute(at, { kinesisRecords: 1228.8, bytes: 60 * MIB }, 2));
    const estimate = estimateCapacity(day, { reserve: 0, consumers: 2 });
    expect(estimate.observedSeconds).toBe(86_400);
    expect(estimate.meanPerSecond).toEqual({ kinesisRecords: expect.closeTo(20.48), bytes: expect.closeTo(MIB), userRecords: expect.closeTo(204.8) });
    expect(estimate.peakMinutePerSecond.bytes).toBeCloseTo(MIB);
    expect(estimate.headRoom).toBeCloseTo(0.5);
    expect(estimate.provisioned.shards).toBe(1);
    expect(estimate.provisioned.monthlyCost.shardHours).toBeCloseTo(730 * 0.015);
    expect(estimate.provisioned.monthlyCost.putPayloadUnits).toBeCloseTo(20.48 * 2 * 2_628_000 / 1e6 * 0.014);
    const gibibytes = 2_628_000 / 1024;
    expect(estimate.onDemand.monthlyCost).toEqual({
      streamHours: expect.closeTo(29.2),
      dataIn: expect.closeTo(gibibytes * 0.08),
      dataOut: expect.closeTo(gibibytes * 0.04 * 2),
      total: expect.closeTo(29.2 + gibibytes * 0.16),
    });
    expect(estimate.cheaper).toBe('provisioned');
  });

  test('is ruled by the busiest minute, of bytes or of records', () => {
    const quiet = { kinesisRecords: 60, bytes: 60_000 };
    const busy = estimateCapacity([minute(0, quiet), minute(1, { kinesisRecords: 60 * 5000, bytes: 60 * MIB }), minute(2, quiet)], { reserve: 0.25 });
    expect(busy.provisioned).toMatchObject({ shards: 7, limitedBy: 'records' });
    const large = estimateCapacity([minute(0, { kinesisRecords: 600, bytes: 60 * 3 * MIB }, 2)], { reserve: 0.25 });
    expect(large.provisioned).toMatchObject({ shards: 4, limitedBy: 'bytes' });
    expect(large.headRoom).toBeCloseTo(-0.5);
  });

  test('counts what consumers read, of which a shard gives 2 MiB a second to all of them together', () => {
    const busy = [minute(0, { kinesisRecords: 600, bytes: 60 * 3 * MIB }, 5)];
    expect(estimateCapacity(busy, { reserve: 0, consumers: 2 }).provisioned).toMatchObject({ shards: 3, limitedBy: 'bytes' });
    const read = estimateCapacity(busy, { reserve: 0, consumers: 4 });
    expect(read.provisioned).toMatchObject({ shards: 6, limitedBy: 'reads' });
    expect(read.headRoom).toBeCloseTo(-0.2);
    const fanOut = estimateCapacity(busy, { reserve: 0, consumers: 0 });
    expect(fanOut.provisioned).toMatchObject({ shards: 3, limitedBy: 'bytes' });
  });

  test('finds on-demand mode cheaper for a stream with rare bursts', () => {
    const burst = minute(0, { kinesisRecords: 6000, bytes: 60 * 20 * MIB });
    const later = minute(1440, { kinesisRecords: 60, bytes: 60_000 });
    const estimate = estimateCapacity([burst, later]);
    expect(estimate).toMatchObject({ cheaper: 'onDemand', provisioned: { shards: 27 } });
  });

  test('adds up the minutes of several producers, in any order', () => {
    const one = [minute(5, { kinesisRecords: 60, bytes: 60 * MIB }), minute(4, { kinesisRecords: 60, bytes: 6 * MIB })];
    const other = [minute(4, { kinesisRecords: 60, bytes: 6 * MIB }), minute(5, { kinesisRecords: 60, bytes: 60 * MIB }, 8)];
    const estimate = estimateCapacity([...one, ...other]);
    expect(estimate).toMatchObject({ observedSeconds: 120, openShards: 8 });
    expect(estimate).toMatchObject({ peakMinutePerSecond: { kinesisRecords: 2, bytes: 2 * MIB }, meanPerSecond: { bytes: 1.1 * MIB } });
  });

  test('of less than a minute takes the mean for the peak', () => {
    const half = (from: string, to: string) => ({ ...minute(0, { kinesisRecords: 1000, bytes: 10 * MIB }), from, to });
    const estimate = estimateCapacity([
      half('2026-01-01T00:00:50.000Z', '2026-01-01T00:01:00.000Z'),
      half('2026-01-01T00:01:00.000Z', '2026-01-01T00:01:10.000Z'),
    ]);
    expect(estimate).toMatchObject({ observedSeconds: 20, peakMinutePerSecond: { kinesisRecords: 100, bytes: MIB } });
  });

  test('of nothing is that of an idle stream', () => {
    expect(estimateCapacity([])).toMatchObject({
      observedSeconds: 0, meanPerSecond: { bytes: 0 }, provisioned: { shards: 1, monthlyCost: { total: 730 * 0.015 } }, cheaper: 'provisioned',
    });
  });

  test('takes prices of another Region', () => {
    const prices = { ...US_EAST_1_PRICES, region: 'sa-east-1', shardHour: 1 };
    expect(estimateCapacity([], { prices })).toMatchObject({ provisioned: { monthlyCost: { total: 730 } }, cheaper: 'onDemand', prices: { region: 'sa-east-1' } });
  });

  test('refuses options that make no sense, all at once', () => {
    const refused = () => estimateCapacity([], { reserve: 1, consumers: -1, openShards: 0, prices: { ...US_EAST_1_PRICES, shardHour: NaN } });
    expect(refused).toThrow(InvalidOptionsError);
    expect(refused).toThrow(/reserve is 1, .*; consumers is -1, .*; openShards is 0, .*; prices.shardHour is NaN, allowed are numbers from 0/);
  });
});

describe('a producer', () => {
  useDeterminism();

  test('knows what its stream needs, and records its minutes', async () => {
    jest.setSystemTime(120_000);
    const minutes: ThroughputMinute[] = [];
    const producer = producerOf(new FakeKinesis(2), {
      aggregationMaxCount: 1,
      onThroughput: (recorded) => {
        minutes.push(recorded);
        throw new Error('a bug in the listener');
      },
    });
    expect(producer.capacityEstimate()).toMatchObject({ observedSeconds: 0 });
    const put = async (count: number) => {
      await settle(producer.putMany(Array.from({ length: count }, (_, n) => ({ partitionKey: `k${n % 10}`, data: Buffer.alloc(30_000) }))));
    };
    await put(100);
    await jest.advanceTimersByTimeAsync(300_000);
    await put(50);
    const estimate = producer.capacityEstimate();
    expect(estimate.openShards).toBe(2);
    expect(estimate.peakMinutePerSecond).toMatchObject({ kinesisRecords: expect.closeTo(100 / 60), bytes: expect.closeTo(100 * 30_002 / 60) });
    await settle(producer.close());
    expect(minutes.map(({ from }) => from)).toEqual(['1970-01-01T00:02:00.000Z', '1970-01-01T00:07:00.000Z']);
    expect(minutes[0]).toMatchObject({
      to: '1970-01-01T00:03:00.000Z',
      UserRecordsPut: 100,
      UserRecordsDataPut: 3_000_000,
      KinesisRecordsPut: 100,
      PutPayloadUnits: 200,
      KibibytesBilled: 3000,
      OpenShards: 2,
    });
    expect(minutes[1]).toMatchObject({ KinesisRecordsPut: 50 });
    // what was recorded says the same
    const again = estimateCapacity(minutes.map((recorded) => JSON.parse(JSON.stringify(recorded))));
    expect(again.peakMinutePerSecond).toEqual(producer.capacityEstimate().peakMinutePerSecond);
    expect(again.provisioned.shards).toBe(estimate.provisioned.shards);
  });

  test('survives a clock that is set back', async () => {
    jest.setSystemTime(3_600_000);
    const minutes: ThroughputMinute[] = [];
    const producer = producerOf(new FakeKinesis(1), { onThroughput: (recorded) => minutes.push(recorded) });
    await settle(producer.put({ partitionKey: 'k', data: 'x' }));
    jest.setSystemTime(1_800_000);
    await settle(producer.put({ partitionKey: 'k', data: 'x' }));
    await settle(producer.close());
    expect(minutes).toHaveLength(2);
    for (const { from, to } of minutes) expect(to >= from).toBe(true);
  });
});
