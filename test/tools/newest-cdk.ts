import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT, TOOLS } from '../../local/places';
import type { Cleanup } from '../../local/processes/cleanup';
import { runCommand } from '../../local/processes/command';

const PINS = join(PROJECT, 'test', 'tools', 'newest-cdk');
const FILES = ['package.json', 'package-lock.json'];

/** Preloaded by a Node process, this makes it use the aws-cdk-lib of the folder that the variable `NEWEST_CDK` names. */
export const USE_NEWEST_CDK = join(PROJECT, 'test', 'tools', 'use-newest-cdk.cjs');

/**
 * Installs the newest aws-cdk-lib beside the oldest one that the package supports, as locked. Done once: later runs find it.
 * @returns the folder to name in `NEWEST_CDK`.
 */
export async function installNewestCdk(cleanup: Cleanup): Promise<string> {
  const folder = join(TOOLS, 'newest-cdk');
  const stamp = join(folder, 'installed');
  const wanted = createHash('sha256').update(readFileSync(join(PINS, 'package-lock.json'))).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return folder;

  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  FILES.forEach((file) => copyFileSync(join(PINS, file), join(folder, file)));
  await runCommand(cleanup, ['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
  writeFileSync(stamp, wanted);
  return folder;
}
