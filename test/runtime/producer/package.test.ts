import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as ts from 'typescript';

const ROOT = resolve(__dirname, '../../..');
const NAME = 'streaming-analytics-pipeline';

/** What the published producer and its consumer are made of. */
const ROOMS = ['producer', 'consumer', 'compressed-block', 'kpl-format'];

const CONSUMER = `
import { CompressedBlockError, readRecords, type ReadRecordsResult } from '${NAME}/consumer';
import { type KinesisApi, KinesisProducer, ProducerError, type ProducerMetrics, type PutResult, type RetryPolicy } from '${NAME}/producer';

const retryPolicy: RetryPolicy = { throttle: { maxAttempts: 3 }, retryWhen: ({ errorCode, attempts }) => errorCode !== 'Mine' && attempts < 10 };
const client: KinesisApi = {
  putRecords: async ({ records }) => ({ records: records.map(({ data }) => ({ shardId: 'shard', sequenceNumber: String(data.length) })) }),
  listShards: async () => ({ shards: [] }),
  describeStreamSummary: async () => ({}),
};

async function main(): Promise<void> {
  const producer = new KinesisProducer({ streamName: 'trips', client, retryPolicy });
  // @ts-expect-error a declaration that is not found would make everything any
  const wrong: RetryPolicy = { throttle: 'never' };
  const put: PutResult = await producer.put({ partitionKey: 'k', data: new Uint8Array(5) });
  const metrics: ProducerMetrics = producer.metrics();
  const code = await producer.put({ partitionKey: '', data: 'x' }).then(() => 'none', (error: unknown) => error instanceof ProducerError ? error.code : 'other');
  await producer.close({ deadline: 1000 });
  const { records, unreadable }: ReadRecordsResult = readRecords({ partitionKey: 'k', data: Buffer.from('c1534142', 'hex') });
  const isTyped = unreadable.every(({ error }) => error instanceof CompressedBlockError);
  console.log(JSON.stringify([put.shardId, put.sequenceNumber, metrics.UserRecordsPut, code, records.length, unreadable[0].error.code, isTyped]));
}

void main();
`;

/** The command lines of the build, so that the test sees what is published. */
function buildSteps(): string[] {
  const { tasks }: { tasks: Record<string, { steps: { exec: string }[] }> } = JSON.parse(readFileSync(join(ROOT, '.projen/tasks.json'), 'utf8'));
  return tasks['build:runtime'].steps.map(({ exec }) => exec).filter((exec) => /runtime\/(producer\/index\.ts|tsconfig\.producer\.json)/.test(exec));
}

/** When something that the build reads changed last. */
function newestSource(): number {
  const files = ROOMS.map((room) => join(ROOT, 'runtime', room))
    .flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)));
  return Math.max(...[...files, join(ROOT, 'package-lock.json'), join(ROOT, '.projen/tasks.json')].map((file) => statSync(file).mtimeMs));
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
  const built = join(ROOT, 'lib/consumer/index.js');
  if (existsSync(built) && statSync(built).mtimeMs > newestSource()) {
    for (const folder of ROOMS) cpSync(join(ROOT, 'lib', folder), join(installed, 'lib', folder), { recursive: true });
    return;
  }
  for (const step of buildSteps()) {
    const [program, ...args] = step.split(' ');
    const elsewhere = args.map((arg) => arg.replace('--outdir=lib', `--outdir=${installed}/lib`));
    run(ROOT, program, ...elsewhere, ...(program === 'tsc' ? ['--outDir', join(installed, 'lib')] : []));
  }
}, 600_000);

afterAll(() => rmSync(consumer, { recursive: true }));

test('who only reads loads no SDK', () => {
  const bundle = readFileSync(join(installed, 'lib/consumer/index.js'), 'utf8');
  expect(bundle.length).toBeLessThanOrEqual(16 * 1024);
  const required = [...bundle.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name);
  expect([...new Set(required)].sort()).toEqual(['node:crypto', 'node:zlib']);
});

test('the bundle is small and needs nothing but Node.js', () => {
  const bundle = join(installed, 'lib/producer/index.js');
  expect(statSync(bundle).size).toBeLessThanOrEqual(450 * 1024);
  const required = [...readFileSync(bundle, 'utf8').matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name.replace(/^node:/, ''));
  expect(required.length).toBeGreaterThan(5);
  // the SDK looks for it when a request is to be signed for several regions at once, which Kinesis never asks for
  const foreign = new Set(required.filter((name) => !builtinModules.includes(name)));
  expect([...foreign]).toEqual(['@aws-sdk/signature-v4-crt']);
});

// one process and one parse of the declarations for all; they are checked themselves once
const parsed = new Map<string, ts.SourceFile | undefined>();

function diagnosticsOf(options: ts.CompilerOptions): string[] {
  const all: ts.CompilerOptions = { noEmit: true, strict: true, types: ['node'], target: ts.ScriptTarget.ES2022, ...options };
  const host = ts.createCompilerHost(all);
  const { getSourceFile } = host;
  host.getCurrentDirectory = () => consumer;
  host.getSourceFile = (name, version, ...rest) => {
    // what a file imports and whether it is a module depends on the resolution
    const key = JSON.stringify([name, typeof version === 'object' ? version.impliedNodeFormat : undefined]);
    if (!parsed.has(key)) parsed.set(key, getSourceFile.call(host, name, version, ...rest));
    return parsed.get(key);
  };
  const program = ts.createProgram([join(consumer, 'consumer.ts')], all, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

test.each<[string, ts.CompilerOptions]>([
  ['node16', { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16, skipLibCheck: false }],
  ['bundler', { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, skipLibCheck: true }],
  ['commonjs', { module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Node10, ignoreDeprecations: '6.0', skipLibCheck: true }],
])('a consumer without the AWS SDK type-checks under %s resolution', (_, options) => {
  expect(diagnosticsOf(options)).toEqual([]);
}, 600_000);

test('and runs', () => {
  run(consumer, 'esbuild', 'consumer.ts', '--format=cjs', '--outfile=consumer.js', '--log-level=warning');
  const output = execFileSync(process.execPath, ['consumer.js'], { cwd: consumer, encoding: 'utf8' });
  expect(JSON.parse(output)).toEqual(['shard', '5', 1, 'InvalidRecord', 0, 'Truncated', true]);
});
