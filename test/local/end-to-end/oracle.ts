import { spawnSync } from 'node:child_process';
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
