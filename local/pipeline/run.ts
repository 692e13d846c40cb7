import { exportTo } from './export';
import { load } from './load';
import { prepare, type Search } from './prepare';
import { readBack } from './read-back';
import { publishAssets } from '../deploy/assets';
import type { StackOutputs } from '../deploy/outputs';
import { createStack } from '../deploy/stack';
import { makeClients } from '../emulator/clients';
import { startEmulator } from '../emulator/emulator';
import type { DemoOptions } from '../options/demo-options';
import type { Example } from '../options/example';
import type { Cleanup } from '../processes/cleanup';
import type { Progress } from '../progress/progress';
import { judge } from '../report/judge';
import type { Report } from '../report/report';
import { UsageError } from '../usage-error';
import { startWorkers, type StartedWorkers } from '../workers/start';
import { WorkerLog } from '../workers/worker-log';

/** How long nothing may arrive before a run is given up; with buffering intervals honoured, on top of the longest of them. */
const PATIENCE_MILLIS = 120_000;
const LONGEST_INTERVAL_MILLIS = 900_000;

export interface Run {
  readonly report: Report;
  readonly outputs: StackOutputs;
  readonly endpoint: string;
  readonly search: Search;
}

/** The whole pipeline of an example: synthesize, deploy, load, wait, read back, compare. The cleanup ends what it leaves running. */
export async function run(cleanup: Cleanup, progress: Progress, options: DemoOptions, example: Example, folder: string): Promise<Run> {
  const { python, assembly, search } = await prepare(cleanup, progress, example, folder);
  if (options.poison > 0 && 'leftOut' in search) throw new UsageError(`--poison looks for what has become a document, and search is left out: ${search.leftOut}`);
  const searchEndpoint = 'endpoint' in search ? search.endpoint : undefined;
  const emulator = await progress.step('emulator', 'emulator started', () => startEmulator(cleanup, python, folder, searchEndpoint));
  const clients = makeClients(emulator.endpoint);
  const outputs = await progress.step('deploy', 'stack created', async (advance) => {
    await publishAssets(clients, assembly);
    return createStack(clients, emulator.endpoint, assembly, advance);
  }, { bar: true });

  const log = new WorkerLog();
  const missingEndpoint = searchEndpoint === undefined ? outputs.find('SearchEndpoint') : undefined;
  const started = await startWorkers(clients, log, folder, missingEndpoint);
  cleanup.add('workers', () => started.workers.stop());
  const { trips, poison, failures } = await progress.step('load', 'records put', () => load(cleanup, example, options, outputs, emulator.endpoint, folder));
  await progress.step('arrive', options.keep ? 'records arrived (buffering intervals of the template honoured)' : 'records arrived (buffers flushed without waiting for their interval)', (advance) =>
    arrive(started, log, trips.acknowledged + poison.length, !options.keep, advance), { bar: true });
  const { arrived, evidence } = await progress.step('readBack', 'read back', () =>
    readBack(clients, outputs, started, log, search, folder, poison));
  if (options.export !== undefined) await exportTo(options.export, clients, outputs, search);

  const resources = { deployed: Object.keys(assembly.template.Resources).length, stubbed: emulator.stubbedTypes() };
  const found = { trips, ...arrived, resources };
  const reasons = judge(found, { ...evidence, failures: [...failures, ...log.discards()], poisonAsked: options.poison });
  const verdict = reasons.length === 0 ? { ok: true } : { ok: false, reasons };
  return { report: { ...verdict, ...found, seconds: progress.summary() }, outputs, endpoint: emulator.endpoint, search };
}

async function arrive(
  { workers, deliveryStreams }: StartedWorkers, log: WorkerLog, total: number, flush: boolean, advance: (done: number, total: number) => void,
): Promise<void> {
  const written = () => deliveryStreams.reduce((sum, stream) => sum + stream.written, 0);
  const passed = () => deliveryStreams.reduce((sum, stream) => sum + stream.passed, 0);
  await workers.drain({
    flush,
    patienceMillis: flush ? PATIENCE_MILLIS : PATIENCE_MILLIS + LONGEST_INTERVAL_MILLIS,
    moved: () => {
      advance(Math.min(passed(), total), total);
      return written() + passed() + log.progress;
    },
    stuck: () => log.failures().join('; ') || 'no function has failed',
  });
}
