import { arrive } from './arrive';
import { load, type Loaded } from './load';
import { redrive } from './redrive';
import type { StackOutputs } from '../deploy/outputs';
import type { Clients } from '../emulator/clients';
import type { ActAs } from '../emulator/roles';
import { type Fault, type FaultReport, inflictAll, prepareAll } from '../faults/fault';
import type { DemoOptions } from '../options/demo-options';
import type { Example } from '../options/example';
import type { Cleanup } from '../processes/cleanup';
import type { Progress } from '../progress/progress';
import type { DeliveryStream } from '../workers/firehose/delivery-stream';
import type { StartedWorkers } from '../workers/start';
import type { WorkerLog } from '../workers/worker-log';

/** What records flow through. */
export interface Pipeline {
  readonly clients: Clients;
  readonly actAs: ActAs;
  readonly endpoint: string;
  readonly outputs: StackOutputs;
  readonly started: StartedWorkers;
  /** The pipeline's own; undefined when it leaves delivery out. */
  readonly delivery?: DeliveryStream;
  readonly log: WorkerLog;
  readonly folder: string;
}

export interface Flow extends Loaded {
  /** Records that the stream has acknowledged. */
  readonly acknowledged: number;
  /** What went wrong on the way, if anything was to. */
  readonly faults?: readonly FaultReport[];
  /** After faults: records put on the stream again. */
  readonly redriven?: number;
}

/** Puts the records and waits until all have arrived, whatever goes wrong meanwhile. */
export async function flow(
  cleanup: Cleanup, progress: Progress, options: DemoOptions, example: Example, pipeline: Pipeline, faults: readonly Fault[],
): Promise<Flow> {
  const { endpoint, outputs, started, log, folder } = pipeline;
  await prepareAll(faults);
  let isLoaded = false;
  const goingWrong = inflictAll(faults, () => isLoaded);
  // awaited below, when the records have come as far as they can
  goingWrong.catch(() => undefined);
  const loaded = await progress.step('load', 'records put', () => load(cleanup, example, options, outputs, endpoint, folder));
  isLoaded = true;
  const acknowledged = loaded.trips.acknowledged + loaded.poison.length;
  const flushed = options.keep ? 'buffering intervals of the template honoured' : 'buffers flushed without waiting for their interval';
  await progress.step('arrive', `records arrived (${flushed})`, (advance) => arrive(started, log, acknowledged, !options.keep, advance), { bar: true });
  if (faults.length === 0) return { ...loaded, acknowledged };
  const reports = await progress.step('faults', 'all that went wrong is over', () => goingWrong);
  const redriven = await redriveAll(progress, options, pipeline, acknowledged);
  return { ...loaded, acknowledged, faults: reports, redriven };
}

async function redriveAll(
  progress: Progress, options: DemoOptions, { clients, delivery, started, log }: Pipeline, acknowledged: number,
): Promise<number> {
  if (delivery === undefined) return 0;
  return progress.step('redrive', 'records redriven', async (advance) => {
    const count = await redrive(clients, delivery.configuration);
    await arrive(started, log, acknowledged + count, !options.keep, advance);
    return count;
  }, { bar: true });
}
