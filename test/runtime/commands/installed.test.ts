import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readRecords } from '../../../runtime/consumer';
import { HttpKinesis } from '../producer/http-kinesis';

const ROOT = resolve(__dirname, '../../..');
const NAME = 'streaming-analytics-pipeline';

let folder: string;
let installed: string;
let kinesis: HttpKinesis;
let environment: NodeJS.ProcessEnv;
let command: ChildProcess | undefined;

/** What the build does for the producer and its commands, into another folder. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'installed-'));
  installed = join(folder, 'node_modules', NAME);
  mkdirSync(installed, { recursive: true });
  const { exports, bin }: { exports: unknown; bin: unknown } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  writeFileSync(join(installed, 'package.json'), JSON.stringify({ name: NAME, version: '0.0.0', exports, bin }));
  const { tasks }: { tasks: Record<string, { steps: { exec: string }[] }> } = JSON.parse(readFileSync(join(ROOT, '.projen/tasks.json'), 'utf8'));
  const steps = tasks['build:runtime'].steps.map(({ exec }) => exec).filter((exec) => /runtime\/(producer\/index|commands\/)/.test(exec));
  expect(steps).toHaveLength(2);
  for (const step of steps) {
    const [program, ...args] = step.split(' ').map((part) => part.replace('--outdir=lib', `--outdir=${installed}/lib`));
    execFileSync(join(ROOT, 'node_modules/.bin', program), args, { cwd: ROOT });
  }
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(async () => {
  kinesis = new HttpKinesis();
  environment = {
    // that the AWS SDK will need a later Node one day is none of what a command says
    NODE_NO_WARNINGS: '1',
    ...process.env,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL_KINESIS: await kinesis.listen(),
  };
});

afterEach(async () => {
  command?.kill('SIGKILL');
  await kinesis.close();
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(name: string, ...args: string[]): { readonly process: ChildProcess; readonly ended: Promise<Ended> } {
  const { bin }: { bin: Record<string, string> } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  const started = spawn(process.execPath, [join(installed, bin[name]), ...args], { cwd: folder, env: environment });
  command = started;
  const output = { stdout: '', stderr: '' };
  started.stdout.on('data', (chunk: Buffer) => { output.stdout += chunk.toString('utf8'); });
  started.stderr.on('data', (chunk: Buffer) => { output.stderr += chunk.toString('utf8'); });
  return { process: started, ended: once(started, 'close').then(([code]: (number | null)[]) => ({ code, ...output })) };
}

const ROWS = Array.from({ length: 2000 }, (_, n) => `{"id":"k${n}","n":${n}}`);
const ARGS = ['--stream', 'trips', '--partition-key', 'id'];

test('the commands are small, since they share the producer\'s bundle', () => {
  expect(statSync(join(installed, 'lib/commands/produce.js')).size).toBeLessThan(48 * 1024);
  expect(statSync(join(installed, 'lib/commands/capacity.js')).size).toBeLessThan(8 * 1024);
});

test('rows that are piped in arrive, and what was recorded can be estimated', async () => {
  const produce = start('streaming-analytics-produce', ...ARGS, '--json', '--record-throughput', 'throughput.ndjson');
  produce.process.stdin?.end(ROWS.join('\n'));
  const { code, stdout } = await produce.ended;
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ read: 2000, acknowledged: 2000, rejected: 0, failed: 0 });
  expect(kinesis.delivered.sort()).toEqual([...ROWS].sort());
  const capacity = await start('streaming-analytics-capacity', '--json', 'throughput.ndjson').ended;
  expect(capacity).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(capacity.stdout)).toMatchObject({ openShards: 1, provisioned: { shards: 1 } });
});

test('rows travel compressed when asked to', async () => {
  const produce = start('streaming-analytics-produce', ...ARGS, '--compression', 'gzip', '--block-size', '8192');
  produce.process.stdin?.end(ROWS.join('\n'));
  expect(await produce.ended).toMatchObject({ code: 0, stderr: '' });
  const put = kinesis.calls.flatMap(({ body }) => body.Records ?? []);
  const read = put.flatMap(({ Data, PartitionKey }) => readRecords({ partitionKey: PartitionKey, data: Buffer.from(Data, 'base64') }).records);
  expect(read.map(({ data }) => Buffer.from(data).toString()).sort()).toEqual([...ROWS].sort());
  expect(put.reduce((bytes, { Data }) => bytes + Data.length, 0)).toBeLessThan(ROWS.join('').length / 2);
}, 60_000);

test.each<['SIGTERM' | 'SIGINT', number]>([['SIGTERM', 143], ['SIGINT', 130]])('%s delivers what was read, although the pipe stays open', async (signal, code) => {
  const { process: produce, ended } = start('streaming-analytics-produce', ...ARGS);
  produce.stdin?.write(`${ROWS.slice(0, 100).join('\n')}\n{"id":"incomplete`);
  while (kinesis.delivered.length === 0) await new Promise((done) => setTimeout(done, 5));
  produce.kill(signal);
  const { stdout, stderr, code: exitCode } = await ended;
  expect(exitCode).toBe(code);
  expect(stdout).toMatch(/^100 read, 100 acknowledged/);
  expect(stderr).toContain('interrupted after line 100');
  expect(kinesis.delivered).toHaveLength(100);
});

test('SIGTERM delivers what was read of a named pipe that stays open', async () => {
  const pipe = join(folder, 'rows.pipe');
  execFileSync('mkfifo', [pipe]);
  // for both directions, so that opening it waits for nobody
  const writer = openSync(pipe, 'r+');
  const { process: produce, ended } = start('streaming-analytics-produce', ...ARGS, pipe);
  writeSync(writer, `${ROWS.slice(0, 100).join('\n')}\n`);
  while (kinesis.delivered.length < 100) await new Promise((done) => setTimeout(done, 5));
  produce.kill('SIGTERM');
  const { stdout, code } = await ended;
  closeSync(writer);
  expect(code).toBe(143);
  expect(stdout).toMatch(/^100 read, 100 acknowledged/);
}, 30_000);

test('a signal while nothing is taken ends by the deadline, and the rows are kept', async () => {
  kinesis.answers = Array.from({ length: 1000 }, () => ({ status: 500, body: { __type: 'InternalFailure', message: 'broken' } }));
  const { process: produce, ended } = start('streaming-analytics-produce', ...ARGS, '--deadline', '1', '--failed', 'failed.ndjson');
  produce.stdin?.write(`${ROWS.slice(0, 10).join('\n')}\n`);
  while (!kinesis.calls.some(({ operation }) => operation === 'PutRecords')) await new Promise((done) => setTimeout(done, 5));
  produce.kill('SIGTERM');
  const { code, stdout } = await ended;
  expect(code).toBe(143);
  expect(stdout).toMatch(/^10 read, 0 acknowledged, 0 rejected, 10 failed/);
  expect(readFileSync(join(folder, 'failed.ndjson'), 'utf8')).toBe(`${ROWS.slice(0, 10).join('\n')}\n`);
}, 30_000);

test('nobody reads what the command tells, and the rows arrive all the same', async () => {
  const { process: produce, ended } = start('streaming-analytics-produce', ...ARGS);
  produce.stdout?.destroy();
  produce.stderr?.destroy();
  produce.stdin?.write('{"id":\n');
  for (const part of [ROWS.slice(0, 1000), ROWS.slice(1000)]) {
    const before = kinesis.delivered.length;
    produce.stdin?.write(`${part.join('\n')}\n`);
    while (kinesis.delivered.length < before + part.length && produce.exitCode === null) await new Promise((done) => setTimeout(done, 5));
  }
  produce.stdin?.end();
  expect((await ended).code).toBe(1);
  expect(kinesis.delivered.sort()).toEqual([...ROWS].sort());
});

test('nobody reads the estimate, and the command ends without a stack trace', async () => {
  const { process: capacity, ended } = start('streaming-analytics-capacity', '--help');
  capacity.stdout?.destroy();
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
});

test('wrong usage has an exit code of its own', async () => {
  expect(await start('streaming-analytics-produce', '--stream', 'trips').ended).toMatchObject({ code: 2, stderr: '--partition-key must name a field of the rows\n' });
  expect(await start('streaming-analytics-capacity').ended).toMatchObject({ code: 2, stderr: 'a FILE must be given\n' });
  expect(await start('streaming-analytics-produce', '--help').ended).toMatchObject({ code: 0, stdout: expect.stringContaining('--partition-key FIELD') });
});
