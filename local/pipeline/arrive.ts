import type { Advance } from '../progress/progress';
import type { StartedWorkers } from '../workers/start';
import type { WorkerLog } from '../workers/worker-log';

/** How long nothing may arrive before a run is given up; with buffering intervals honoured, on top of the longest of them. */
const PATIENCE_MILLIS = 120_000;
const LONGEST_INTERVAL_MILLIS = 900_000;

/**
 * Waits until everything put so far has arrived.
 * @param flush without waiting for buffers to fill or their time to pass.
 */
export async function arrive(
  { workers, deliveryStreams }: StartedWorkers, log: WorkerLog, total: number, flush: boolean, advance: Advance,
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
    stuck: () => [log.failures().join('; ') || 'no function has failed', ...log.checkpoints()].join('; '),
  });
}
