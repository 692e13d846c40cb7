import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Footprint } from './footprint';
import { KEPT, PROJECT } from '../../../local/places';
import type { Report } from '../../../local/report/report';

const COMMAND = [join(PROJECT, 'local', 'with-install.cjs'), 'tsx', 'local/demo.ts'];

export interface DemoRun {
  readonly code: number;
  /** What `--json` wrote. */
  readonly report?: Report;
  /** Where `--export` wrote. */
  readonly exported: string;
  /** Paths of what was exported. */
  readonly files: string[];
  /** What it has left: processes, and files outside the folder of local runs. */
  readonly left: string[];
}

/** The demo from beginning to end. */
export async function runDemo(folder: string, options: string[], environment: NodeJS.ProcessEnv = {}): Promise<DemoRun> {
  const exported = join(folder, 'exported');
  const json = join(folder, 'report.json');
  mkdirSync(folder);
  const footprint = new Footprint(join(folder, 'tmp'));
  const before = ours();
  const demo = spawn(process.execPath, [...COMMAND, ...options, '--json', json, '--export', exported], {
    cwd: PROJECT, stdio: 'inherit', env: { ...process.env, ...footprint.environment, ...environment },
  });
  const code = await new Promise<number>((resolve) => demo.once('exit', (status) => resolve(status ?? 1)));
  const left = [...leftOf(before), ...footprint.left()];
  const report: Report | undefined = existsSync(json) ? JSON.parse(readFileSync(json, 'utf8')) : undefined;
  const entries = existsSync(exported) ? readdirSync(exported, { recursive: true, withFileTypes: true }) : [];
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(exported.length + 1));
  return { code, report, exported, files, left };
}

/** The demo, interrupted as a terminal does it once it has said this. @returns the exit code, and what it has left. */
export async function interruptedDemo(folder: string, options: string[], said: string): Promise<{ readonly code: number; readonly left: string[] }> {
  mkdirSync(folder);
  const footprint = new Footprint(join(folder, 'tmp'));
  const before = ours();
  const demo = spawn(process.execPath, [...COMMAND, ...options], {
    cwd: PROJECT, stdio: ['ignore', 'pipe', 'inherit'], detached: true, env: { ...process.env, ...footprint.environment },
  });
  const exit = new Promise<number>((resolve) => demo.once('exit', (status) => resolve(status ?? 1)));
  await new Promise<void>((resolve) => {
    demo.stdout.on('data', (text: Buffer) => {
      process.stdout.write(text);
      if (text.includes(said)) resolve();
    });
    demo.once('exit', () => resolve());
  });
  if (demo.pid !== undefined && demo.exitCode === null) process.kill(-demo.pid, 'SIGINT');
  const code = await exit;
  for (let seconds = 0; seconds < 5 && leftOf(before).length > 0; seconds++) await sleep(1000);
  return { code, left: [...leftOf(before), ...footprint.left()] };
}

function leftOf(before: readonly string[]): string[] {
  return ours().filter((process) => !before.includes(process));
}

/** Processes of this clone's local run: id and the beginning of the command. */
function ours(): string[] {
  return execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
    .split('\n')
    .filter((line) => line.includes(KEPT) || (line.includes(PROJECT) && line.includes('local/demo.ts')))
    .map((line) => line.trim().slice(0, 80));
}
