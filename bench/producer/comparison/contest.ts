import type { Contestant } from './contestants';
import { ProducerProcess } from './producer-process';
import type { Run } from './row';
import type { Cleanup } from '../../../local/processes/cleanup';
import type { Assignment } from '../producers/assignment';
import { checkIntact } from '../sink/intact';
import type { Trial } from '../sink/sink-client';
import type { SinkServer } from '../sink/sink-server';

/** Different records and keys of the workload. */
const RECORDS = 10_000;

export interface Timing {
  readonly warmSeconds: number;
  readonly slowWarmSeconds: number;
  readonly seconds: number;
}

/** Runs one producer at one size against the sink, and measures what it takes between two moments at which it is empty. */
export async function compete(cleanup: Cleanup, sink: SinkServer, contestant: Contestant, recordBytes: number, timing: Timing): Promise<Run> {
  const { producer, settings } = contestant;
  const trial: Trial = { workload: 'windows', records: RECORDS, size: recordBytes, keys: RECORDS };
  await sink.client.begin(trial);
  const assignment: Assignment = { endpoint: sink.endpoint, recordBytes, records: RECORDS };
  const name = `${producer} at ${recordBytes} bytes`;
  const running = ProducerProcess.start(cleanup, name, contestant.command(assignment), sink.certificate);
  try {
    await running.letRun(contestant.isSlowToWarm ? timing.slowWarmSeconds : timing.warmSeconds);
    await running.empty();
    // counts from zero: what is measured begins now
    await sink.client.begin(trial);
    const { tally, seconds, cpuSeconds, peakRssMiB } = await running.measure(timing.seconds);
    const seen = await sink.client.statistics(tally.sent);
    if (tally.failed > 0) throw new Error(`${name} failed ${tally.failed} records without a fault: ${tally.error}`);
    checkIntact(name, seen, contestant.keepsKeys);
    return {
      producer,
      recordBytes,
      settings,
      cpuSecondsPerMillion: cpuSeconds / tally.sent * 1e6,
      recordsPerSecond: tally.sent / seconds,
      peakRssMiB,
      wireBytesPerRecord: seen.wireIn / tally.sent,
      wrongShard: seen.wrongShard,
      lost: Math.max(seen.missing, tally.sent - (tally.acknowledged ?? tally.sent)),
    };
  } finally {
    await running.stop();
  }
}
