import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { usageOf } from './process-usage';
import type { Cleanup } from '../../../local/processes/cleanup';
import { stopGroup } from '../../../local/processes/stop-group';
import type { Tally } from '../producers/assignment';

const MILLIS_TO_EMPTY = 60_000;
const MILLIS_BETWEEN_LOOKS = 100;
/** On a machine that others use, a phase goes on until the producer has had this part of a processor, but not for ever. */
const PART_OF_A_PROCESSOR = 0.7;
const MOST_TIMES_LONGER = 1.5;

/** What a producer did and took between two moments at which it was empty. */
export interface Measurement {
  readonly tally: Tally;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakRssMiB: number;
}

/** A producer of the bench as a process of its own, driven and measured from outside: see `producers/stage.ts`. */
export class ProducerProcess {
  public static start(cleanup: Cleanup, name: string, [command = '', ...words]: readonly string[], certificate: string): ProducerProcess {
    const child = spawn(command, words, {
      detached: true,
      stdio: ['pipe', 'pipe', 'inherit'],
      // nothing of this process's own loaders and options
      env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_EXTRA_CA_CERTS: certificate, NODE_NO_WARNINGS: '1' },
    });
    cleanup.add(name, () => stopGroup(child));
    if (child.pid === undefined) throw new Error(`${name} cannot be started: is ${command} on the PATH?`);
    child.stdin.on('error', () => undefined);
    return new ProducerProcess(name, child, child.pid);
  }

  private readonly lines: AsyncIterator<string>;

  private constructor(
    private readonly name: string,
    private readonly child: ChildProcessByStdio<Writable, Readable, null>,
    private readonly pid: number,
  ) {
    this.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** Waits until the producer has run so long, and has had its part of a processor. */
  public async letRun(seconds: number): Promise<void> {
    const start = performance.now();
    const { cpuSeconds } = usageOf(this.pid);
    for (let passed = 0; passed < seconds * MOST_TIMES_LONGER; passed = (performance.now() - start) / 1000) {
      if (passed >= seconds && usageOf(this.pid).cpuSeconds - cpuSeconds >= seconds * PART_OF_A_PROCESSOR) return;
      await sleep(MILLIS_BETWEEN_LOOKS);
    }
  }

  /** Ends the phase; resolves when every record of it is acknowledged or has failed. */
  public async empty(): Promise<Tally> {
    this.child.stdin.write('empty\n');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), MILLIS_TO_EMPTY);
    const { value, done } = await this.lines.next();
    clearTimeout(timer);
    if (done === true) throw new Error(`${this.name} ended early, or was ended because it was not empty after ${MILLIS_TO_EMPTY} ms`);
    return JSON.parse(value);
  }

  /** A phase of this length, from empty to empty. */
  public async measure(seconds: number): Promise<Measurement> {
    const before = usageOf(this.pid);
    const start = performance.now();
    this.child.stdin.write('go\n');
    await this.letRun(seconds);
    const tally = await this.empty();
    const passed = (performance.now() - start) / 1000;
    const { cpuSeconds, peakRssMiB } = usageOf(this.pid);
    return { tally, seconds: passed, cpuSeconds: cpuSeconds - before.cpuSeconds, peakRssMiB };
  }

  public async stop(): Promise<void> {
    this.child.stdin.end();
    await stopGroup(this.child);
  }
}
