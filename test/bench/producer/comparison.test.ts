import { toChart } from '../../../bench/producer/comparison/chart';
import { judge } from '../../../bench/producer/comparison/gates';
import { ProducerName, Row, Run, toRow } from '../../../bench/producer/comparison/row';

function run(producer: ProducerName, cpuSecondsPerMillion: number, others: Partial<Run> = {}): Run {
  return {
    producer,
    recordBytes: 100,
    settings: 'any',
    cpuSecondsPerMillion,
    recordsPerSecond: 1000 / cpuSecondsPerMillion,
    peakRssMiB: 100,
    wireBytesPerRecord: 150,
    wrongShard: 0,
    lost: 0,
    ...others,
  };
}

function failures(rows: readonly Row[]): string[] {
  return judge(rows).filter(({ passed }) => !passed).map(({ text }) => text);
}

describe('a row', () => {
  test('holds the medians, and every record that went wrong in any run', () => {
    const runs = [run('plain', 5, { lost: 1 }), run('plain', 1), run('plain', 2, { wrongShard: 3 }), run('plain', 4)];
    expect(toRow(runs)).toEqual({
      producer: 'plain',
      recordBytes: 100,
      runs: 4,
      cpuSecondsPerMillion: 3,
      recordsPerSecond: 375,
      peakRssMiB: 100,
      wireBytesPerRecord: 150,
      wrongShard: 3,
      lost: 1,
    });
  });

  test('of the Kinesis Producer Library is its best run', () => {
    expect(toRow([run('kpl', 30), run('kpl', 20), run('kpl', 25)])).toMatchObject({ runs: 3, cpuSecondsPerMillion: 20, recordsPerSecond: 50 });
  });
});

describe('the gates', () => {
  const kpl = toRow([run('kpl', 30)]);

  test('pass at the promised ratio, and fail beyond', () => {
    expect(failures([kpl, toRow([run('receipts', 2)]), toRow([run('promises', 5)])])).toEqual([]);
    expect(failures([kpl, toRow([run('receipts', 2.01)]), toRow([run('promises', 5.01)])])).toEqual([
      '100 B: kpl takes 14.93 × the CPU of receipts (at least 15, the goal is 20)',
      '100 B: kpl takes 5.99 × the CPU of promises (at least 6, the goal is 9)',
    ]);
  });

  test('demand less than the other producers, not as much', () => {
    expect(failures([kpl, toRow([run('a8m', 1.5)]), toRow([run('receipts', 1.5)])])).toEqual([
      '100 B: a8m takes 1.00 × the CPU of receipts (more than 1)',
    ]);
  });

  test('allow no record on a wrong shard, none lost, and 250 MiB, of our own producer alone', () => {
    const wrong: Partial<Run> = { wrongShard: 7, lost: 1, peakRssMiB: 251 };
    expect(failures([kpl, toRow([run('a8m', 30, wrong)]), toRow([run('receipts', 1, wrong)])])).toEqual([
      '100 B: receipts put 7 records on a wrong shard (0)',
      '100 B: receipts lost 1 records (0)',
      '100 B: receipts took 251 MiB (at most 250)',
    ]);
  });
});

test('the chart draws each bar to scale and marks what is on wrong shards', () => {
  const chart = toChart([toRow([run('kpl', 20)]), toRow([run('a8m', 5, { wrongShard: 1 })]), toRow([run('receipts', 1)])]);
  expect([...chart.matchAll(/<rect class="(\w+)".*width="([\d.]+)"/g)].map(([, style, width]) => [style, Number(width)])).toEqual([
    ['bar', 360], ['bar', 90], ['ours', 18],
  ]);
  expect(chart.match(/on wrong shards<\/tspan>/g)).toHaveLength(1);
});
