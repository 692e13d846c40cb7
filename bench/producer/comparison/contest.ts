import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Contestant } from './contestants';
import { usageOf } from './process-usage';
import type { Run } from './row';
import type { Cleanup } from '../../../local/processes/cleanup';
import { stopGroup } from '../../../local/processes/stop-group';
import type { Assignment, Tally } from '../producers/assignment';
import type { Trial } from '../sink/sink-client';
import type { SinkServer } from '../sink/sink-server';

/** Different records and keys of the workload. */
const RECORDS = 10_000;
const MILLIS_TO_EMPTY = 60_000;
const MILLIS_BETWEEN_LOOKS = 100;
/** On a machine that others use, a phase goes on until the producer has had this part of a processor, but not for ever. */
const PART_OF_A_PROCESSOR = 0.7;
const MOST_TIMES_LONGER = 4;

export interface Timing {
  readonly warmSeconds: number;
  readonly slowWarmSeconds: number;
  readonly seconds: number;
}

/** Waits until the producer has run so long, and has had its part of a processor. */
async function letRun(pid: number, seconds: number): Promise<void> {
  const start = performance.now();
  const { cpuSeconds } = usageOf(pid);
  for (let passed = 0; passed < seconds * MOST_TIMES_LONGER; passed = (performance.now() - start) / 1000) {
    if (passed >= seconds && usageOf(pid).cpuSeconds - cpuSeconds >= seconds * PART_OF_A_PROCESSOR) return;
    await sleep(MILLIS_BETWEEN_LOOKS);
  }
}

/** Runs one producer at one size against the sink, and measures what it takes between two moments at which it is empty. */
export async function compete(cleanup: Cleanup, sink: SinkServer, contestant: Contestant, recordBytes: number, timing: Timing): Promise<Run> {
  const { producer, settings } = contestant;
  const trial: Trial = { workload: 'windows', records: RECORDS, size: recordBytes, keys: RECORDS };
  await sink.client.begin(trial);
  const assignment: Assignment = { endpoint: sink.endpoint, recordBytes, records: RECORDS };
  const [command = '', ...words] = contestant.command(assignment);
  const child = spawn(command, words, {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
    // nothing of this process's own loaders and options
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_EXTRA_CA_CERTS: sink.certificate, NODE_NO_WARNINGS: '1' },
  });
  const name = `${producer} at ${recordBytes} bytes`;
  cleanup.add(name, () => stopGroup(child));
  const { pid } = child;
  if (pid === undefined) throw new Error(`${name} cannot be started: is ${command} on the PATH?`);
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const empty = async (): Promise<Tally> => {
    child.stdin.write('empty\n');
    const timer = setTimeout(() => child.kill('SIGKILL'), MILLIS_TO_EMPTY);
    const { value, done } = await lines.next();
    clearTimeout(timer);
    if (done === true) throw new Error(`${name} ended early, or was ended because it was not empty after ${MILLIS_TO_EMPTY} ms`);
    return JSON.parse(value);
  };
  try {
    await letRun(pid, contestant.isSlowToWarm ? timing.slowWarmSeconds : timing.warmSeconds);
    await empty();
    // counts from zero: what is measured begins now
    await sink.client.begin(trial);
    const before = usageOf(pid);
    const start = performance.now();
    child.stdin.write('go\n');
    await letRun(pid, timing.seconds);
    const tally = await empty();
    const seconds = (performance.now() - start) / 1000;
    const after = usageOf(pid);
    const seen = await sink.client.statistics(tally.sent);
    if (tally.failed > 0) throw new Error(`${name} failed ${tally.failed} records without a fault: ${tally.error}`);
    if (seen.damaged > 0 || seen.dropped > 0) throw new Error(`${name} sent damaged records: ${seen.problem}`);
    return {
      producer,
      recordBytes,
      settings,
      cpuSecondsPerMillion: (after.cpuSeconds - before.cpuSeconds) / tally.sent * 1e6,
      recordsPerSecond: tally.sent / seconds,
      peakRssMiB: after.peakRssMiB,
      wireBytesPerRecord: seen.wireIn / tally.sent,
      wrongShard: seen.wrongShard,
      lost: Math.max(seen.missing, tally.sent - (tally.acknowledged ?? tally.sent)),
    };
  } finally {
    child.stdin.end();
    await stopGroup(child);
  }
}
