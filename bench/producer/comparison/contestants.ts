import { KPL_SETTINGS } from './kpl-settings';
import type { ProducerName } from './row';
import type { Cleanup } from '../../../local/processes/cleanup';
import type { Assignment } from '../producers/assignment';
import { buildGo, buildKpl, buildNode } from '../tools/build';

/** A producer with settings, ready to run. */
export interface Contestant {
  readonly producer: ProducerName;
  readonly settings: string;
  readonly command: (assignment: Assignment) => readonly string[];
  /** A JVM takes longer until it compiles what runs often. */
  readonly isSlowToWarm: boolean;
  /** Otherwise every record of an aggregate gets the first one's key. */
  readonly keepsKeys: boolean;
}

/** Builds every producer; of the Kinesis Producer Library, the settings of these names. */
export async function buildContestants(cleanup: Cleanup, kplSettings: readonly string[]): Promise<Contestant[]> {
  const a8m = await buildGo(cleanup, 'a8m');
  const classPath = await buildKpl(cleanup);
  const kpl = kplSettings.map((settings): Contestant => ({
    producer: 'kpl',
    settings,
    command: (assignment) => {
      const { jvm, library } = KPL_SETTINGS[settings];
      const words = Object.entries({ ...assignment, ...library }).map(([name, value]) => `${name}=${value}`);
      return ['java', ...jvm, '-cp', classPath, 'bench.Bench', ...words];
    },
    isSlowToWarm: true,
    keepsKeys: true,
  }));
  const others: Contestant[] = [{
    producer: 'a8m',
    settings: '8 connections',
    command: (assignment) => [a8m, JSON.stringify(assignment)],
    isSlowToWarm: false,
    keepsKeys: false,
  }, nodeContestant('plain'), nodeContestant('aws-kinesis-agg'), nodeContestant('promises'), nodeContestant('receipts')];
  return [...kpl, ...others];
}

function nodeContestant(producer: ProducerName): Contestant {
  const program = buildNode(`producers/${producer}`);
  return {
    producer,
    settings: 'one thread',
    command: (assignment) => ['node', program, JSON.stringify(assignment)],
    isSlowToWarm: false,
    keepsKeys: true,
  };
}
