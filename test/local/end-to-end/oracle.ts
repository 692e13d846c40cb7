import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT, TOOLS } from '../../../local/places';
import { Cleanup } from '../../../local/processes/cleanup';
import { endOnSignals } from '../../../local/processes/signals';
import { installPython } from '../../../local/tools/python-environment';

const ENVIRONMENT = {
  name: 'the oracle of the tests',
  folder: join(TOOLS, 'oracle'),
  requirements: join(PROJECT, 'test', 'local', 'oracle-requirements.txt'),
  module: 'duckdb',
};

/** Installs what the oracle needs, once. */
export async function installOracle(): Promise<void> {
  const cleanup = new Cleanup();
  endOnSignals(cleanup);
  await installPython(cleanup, ENVIRONMENT, () => undefined);
}

/** @returns whether what a run exported is exactly what the file of trips calls for. */
export function compareWithOracle(trips: string, exported: string, options: string[] = []): boolean {
  const { status } = spawnSync(join(ENVIRONMENT.folder, 'bin', 'python'), [join(__dirname, '..', 'oracle.py'), trips, exported, ...options], { stdio: 'inherit' });
  return status === 0;
}

/** @returns how many windows the Studio's note must find in the file of trips, and how many trips in them. */
export function countWindows(trips: string): { readonly windows: number; readonly trips: number } {
  return JSON.parse(execFileSync(join(ENVIRONMENT.folder, 'bin', 'python'), [join(__dirname, '..', 'window_oracle.py'), trips], { encoding: 'utf8' }));
}
