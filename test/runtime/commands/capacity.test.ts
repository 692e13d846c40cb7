import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { run } from '../../../runtime/commands/capacity/run';
import { estimateCapacity, ThroughputMinute, US_EAST_1_PRICES } from '../../../runtime/producer';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'capacity-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function capacity(args: string[]): { readonly code: number; readonly stdout: string; readonly stderr: string } {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const code = run(args, {
    stdout,
    stderr,
    estimate: (minutes, options, prices) => estimateCapacity(minutes, { ...options, prices: { ...US_EAST_1_PRICES, ...Object(prices) } }),
  });
  return { code, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') };
}

function file(name: string, ...lines: unknown[]): string {
  writeFileSync(join(folder, name), `${lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')}\n`);
  return join(folder, name);
}

const MINUTE: ThroughputMinute = {
  from: '2026-11-23T08:00:00.000Z',
  to: '2026-11-23T08:01:00.000Z',
  UserRecordsPut: 600_000,
  UserRecordsDataPut: 62_000_000,
  KinesisRecordsPut: 1200,
  KinesisRecordsDataPut: 62_914_560 - 1200,
  PartitionKeyBytesPut: 1200,
  PutPayloadUnits: 3600,
  KibibytesBilled: 62_400,
  OpenShards: 4,
};

test('the estimate of several files is told', () => {
  const other = { ...MINUTE, from: '2026-11-23T08:01:00.000Z', to: '2026-11-23T08:02:00.000Z' };
  expect(capacity([file('one.ndjson', MINUTE, '', other), file('two.ndjson', MINUTE)])).toEqual({
    code: 0,
    stderr: '',
    stdout: `observed      2 minutes
mean          1.500 MiB/s, 30.0 Kinesis records/s, 15000.0 user records/s
peak minute   2.000 MiB/s, 40.0 Kinesis records/s, 20000.0 user records/s
head-room     50 % of 4 open shard(s), in the busiest minute
provisioned   3 shard(s) needed, for bytes; 36.16 USD a month (cheaper)
on demand     495.97 USD a month
prices of us-east-1, for a month of 730 hours at the mean rate; without longer retention and enhanced fan-out
`,
  });
});

test('as JSON, with other assumptions', () => {
  const prices = file('prices.json', { region: 'here', shardHour: 10 });
  const { code, stdout } = capacity(['--json', '--reserve', '0.5', '--consumers', '0', '--shards', '1', '--prices', prices, file('one.ndjson', MINUTE)]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    openShards: 1, headRoom: 0, provisioned: { shards: 2 }, onDemand: { monthlyCost: { dataOut: 0 } }, cheaper: 'onDemand', prices: { region: 'here' },
  });
});

test.each<[() => string[], string]>([
  [() => [], 'a FILE must be given'],
  [() => ['--reserve', 'much', 'x'], '--reserve must be a number, got "much"'],
  [() => ['/nowhere/file'], 'the recording cannot be read: ENOENT'],
  [() => [file('bad.ndjson', MINUTE, '{"from":')], 'bad.ndjson, line 2 is no recorded minute: from, to within 60 seconds, and UserRecordsPut'],
  [() => [file('bad.ndjson', { ...MINUTE, KinesisRecordsPut: -1 })], 'line 1 is no recorded minute'],
  [() => [file('bad.ndjson', { ...MINUTE, from: 'soon' })], 'line 1 is no recorded minute'],
  [() => [file('bad.ndjson', { ...MINUTE, to: '2026-11-23T09:00:00.000Z' })], 'line 1 is no recorded minute'],
  [() => [file('bad.ndjson', { ...MINUTE, to: '2026-11-23T07:59:59.000Z' })], 'line 1 is no recorded minute'],
  [() => ['--prices', file('prices.json', '{'), file('one.ndjson', MINUTE)], 'cannot be read: '],
  [() => ['--prices', file('prices.json', { shardHour: 'cheap' }), file('one.ndjson', MINUTE)], 'prices.shardHour is cheap, allowed are numbers from 0'],
  [() => ['--reserve', '1', file('one.ndjson', MINUTE)], 'reserve is 1, allowed are shares from 0 to 0.9'],
  [() => ['--fast'], 'Unknown option \'--fast\''],
])('wrong usage is told', (args, problem) => {
  const { code, stderr } = capacity(args());
  expect(code).toBe(2);
  expect(stderr).toContain(problem);
});

test('help', () => {
  expect(capacity(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Exit code: 0 estimated') });
});
