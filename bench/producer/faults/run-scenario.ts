import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { FaultsAssignment } from './assignment';
import { Account, settle } from './ledger';
import { Incident, Scenario } from './scenarios';
import type { Cleanup } from '../../../local/processes/cleanup';
import { stopGroup } from '../../../local/processes/stop-group';
import { usageOf } from '../comparison/process-usage';
import { checkIntact } from '../sink/intact';
import type { SinkStatistics } from '../sink/sink-client';
import { SinkServer } from '../sink/sink-server';

const SHARDS = 4;
const RECORD_BYTES = 100;
const KEYS = 1000;
const MILLIS_FOR_ALL = 600_000;

export interface ScenarioResult extends Account {
  readonly name: string;
  readonly records: number;
  /** Records that arrived for the first time after a later one of the same key. */
  readonly inversions: number;
  readonly peakRssMiB: number;
}

export interface Tools {
  readonly sink: string;
  readonly putter: string;
}

/** Runs one scenario with a sink and a producer of its own. */
export async function runScenario(cleanup: Cleanup, tools: Tools, folder: string, scenario: Scenario, records: number): Promise<ScenarioResult> {
  const server = await SinkServer.start(cleanup, { program: tools.sink, folder, shards: scenario.shards ?? SHARDS });
  try {
    const stream = new FaultyStream(server, scenario, join(folder, 'ledger'), records);
    await stream.begin();
    const assignment: FaultsAssignment = {
      endpoint: server.endpoint,
      records,
      recordBytes: RECORD_BYTES,
      keys: KEYS,
      strictOrder: scenario.strictOrder,
      outcomes: join(folder, 'outcomes'),
    };
    const peakRssMiB = await put(cleanup, tools.putter, assignment, server.certificate, (count) => stream.progress(count / records));
    await stream.end();
    const seen = await server.client.statistics(records);
    checkIntact(scenario.name, seen);
    checkInjected(scenario, seen);
    const account = settle(assignment.outcomes, join(folder, 'ledger'), KEYS);
    return { name: scenario.name, records, ...account, inversions: seen.inversions, peakRssMiB: Number(peakRssMiB.toFixed(1)) };
  } finally {
    await server.stop();
  }
}

/** @throws when a fault of the scenario has not happened: its account would say nothing. */
function checkInjected({ name, faults, incidents }: Scenario, seen: SinkStatistics): void {
  const { calls, throttled, failed, cut, stalled, dropped } = seen;
  console.error(`  ${calls} calls, injected: ${JSON.stringify({ throttled, failed, cut, stalled })}; aggregates' records on old shards: ${dropped}`);
  const absent = [
    ...(faults.throttle !== undefined || faults.limits === true) && throttled === 0 ? ['throttle'] : [],
    ...faults.fail !== undefined && failed === 0 ? ['fail'] : [],
    ...faults.cut !== undefined && cut === 0 ? ['cut'] : [],
    ...faults.stall !== undefined && stalled === 0 ? ['stall'] : [],
    ...incidents.some(({ reshard }) => reshard !== undefined) && dropped === 0 ? ['reshard under the eyes of the producer'] : [],
  ];
  if (absent.length > 0) throw new Error(`${name}: there was no ${absent.join(' and no ')}: put more records`);
}

/** A sink to which a scenario's incidents happen, one after the other. */
class FaultyStream {
  private shards: number;
  private firstShard = 0;
  private incidents: readonly Incident[];
  private underWay = Promise.resolve();

  constructor(
    private readonly server: SinkServer,
    private readonly scenario: Scenario,
    private readonly ledger: string,
    private readonly records: number,
  ) {
    this.incidents = scenario.incidents;
    this.shards = scenario.shards ?? SHARDS;
  }

  public async begin(): Promise<void> {
    await this.server.client.setFaults(this.scenario.faults);
    await this.server.client.begin({ workload: 'numbered', records: this.records, size: RECORD_BYTES, keys: KEYS, ledger: this.ledger });
  }

  /** Lets happen what is to happen once this part of the records is put. */
  public progress(part: number): void {
    const due = this.incidents.filter(({ after }) => part >= after);
    this.incidents = this.incidents.filter(({ after }) => part < after);
    for (const incident of due) {
      this.underWay = this.underWay.then(() => this.happen(incident));
      // it is awaited at the end; until then its failure is no unhandled one
      this.underWay.catch(() => undefined);
    }
  }

  public async end(): Promise<void> {
    await this.underWay;
    if (this.incidents.length > 0) throw new Error(`${this.scenario.name}: ${this.incidents.length} incidents have not happened`);
  }

  private async happen({ reshard, downMillis }: Incident): Promise<void> {
    if (reshard !== undefined) {
      this.firstShard = await this.server.client.reshard(reshard);
      this.shards = reshard;
    }
    if (downMillis !== undefined) {
      await this.server.kill();
      await sleep(downMillis);
      await this.server.run(this.shards, this.firstShard);
      await this.begin();
    }
  }
}

/** Runs the producer to its end. @returns its peak of resident memory in MiB */
async function put(
  cleanup: Cleanup, program: string, assignment: FaultsAssignment, certificate: string, progress: (count: number) => void,
): Promise<number> {
  const child = spawn('node', [program, JSON.stringify(assignment)], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_EXTRA_CA_CERTS: certificate, NODE_NO_WARNINGS: '1' },
  });
  cleanup.add('the producer', () => stopGroup(child));
  child.stdin.on('error', () => undefined);
  const timer = setTimeout(() => child.kill('SIGKILL'), MILLIS_FOR_ALL);
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      if (!line.startsWith('{')) {
        progress(Number(line));
      } else {
        const { pid } = child;
        if (pid === undefined) break;
        if (line !== '{}') console.error(`  errors in the caller's hands: ${line}`);
        return usageOf(pid).peakRssMiB;
      }
    }
    throw new Error(`the producer ended early, or was ended after ${MILLIS_FOR_ALL} ms`);
  } finally {
    clearTimeout(timer);
    child.stdin.end();
    await stopGroup(child);
  }
}
