import { createReadStream, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { LONGEST_LINE } from '../../../runtime/commands/produce/lines';
import { run, Surroundings } from '../../../runtime/commands/produce/run';
import { codecOf, startsWithBlockMagic } from '../../../runtime/compressed-block';
import { decode } from '../../../runtime/kpl-format';
import { KinesisApiError, KinesisProducer, ThroughputMinute } from '../../../runtime/producer';
import { FakeKinesis } from '../producer/fake-kinesis';

// no time is a test here, and a busy machine takes long
jest.setTimeout(120_000);

class Output extends Writable {
  public text = '';

  constructor(public readonly isTTY = false) {
    super();
  }

  public override _write(chunk: Buffer, _encoding: string, callback: () => void): void {
    this.text += chunk.toString('utf8');
    callback();
  }
}

let folder: string;
let kinesis: FakeKinesis;
let stdout: Output;
let stderr: Output;
let interruption: AbortController;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'produce-'));
  kinesis = new FakeKinesis(2);
  kinesis.latency = 1;
  stdout = new Output();
  stderr = new Output();
  interruption = new AbortController();
});

afterEach(() => rmSync(folder, { recursive: true }));

const ARGS = ['--stream', 'trips', '--partition-key', 'id'];

async function produce(args: string[], stdin: Readable = Readable.from([])): Promise<number> {
  const surroundings: Surroundings = {
    stdin,
    stdout,
    stderr,
    signal: interruption.signal,
    createProducer: ({ streamName, streamArn, strictOrder, compression }, onThroughput) => {
      return new KinesisProducer({ streamName, streamArn, strictOrder, compression, onThroughput, client: kinesis, recordMaxBufferedTime: 1 });
    },
  };
  return run(args, surroundings);
}

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

function delivered(): string[] {
  return kinesis.userRecords.map(({ data }) => Buffer.from(data).toString()).sort();
}

const rowsOf = (count: number) => Array.from({ length: count }, (_, n) => `{"id":"k${n}","n":${n}}`);

test('rows of stdin arrive, and the summary counts them', async () => {
  const rows = rowsOf(5000);
  expect(await produce(ARGS, Readable.from([Buffer.from(rows.join('\n'))]))).toBe(0);
  expect(delivered()).toEqual([...rows].sort());
  expect(stdout.text).toMatch(/^5000 read, 5000 acknowledged, 0 rejected, 0 failed in [\d.]+ s\n$/);
  expect(stderr.text).toBe('');
});

test('rows of a pipe do not wait for more of them', async () => {
  const pipe = new PassThrough();
  const ended = produce(ARGS, pipe);
  pipe.write('{"id":"1"}\n{"id":');
  while (kinesis.userRecords.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  pipe.end('"2"}\n');
  expect(await ended).toBe(0);
  expect(delivered()).toEqual(['{"id":"1"}', '{"id":"2"}']);
});

test.each(['gzip', 'brotli'])('rows arrive compressed by %s, in blocks of the size asked for', async (codec) => {
  const rows = rowsOf(2000);
  const input = file('rows.ndjson', rows.join('\n'));
  const blocksOf = async (...options: string[]) => {
    kinesis = new FakeKinesis(1);
    expect(await produce([...ARGS, ...options, input])).toBe(0);
    expect(delivered()).toEqual([...rows].sort());
    return kinesis.kinesisRecords.flatMap((entry) => decode(entry)).filter(({ data }) => startsWithBlockMagic(data)).length;
  };
  expect(await blocksOf()).toBe(0);
  const large = await blocksOf('--compression', codec);
  expect(large).toBeGreaterThan(0);
  expect(await blocksOf('--compression', codec, '--block-size', '1024')).toBeGreaterThan(10 * large);
});

test('a codec that this Node lacks is wrong usage', async () => {
  const code = await produce([...ARGS, '--compression', 'zstd']);
  if (codecOf('zstd') === undefined) expect({ code, stderr: stderr.text }).toEqual({ code: 2, stderr: expect.stringContaining('takes Node 22.15 or newer') });
  else expect({ code, stderr: stderr.text }).toEqual({ code: 0, stderr: '' });
});

test('a file of CSV arrives, and broken rows are named by their lines and kept', async () => {
  const trips = file('trips.csv', 'id,name\n1,a\n2,"b\n3,c\n,d\n5,"x\ny"\n');
  const failed = join(folder, 'failed.csv');
  expect(await produce([...ARGS, '--json', '--failed', failed, trips])).toBe(1);
  expect(delivered()).toEqual(['{"id":"1","name":"a"}', '{"id":"3","name":"c"}', '{"id":"5","name":"x\\ny"}']);
  expect(JSON.parse(stdout.text)).toMatchObject({ read: 5, acknowledged: 3, rejected: 2, failed: 0, interrupted: false, lastLine: 7 });
  expect(stderr.text).toBe('line 3: has a quote that is not closed\nline 5: "id", which is to be a key, is empty: a string, a number or true or false is needed\n');
  expect(readFileSync(failed, 'utf8')).toBe('id,name\n2,"b\n,d\n');
});

test('rows that the producer gives up are kept, and can be given to the command again', async () => {
  const rows = [...rowsOf(10), `{"id":"${'k'.repeat(257)}"}`, `{"id":"large","x":"${'x'.repeat(1_100_000)}"}`];
  const failed = join(folder, 'failed.ndjson');
  expect(await produce([...ARGS, '--failed', failed], Readable.from([Buffer.from(rows.join('\n'))]))).toBe(1);
  expect(delivered()).toHaveLength(10);
  expect(stdout.text).toMatch(/^12 read, 10 acknowledged, 0 rejected, 2 failed/);
  expect(stderr.text).toMatch(/line 11: the record is invalid: partitionKey is a string of 257 UTF-16 units/);
  expect(stderr.text).toMatch(/line 12: the record with partition key "large" has \d+ bytes/);
  expect(readFileSync(failed, 'utf8').split('\n').sort()).toEqual(['', ...rows.slice(10)]);
  kinesis.maxRecordSizeInKiB = 2048;
  expect(await produce([...ARGS, failed])).toBe(1);
  expect(delivered()).toHaveLength(11);
});

test('what would fail for every row ends the reading, or copies the rest to the failed rows', async () => {
  kinesis.listError = new KinesisApiError('ResourceNotFoundException', 'refused', 'no stream trips');
  const rows = rowsOf(20_000);
  const input = () => Readable.from(Array.from({ length: 200 }, (_, n) => Buffer.from(`${rows.slice(n * 100, (n + 1) * 100).join('\n')}\n`)));
  expect(await produce([...ARGS, '--json'], input())).toBe(1);
  const { read, failed, lastLine } = JSON.parse(stdout.text);
  expect(read).toBeLessThan(20_000);
  expect(failed).toBe(read);
  expect(stderr.text).toContain(`stopped after line ${lastLine}, since no later row would come through`);
  expect(stderr.text).toContain('ResourceNotFoundException: no stream trips');
  const kept = join(folder, 'failed.ndjson');
  expect(await produce([...ARGS, '--failed', kept], input())).toBe(1);
  expect(readFileSync(kept, 'utf8').split('\n').filter((line) => line !== '').sort()).toEqual([...rows].sort());
});

test('an interruption delivers what was read, and says where it stopped', async () => {
  const pipe = new PassThrough();
  const ended = produce([...ARGS, '--json'], pipe);
  pipe.write(`${rowsOf(100).join('\n')}\n`);
  while (kinesis.userRecords.length < 100) await new Promise((resolve) => setTimeout(resolve, 5));
  interruption.abort();
  expect(await ended).toBe(1);
  expect(JSON.parse(stdout.text)).toMatchObject({ read: 100, acknowledged: 100, failed: 0, interrupted: true, lastLine: 100 });
  expect(stderr.text).toBe('interrupted after line 100: later ones were not read\n');
});

test('an interruption waits no longer than its deadline, and keeps what is not delivered', async () => {
  const pipe = new PassThrough();
  kinesis.fate = () => {
    interruption.abort();
    return new KinesisApiError('ECONNREFUSED', 'fault', 'down');
  };
  const failed = join(folder, 'failed.ndjson');
  const ended = produce([...ARGS, '--deadline', '0', '--failed', failed], pipe);
  pipe.write(`${rowsOf(10).join('\n')}\n`);
  expect(await ended).toBe(1);
  expect(readFileSync(failed, 'utf8').split('\n').sort()).toEqual(['', ...rowsOf(10)]);
  expect(stderr.text).toContain('close reached its deadline of 0 ms');
});

test.each(['as FILE', 'as stdin'])('the file that is read, %s, is not emptied to keep failed rows in it', async (way) => {
  const rows = `${rowsOf(10).join('\n')}\n`;
  const failed = file('failed.ndjson', rows);
  symlinkSync(failed, join(folder, 'other-name.ndjson'));
  const args = [...ARGS, '--failed', join(folder, 'other-name.ndjson')];
  expect(await (way === 'as FILE' ? produce([...args, failed]) : produce(args, createReadStream('', { fd: openSync(failed, 'r') })))).toBe(2);
  expect(stderr.text).toContain(`--failed is ${JSON.stringify(join(folder, 'other-name.ndjson'))}, which is the input: name another file`);
  expect(readFileSync(failed, 'utf8')).toBe(rows);
});

// a device of Linux that takes nothing
const FULL = '/dev/full';
test('when the disk takes no failed row, no more are read, and all that were are counted', async () => {
  const lines = Array.from({ length: 200 }, (_, n) => Buffer.from(`{"id":"k${n}"}\n{"id":${n}\n`));
  expect(await produce([...ARGS, '--failed', FULL, '--json'], Readable.from(lines))).toBe(1);
  const { read, acknowledged, rejected, failed } = JSON.parse(stdout.text);
  expect(read).toBeLessThan(400);
  expect({ acknowledged, rejected, failed }).toEqual({ acknowledged: kinesis.userRecords.length, rejected: read / 2, failed: 0 });
  expect(stderr.text).toMatch(/stopped after line \d+, since --failed cannot be written: ENOSPC.*: rows that are not in the stream are missing there\n/);
});

test('a line that is too long to be kept is told among however many others', async () => {
  const input = [Buffer.from('[]\n'.repeat(50)), Buffer.alloc(LONGEST_LINE + 1, 0x61), Buffer.from('\n[]\n')];
  const failed = join(folder, 'failed.ndjson');
  expect(await produce([...ARGS, '--failed', failed], Readable.from(input))).toBe(1);
  expect(stderr.text.split('\n').slice(20)).toEqual(['line 51: is longer than 10485760 bytes, which no record may be', 'and 31 more', '']);
  expect(readFileSync(failed, 'utf8')).toBe('[]\n'.repeat(51));
});

test('throughput is recorded as the other command reads it', async () => {
  const recording = join(folder, 'throughput.ndjson');
  expect(await produce([...ARGS, '--record-throughput', recording], Readable.from([Buffer.from(rowsOf(10).join('\n'))]))).toBe(0);
  const minutes: ThroughputMinute[] = readFileSync(recording, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  expect(minutes.reduce((sum, { UserRecordsPut }) => sum + UserRecordsPut, 0)).toBe(10);
});

test('throughput that cannot be recorded is told, and harms no row', async () => {
  expect(await produce([...ARGS, '--record-throughput', FULL], Readable.from([Buffer.from(rowsOf(10).join('\n'))]))).toBe(0);
  expect(delivered()).toHaveLength(10);
  expect(stderr.text).toMatch(/^--record-throughput lacks the minute from \S+Z: ENOSPC/);
});

test('a terminal gets a bar, and many problems do not fill it', async () => {
  stderr = new Output(true);
  const input = file('rows.ndjson', `${'[]\n'.repeat(50)}${rowsOf(20_000).join('\n')}\n`);
  kinesis.latency = 300;
  expect(await produce([...ARGS, input])).toBe(1);
  expect(stderr.text.match(/line \d+: is no JSON object/g)).toHaveLength(20);
  expect(stderr.text).toContain('and 30 more: --failed FILE would keep them');
  expect(stderr.text).toMatch(/\r\u001b\[K[█░]{20} \d+%: \d+ read/);
});

test.each<[string[], string]>([
  [[], 'one of --stream and --stream-arn must be given\n--partition-key must name a field of the rows'],
  [[...ARGS, '--stream-arn', 'arn'], 'one of --stream and --stream-arn must be given'],
  [[...ARGS, '--format', 'xml'], '--format must be ndjson or csv, got "xml"'],
  [[...ARGS, '--deadline', 'soon'], '--deadline must be a whole number of seconds, got "soon"'],
  [[...ARGS, '--compression', 'lzw', '--block-size', '1023'],
    '--compression must be gzip, brotli or zstd, got "lzw"\n--block-size must be a whole number of bytes from 1024 to 1048576, got "1023"'],
  [[...ARGS, '--compression', 'gzip', '--block-size', '64KiB'], '--block-size must be a whole number of bytes from 1024 to 1048576, got "64KiB"'],
  [[...ARGS, '--compression', 'gzip', '--block-size', '1048577'], '--block-size must be a whole number of bytes from 1024 to 1048576, got "1048577"'],
  [[...ARGS, '--block-size', '65536'], '--block-size belongs to --compression: give both, or neither'],
  [[...ARGS, '--compression', ''], '--compression must have a value, got nothing'],
  [[...ARGS, 'a', 'b'], 'one FILE at the most may be given, got a b'],
  [[...ARGS, '--region', ''], '--region must have a value, got nothing'],
  [[...ARGS, '--colour'], 'Unknown option \'--colour\''],
  [[...ARGS, '/nowhere/rows.ndjson'], 'the input cannot be read: ENOENT'],
  [[...ARGS, tmpdir()], 'the input cannot be read: EISDIR'],
  [[...ARGS, '--failed', '/nowhere/failed'], '--failed cannot be written: ENOENT'],
  [[...ARGS, '--record-throughput', '/nowhere/throughput'], 'ENOENT'],
  [['--stream', 'a b', '--partition-key', 'id'], 'streamName is "a b", allowed are 1 to 128 letters'],
])('%j is wrong usage', async (args, problem) => {
  expect(await produce(args)).toBe(2);
  expect(stderr.text).toContain(problem);
});

test('help', async () => {
  expect(await produce(['--help'])).toBe(0);
  expect(stdout.text).toContain('Exit code: 0 all rows acknowledged');
});
