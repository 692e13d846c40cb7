import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { CreateStreamCommand, DescribeStreamSummaryCommand, ListShardsCommand, PutRecordCommand, SplitShardCommand } from '@aws-sdk/client-kinesis';
import { start } from './run';
import { accountEnvironment } from '../../local/emulator/account';
import { type Clients, makeClients } from '../../local/emulator/clients';
import { startEmulator } from '../../local/emulator/emulator';
import { makeRunFolder } from '../../local/places';
import { Cleanup } from '../../local/processes/cleanup';
import { endOnSignals } from '../../local/processes/signals';
import { EMULATOR } from '../../local/tools/emulator';
import { installPython } from '../../local/tools/python-environment';
import { stageSamples } from '../../src/workbench/samples';

const STREAM = 'samples';
/** A new application of the KCL waits up to half a minute, and a split is seen after its next look. */
const KCL_SECONDS = 120;

/**
 * Runs the workbench's samples as a person does, against the emulator: the producer puts aggregated records, both consumers print every record
 * once, before and after a split of a shard.
 */
async function main(): Promise<void> {
  const cleanup = new Cleanup();
  endOnSignals(cleanup);
  const folder = makeRunFolder();
  cleanup.add('run folder', () => rmSync(folder, { recursive: true, force: true }));
  try {
    const { endpoint } = await startEmulator(cleanup, await installPython(cleanup, EMULATOR, () => undefined), folder);
    const samples = stage(join(folder, 'samples'));
    const environment = { ...accountEnvironment(endpoint), STREAM_NAME: STREAM, APPLICATION_NAME: 'samples-reader' };
    const classPath = compile(join(samples, 'kcl-consumer'));
    await consumeAcrossSplit(cleanup, makeClients(endpoint), samples, classPath, environment);
  } finally {
    await cleanup.run();
  }
}

/** As `npm install` leaves them: the SDK comes from this repository, the producer from beside them. */
function stage(samples: string): string {
  mkdirSync(samples, { recursive: true });
  stageSamples(samples);
  mkdirSync(join(samples, 'node_modules'));
  symlinkSync(join(samples, 'streaming-analytics-pipeline'), join(samples, 'node_modules', 'streaming-analytics-pipeline'));
  return samples;
}

/** With warnings as errors, as its pom.xml says. */
function compile(project: string): string {
  console.log('compiling the KCL sample');
  execFileSync('mvn', ['-q', '-B', '--no-transfer-progress', 'compile', 'dependency:copy-dependencies', '-DoutputDirectory=target/jars'], {
    cwd: project, stdio: ['ignore', 'inherit', 'inherit'],
  });
  return `${join(project, 'target', 'classes')}:${join(project, 'target', 'jars', '*')}`;
}

async function consumeAcrossSplit(
  cleanup: Cleanup, clients: Clients, samples: string, classPath: string, environment: NodeJS.ProcessEnv,
): Promise<void> {
  await clients.kinesis.send(new CreateStreamCommand({ StreamName: STREAM, ShardCount: 2 }));
  await untilActive(clients);

  const node = start('node', ['consumer.mjs'], samples, environment);
  cleanup.add('Node consumer', () => node.stop());
  const java = start('java', ['-Xmx300m', '-Dorg.slf4j.simpleLogger.defaultLogLevel=error', '-cp', classPath, 'samples.Consumer'], samples, environment);
  cleanup.add('KCL consumer', () => java.stop());

  const before = await put(clients, samples, environment, 'before', 200);
  await expectOnce('Node, before the split', await node.untilLines(/ before-/, before.length, 30), before);
  const seenByKcl = await java.untilLines(/ before-/, before.length, KCL_SECONDS);
  await expectOnce('KCL, before the split', seenByKcl, before);
  const kinds = new Set(seenByKcl.map((line) => line.split(' ')[2]));
  if (!kinds.has('plain') || !kinds.has('aggregated')) {
    throw new Error(`the KCL must have read plain and aggregated records, got ${[...kinds].join(', ')} ones only`);
  }

  await split(clients);
  const after = await put(clients, samples, environment, 'after', 200);
  await expectOnce('Node, after the split', await node.untilLines(/ after-/, after.length, 60), after);
  await expectOnce('KCL, after the split', await java.untilLines(/ after-/, after.length, KCL_SECONDS), after);
  const children = new Set(java.lines.filter((line) => line.includes(' after-')).map((line) => line.split(' ')[0]));
  if (children.size !== 3) {
    throw new Error(`the KCL must have read the open shards, one and two children, got ${[...children].join(', ')}`);
  }
}

/** Half through the producer sample, which aggregates; half plain, as any other producer puts them. */
async function put(clients: Clients, samples: string, environment: NodeJS.ProcessEnv, name: string, count: number): Promise<string[]> {
  const texts = Array.from({ length: count }, (_, index) => `${name}-${index}`);
  const [aggregated, plain] = [texts.slice(0, count / 2), texts.slice(count / 2)];
  const said = execFileSync('node', ['producer.mjs'], {
    cwd: samples, env: { ...process.env, ...environment }, input: aggregated.join('\n'), encoding: 'utf8',
  });
  if (!said.includes(`${aggregated.length} records delivered, 0 failed`)) {
    throw new Error(`the producer sample must deliver ${aggregated.length} records, it said: ${said}`);
  }
  for (const text of plain) {
    await clients.kinesis.send(new PutRecordCommand({ StreamName: STREAM, PartitionKey: text, Data: Buffer.from(text) }));
  }
  return texts;
}

async function expectOnce(who: string, lines: string[], texts: string[]): Promise<void> {
  const seen = lines.map((line) => line.split(' ').at(-1)).sort();
  const expected = [...texts].sort();
  if (JSON.stringify(seen) !== JSON.stringify(expected)) {
    throw new Error(`${who}: every record must be printed once, got ${seen.length} lines for ${new Set(seen).size} of ${expected.length} records`);
  }
  console.log(`✓ ${who}: ${seen.length} records, each once`);
}

async function split({ kinesis }: Clients): Promise<void> {
  const { Shards: [shard] = [] } = await kinesis.send(new ListShardsCommand({ StreamName: STREAM }));
  const { StartingHashKey = '0', EndingHashKey = '0' } = shard?.HashKeyRange ?? {};
  const middle = (BigInt(StartingHashKey) + BigInt(EndingHashKey)) / 2n;
  await kinesis.send(new SplitShardCommand({ StreamName: STREAM, ShardToSplit: shard?.ShardId, NewStartingHashKey: middle.toString() }));
  await untilActive({ kinesis });
}

async function untilActive({ kinesis }: Pick<Clients, 'kinesis'>): Promise<void> {
  for (;;) {
    const { StreamDescriptionSummary: summary } = await kinesis.send(new DescribeStreamSummaryCommand({ StreamName: STREAM }));
    if (summary?.StreamStatus === 'ACTIVE') {
      return;
    }
  }
}

void main();
