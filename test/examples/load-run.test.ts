import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { FakeProducer } from './fake-producer';
import { GOOD, goodBut, HEADER } from './trips-text';
import { LoadOptions } from '../../examples/taxi/loader/options';
import { run } from '../../examples/taxi/loader/run';

const ENVIRONMENT = { STREAM_NAME: 'trips', DATASET_BUCKET: 'dataset', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };

class FakeBucket {
  public closed = false;

  constructor(public readonly objects: Map<string, string> = new Map()) {}

  public async store(key: string, content: Readable): Promise<void> {
    this.objects.set(key, await text(content));
  }

  public async open(key: string) {
    const object = this.objects.get(key) ?? '';
    return { content: Readable.from([Buffer.from(object)]), size: object.length };
  }

  public close(): void {
    this.closed = true;
  }
}

interface Given {
  readonly producer?: FakeProducer;
  readonly bucket?: FakeBucket;
  readonly environment?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

async function runWith(args: string[], given: Given = {}) {
  const { producer = new FakeProducer(), bucket = new FakeBucket(), environment = ENVIRONMENT, signal = new AbortController().signal } = given;
  const stderr = new PassThrough();
  const producers: LoadOptions[] = [];
  const packing: boolean[] = [];
  const slept: number[] = [];
  const code = await run(args, {
    environment,
    stderr,
    signal,
    clock: {
      now: () => slept.reduce((sum, milliseconds) => sum + milliseconds, 0),
      sleep: async (milliseconds) => { slept.push(milliseconds); },
    },
    createProducer: (options, packs) => {
      producers.push(options);
      packing.push(packs);
      return producer;
    },
    createBucket: () => bucket,
  });
  return { code, shown: await text(stderr.end()), producer, bucket, producers, packing, slept };
}

describe('load.ts', () => {
  let folder: string;
  const file = (...lines: string[]) => {
    const name = path.join(folder, 'trips.csv');
    writeFileSync(name, lines.map((line) => `${line}\n`).join(''));
    return name;
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'taxi-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test('puts broken records among the trips, and says by what each is found', async () => {
    const report = path.join(folder, 'report.json');
    const { code, shown, packing, producer } = await runWith(['--trips', file(HEADER, GOOD, GOOD), '--poison', '9', '--report', report]);
    expect(code).toBe(0);
    expect(packing).toEqual([true, false]);
    expect(producer.delivered).toHaveLength(11);
    expect(shown).toContain('poison: 9 acknowledged, 0 failed');
    const { poison, ...counts } = JSON.parse(readFileSync(report, 'utf8'));
    expect(counts).toEqual({ read: 2, rejected: 0, acknowledged: 2, failed: 0 });
    expect(poison).toHaveLength(9);
    expect(poison[0]).toEqual({ kind: 'truncated base64', sha256: expect.stringMatching(/^[0-9a-f]{64}$/), documentId: 'poison-1' });
  });

  test('a broken record that is not put is a failure', async () => {
    const producer = new FakeProducer((key) => (key === 'poison-2' ? new Error('full') : undefined));
    const { code, shown } = await runWith(['--trips', file(HEADER, GOOD), '--poison', '3'], { producer });
    expect(code).toBe(1);
    expect(shown).toContain('a poison record (truncated JSON) failed: full');
  });

  test('keeps the original file, puts its trips and reports', async () => {
    const report = path.join(folder, 'report.json');
    const trips = file(HEADER, GOOD, goodBut('fare', 'x'), GOOD);
    const { code, shown, producer, bucket, producers } = await runWith(['--trips', trips, '--report', report]);
    expect(code).toBe(0);
    expect([...bucket.objects]).toEqual([['trips/trips.csv', readFileSync(trips, 'utf8')]]);
    expect(producer.delivered.map(({ partitionKey }) => partitionKey)).toEqual(['1', '3']);
    expect(producer.calls).toEqual(['flush', 'close']);
    expect(bucket.closed).toBe(true);
    expect(producers).toEqual([expect.objectContaining({ streamName: 'trips', endpoint: 'http://127.0.0.1:1' })]);
    expect(JSON.parse(readFileSync(report, 'utf8'))).toEqual({ read: 3, rejected: 1, acknowledged: 2, failed: 0 });
    expect(shown).toBe([
      `keeping file "${trips}" as trips/trips.csv in the dataset bucket`,
      `file "${trips}", line 3: fare must be a number such as 12 or 12.5, got "x"`,
      `file "${trips}": 3 read, 2 acknowledged, 1 rejected, 0 failed`,
      '',
    ].join('\n'));
  });

  test('generates trips, keeps them and puts the same', async () => {
    const { code, producer, bucket } = await runWith(['--records', '1200']);
    expect(code).toBe(0);
    expect(producer.delivered).toHaveLength(1200);
    const [[key, kept]] = bucket.objects;
    expect(key).toBe('trips/generated-1200-seed-2019.csv');
    const again = await runWith(['--from-bucket', key], { bucket });
    expect(kept.split('\n')).toHaveLength(1202);
    expect(again.code).toBe(0);
    expect(again.producer.delivered).toEqual(producer.delivered);
    expect([...bucket.objects.keys()]).toEqual([key]);
  });

  test('loads a file without keeping it where there is no dataset bucket', async () => {
    const { code, producer, bucket } = await runWith(['--trips', file(HEADER, GOOD)], { environment: { STREAM_NAME: 'trips' } });
    expect([code, producer.delivered.length, bucket.objects.size]).toEqual([0, 1, 0]);
  });

  test('replays in the order of the trips\' own times', async () => {
    const late = goodBut('pickup', '2019-03-23 21:00:00');
    const { producer, slept } = await runWith(['--trips', file(HEADER, late, GOOD), '--speed-up', '60']);
    expect(producer.delivered.map(({ partitionKey }) => partitionKey)).toEqual(['2', '1']);
    // 38 minutes and 51 seconds between them, sixty times faster
    expect(slept).toEqual([38_850]);
  });

  test('fails when a trip fails, and says which', async () => {
    const report = path.join(folder, 'report.json');
    const producer = new FakeProducer((key) => (key === '2' ? new Error('it expired') : undefined));
    const { code, shown } = await runWith(['--trips', file(HEADER, GOOD, GOOD), '--report', report], { producer });
    expect(code).toBe(1);
    expect(shown).toContain('trip 2 failed: it expired\n');
    expect(JSON.parse(readFileSync(report, 'utf8'))).toEqual({ read: 2, rejected: 0, acknowledged: 1, failed: 1 });
  });

  test('shows a reason for failure once, and stops when no further trip can succeed', async () => {
    const producer = new FakeProducer(() => new Error('there is no such stream'));
    const { code, shown } = await runWith(['--trips', file(HEADER, ...Array.from({ length: 1000 }, () => GOOD))], { producer });
    expect(code).toBe(1);
    expect(shown.match(/there is no such stream/g)).toHaveLength(1);
    expect(shown).toContain('1000 read, 0 acknowledged, 0 rejected, 1000 failed\nstopped reading, since 1000 trips in a row had failed\n');
  });

  test('fails when every row is broken', async () => {
    const { code, shown } = await runWith(['--trips', file(HEADER, 'a', 'b')]);
    expect(code).toBe(1);
    expect(shown).toContain('2 read, 0 acknowledged, 2 rejected, 0 failed');
  });

  test('shows the first broken rows one by one, and counts all', async () => {
    const { shown } = await runWith(['--trips', file(HEADER, GOOD, ...Array.from({ length: 50 }, () => 'broken'))]);
    expect(shown.match(/, line \d+: /g)).toHaveLength(20);
    expect(shown).toContain('51 read, 1 acknowledged, 50 rejected, 0 failed');
  });

  test('fails when interrupted', async () => {
    const { code, shown } = await runWith(['--trips', file(HEADER, GOOD)], { signal: AbortSignal.abort() });
    expect(code).toBe(1);
    expect(shown).toContain('0 read, 0 acknowledged, 0 rejected, 0 failed, interrupted');
  });

  test.each([
    ['a missing file', [], 'file "none.csv" does not exist: --trips must name a CSV file'],
    ['an empty file', [''], 'is empty: it must have a header and at least one trip'],
    ['a header alone', [HEADER], 'has a header and no trip: it must have at least one'],
    ['another header', ['id,name', '1,x'], 'header must name the columns pickup, dropoff, '],
  ])('fails for %s, and neither keeps nor puts anything', async (_name, lines, message) => {
    const { code, shown, bucket, producers } = await runWith(['--trips', lines.length === 0 ? 'none.csv' : file(...lines)]);
    expect(code).toBe(1);
    expect(shown).toContain(message);
    expect(bucket.objects.size).toBe(0);
    expect(producers).toEqual([]);
  });

  test.each([
    ['a file', () => ['--trips', file(HEADER, GOOD)], 0, ''],
    ['generated trips', () => ['--records', '10'], 0, ''],
    ['another header', () => ['--trips', file('id,name', '1,x')], 1, 'header must name the columns pickup, dropoff, '],
    ['an empty file', () => ['--trips', file('')], 1, 'is empty: it must have a header and at least one trip'],
    ['a missing file', () => ['--trips', 'none.csv'], 1, 'file "none.csv" does not exist: --trips must name a CSV file'],
  ])('checks %s without a stream, in a line at the most, and neither keeps nor puts anything', async (_name, args, expected, message) => {
    const { code, shown, bucket, producers } = await runWith(['--check', ...args()], { environment: { DATASET_BUCKET: 'dataset' } });
    expect([code, shown.split('\n').length]).toEqual([expected, message === '' ? 1 : 2]);
    expect(shown).toContain(message);
    expect([bucket.objects.size, producers]).toEqual([0, []]);
  });

  test('fails for a folder', async () => {
    const { code, shown } = await runWith(['--trips', folder]);
    expect([code, shown]).toEqual([1, `file "${folder}" is no file: --trips must name a CSV file\n`]);
  });

  test('says what a network error is when it has no words', async () => {
    const bucket = new FakeBucket();
    bucket.store = async () => { throw Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' }); };
    const { code, shown } = await runWith(['--trips', file(HEADER, GOOD)], { bucket });
    expect(code).toBe(1);
    expect(shown).toContain('\nECONNREFUSED\n');
  });

  test('answers wrong usage with 2, and help with 0', async () => {
    expect(await runWith(['--records', '0'])).toMatchObject({ code: 2, shown: '--records must be a whole number from 1 to 100000000, got "0"\n' });
    expect(await runWith(['--records', '1'], { environment: {} })).toMatchObject({ code: 2 });
    expect(await runWith(['--help'], { environment: {} })).toMatchObject({ code: 0, shown: expect.stringContaining('--speed-up X') });
  });
});
