import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Root of the project. */
export const PROJECT = join(__dirname, '..');

/** Where everything that a run needs is kept for the next one; git ignores it. */
export const KEPT = join(PROJECT, '.local');
export const TOOLS = join(KEPT, 'tools');
export const LOGS = join(KEPT, 'logs');

/** A folder for this process alone, made empty; the caller removes it. */
export function makeRunFolder(): string {
  const folder = join(KEPT, 'run', String(process.pid));
  rmSync(folder, { recursive: true, force: true });
  for (const path of [TOOLS, LOGS, folder]) mkdirSync(path, { recursive: true });
  return folder;
}

/** The environment of a program of the example: its commands are the project's own. */
export function projectPath(): string {
  return [join(PROJECT, 'node_modules', '.bin'), process.env.PATH ?? ''].join(':');
}
