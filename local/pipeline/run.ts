import { exportTo } from './export';
import { flow, type Pipeline } from './flow';
import { prepare, type Search } from './prepare';
import { readBack } from './read-back';
import { publishAssets } from '../deploy/assets';
import { type Destroyed, destroyStack } from '../deploy/destroy';
import type { StackOutputs } from '../deploy/outputs';
import { createStack } from '../deploy/stack';
import { makeClients } from '../emulator/clients';
import { startEmulator } from '../emulator/emulator';
import { checkEnforcement } from '../emulator/enforcement';
import { asOneself, asRole } from '../emulator/roles';
import { messageOf } from '../error-text';
import { faultsOf } from '../faults/faults-of';
import type { DemoOptions } from '../options/demo-options';
import type { Example } from '../options/example';
import type { Cleanup } from '../processes/cleanup';
import type { Progress } from '../progress/progress';
import { judge } from '../report/judge';
import type { Report } from '../report/report';
import { StudioNoteRun } from '../studio/studio';
import { UsageError } from '../usage-error';
import { startWorkers } from '../workers/start';
import { WorkerLog } from '../workers/worker-log';

export interface Run {
  readonly report: Report;
  readonly outputs: StackOutputs;
  readonly endpoint: string;
  readonly search: Search;
}

/** The whole pipeline of an example: synthesize, deploy, load, wait, read back, compare. The cleanup ends what it leaves running. */
export async function run(cleanup: Cleanup, progress: Progress, options: DemoOptions, example: Example, folder: string): Promise<Run> {
  // a deletion that keeps the data would not show that the stack's own function empties its buckets
  const context = { destroy: 'true', ...(options.compressed && { compressed: 'true' }) };
  const { python, assembly, search, flink } = await prepare(cleanup, progress, options, example, folder, context);
  checkSearch(options, search);
  const searchEndpoint = 'endpoint' in search ? search.endpoint : undefined;
  const emulator = await progress.step('emulator', 'emulator started', () =>
    startEmulator(cleanup, python, folder, { search: searchEndpoint, auth: options.auth }));
  const { endpoint } = emulator;
  const clients = makeClients(endpoint);
  const outputs = await progress.step('deploy', 'stack created', async (advance) => {
    await publishAssets(clients, assembly);
    return createStack(clients, endpoint, assembly, advance);
  }, { bar: true });

  const log = new WorkerLog();
  const missingEndpoint = searchEndpoint === undefined ? outputs.find('SearchEndpoint') : undefined;
  const actAs = options.auth ? asRole(clients, endpoint, 'local-run') : asOneself(clients);
  const started = await startWorkers({ clients, actAs, log, folder, missingEndpoint });
  cleanup.add('workers', () => started.workers.stop());
  const delivery = started.deliveryStreams.find(({ configuration }) => configuration.name === outputs.find('DeliveryStreamName'));
  if (options.auth && delivery !== undefined) {
    const { destinationRole } = delivery.configuration;
    await checkEnforcement(actAs(destinationRole), destinationRole);
  }
  const faultsToCome = options.faults && 'endpoint' in search ? faultsOf(clients, emulator, outputs, search, log) : [];
  const pipeline = { clients, actAs, endpoint, outputs, started, delivery, log, folder };
  const { studio: asked } = example;
  const note = asked === undefined || flink === undefined ? undefined : await StudioNoteRun.start(cleanup, progress, pipeline, asked, flink);
  const { trips, poison, failures, acknowledged, faults, redriven } = await flow(cleanup, progress, options, example, pipeline, faultsToCome);
  const studio = 'endpoint' in search ? await note?.finish(example, options, acknowledged, search.endpoint) : undefined;
  const { arrived, evidence } = await progress.step('readBack', 'read back', () => readBack({ ...pipeline, search, acknowledged, poison, redriven }));
  if (options.export !== undefined) await exportTo(options.export, clients, outputs, search);

  const { destroyed, left } = options.keep ? {} : await destroy(progress, pipeline, assembly.stack);
  const resources = { deployed: Object.keys(assembly.template.Resources).length, stubbed: emulator.stubbedTypes() };
  const found = { trips, ...arrived, ...(studio !== undefined && { insights: studio.insights }), ...(faults !== undefined && { faults }), resources };
  const allFailures = [...failures, ...(studio?.reasons ?? []), ...log.discards(), ...(left === undefined ? [] : [left])];
  const reasons = judge(found, { ...evidence, failures: allFailures, poisonAsked: options.poison });
  const verdict = reasons.length === 0 ? { ok: true } : { ok: false, reasons };
  const ended = destroyed === undefined ? {} : { destroyed };
  return { report: { ...verdict, ...found, ...ended, seconds: progress.summary() }, outputs, endpoint, search };
}

/** Stops the workers and deletes the stack. @returns what became of it, or why it is still there. */
async function destroy(
  progress: Progress, { clients, started }: Pipeline, stack: string,
): Promise<{ readonly destroyed?: Destroyed; readonly left?: string }> {
  await started.workers.stop();
  try {
    return { destroyed: await progress.step('destroy', 'stack destroyed', (advance) => destroyStack(clients, stack, advance), { bar: true }) };
  } catch (error) {
    return { left: messageOf(error) };
  }
}

/** @throws UsageError when what is asked for needs a search, and there is none. */
function checkSearch({ poison, faults, studio }: DemoOptions, search: Search): void {
  if ('endpoint' in search) return;
  if (poison > 0) throw new UsageError(`--poison looks for what has become a document, and search is left out: ${search.leftOut}`);
  if (studio) throw new UsageError(`--studio looks for insights in search, and search is left out: ${search.leftOut}`);
  if (faults) throw new UsageError(`--faults kills OpenSearch and counts documents, and search is left out: ${search.leftOut}`);
}
