import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');
const NAME = 'streaming-analytics-pipeline';

const CONSUMER = `
import { type KinesisApi, KinesisProducer, ProducerError, type ProducerMetrics, type PutResult, type RetryPolicy } from '${NAME}/producer';

const retryPolicy: RetryPolicy = { throttle: { maxAttempts: 3 }, retryWhen: ({ errorCode, attempts }) => errorCode !== 'Mine' && attempts < 10 };
const client: KinesisApi = {
  putRecords: async ({ records }) => ({ records: records.map(({ data }) => ({ shardId: 'shard', sequenceNumber: String(data.length) })) }),
  listShards: async () => ({ shards: [] }),
  describeStreamSummary: async () => ({}),
};

async function main(): Promise<void> {
  const producer = new KinesisProducer({ streamName: 'trips', client, retryPolicy });
  const put: PutResult = await producer.put({ partitionKey: 'k', data: new Uint8Array(5) });
  const metrics: ProducerMetrics = producer.metrics();
  const code = await producer.put({ partitionKey: '', data: 'x' }).then(() => 'none', (error: unknown) => error instanceof ProducerError ? error.code : 'other');
  await producer.close({ deadline: 1000 });
  console.log(JSON.stringify([put.shardId, put.sequenceNumber, metrics.UserRecordsPut, code]));
}

void main();
`;

/** The command lines of the build, so that the test sees what is published. */
function buildSteps(): string[] {
  const { tasks }: { tasks: Record<string, { steps: { exec: string }[] }> } = JSON.parse(readFileSync(join(ROOT, '.projen/tasks.json'), 'utf8'));
  return tasks['build:runtime'].steps.map(({ exec }) => exec).filter((exec) => /runtime\/(producer\/index\.ts|tsconfig\.producer\.json)/.test(exec));
}

function run(folder: string, program: string, ...args: string[]): string {
  return execFileSync(join(ROOT, 'node_modules/.bin', program), args, { cwd: folder, encoding: 'utf8' });
}

let consumer: string;
let installed: string;

beforeAll(() => {
  consumer = mkdtempSync(join(tmpdir(), 'producer-consumer-'));
  installed = join(consumer, 'node_modules', NAME);
  mkdirSync(join(installed, 'lib'), { recursive: true });
  mkdirSync(join(consumer, 'node_modules/@types'));
  symlinkSync(join(ROOT, 'node_modules/@types/node'), join(consumer, 'node_modules/@types/node'));
  const { exports, typesVersions }: { exports: unknown; typesVersions: unknown } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  writeFileSync(join(installed, 'package.json'), JSON.stringify({ name: NAME, version: '0.0.0', exports, typesVersions }));
  writeFileSync(join(consumer, 'consumer.ts'), CONSUMER);
  for (const step of buildSteps()) {
    const [program, ...args] = step.split(' ');
    const elsewhere = args.map((arg) => arg.replace('--outdir=lib', `--outdir=${installed}/lib`));
    run(ROOT, program, ...elsewhere, ...(program === 'tsc' ? ['--outDir', join(installed, 'lib')] : []));
  }
}, 600_000);

afterAll(() => rmSync(consumer, { recursive: true }));

test('the bundle is small and needs nothing but Node.js', () => {
  const bundle = join(installed, 'lib/producer/index.js');
  expect(statSync(bundle).size).toBeLessThanOrEqual(450 * 1024);
  const required = [...readFileSync(bundle, 'utf8').matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name.replace(/^node:/, ''));
  expect(required.length).toBeGreaterThan(5);
  // the SDK looks for it when a request is to be signed for several regions at once, which Kinesis never asks for
  const foreign = new Set(required.filter((name) => !builtinModules.includes(name)));
  expect([...foreign]).toEqual(['@aws-sdk/signature-v4-crt']);
});

test.each([
  ['node16', ['--module', 'node16', '--moduleResolution', 'node16']],
  ['bundler', ['--module', 'esnext', '--moduleResolution', 'bundler']],
  ['commonjs', ['--module', 'commonjs', '--moduleResolution', 'node10', '--ignoreDeprecations', '6.0']],
])('a consumer without the AWS SDK type-checks under %s resolution', (_, options) => {
  expect(run(consumer, 'tsc', '--noEmit', '--strict', '--skipLibCheck', 'false', '--types', 'node', '--target', 'es2022', ...options, 'consumer.ts')).toBe('');
}, 600_000);

test('and runs', () => {
  run(consumer, 'esbuild', 'consumer.ts', '--format=cjs', '--outfile=consumer.js', '--log-level=warning');
  const output = execFileSync(process.execPath, ['consumer.js'], { cwd: consumer, encoding: 'utf8' });
  expect(JSON.parse(output)).toEqual(['shard', '5', 1, 'InvalidRecord']);
});
