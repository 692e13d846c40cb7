import { spawn } from 'node:child_process';
import * as path from 'node:path';

export const ROOT = path.join(__dirname, '..', '..');

/** What one check found. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** One line a failed check wants to be read first. */
  readonly reason?: string;
}

/** One thing that must hold for the project to be right. */
export interface Check {
  readonly name: string;
  run(): Promise<Outcome>;
}

export interface CommandResult {
  readonly code: number;
  readonly output: string;
}

/** Runs a command with its output shown as it comes, and kept. */
export function runCommand(command: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    const chunks: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        chunks.push(chunk);
        process.stdout.write(chunk);
      });
    }
    const forward = () => child.kill('SIGTERM');
    process.once('SIGTERM', forward).once('SIGINT', forward);
    child.once('error', reject);
    child.once('close', (code) => {
      process.removeListener('SIGTERM', forward).removeListener('SIGINT', forward);
      resolve({ code: code ?? 1, output: chunks.join('') });
    });
  });
}

/**
 * A check that is one command: it passes when the command exits with 0.
 *
 * A command that ends with a line `N passed, N failed` of its own is counted by that line.
 */
export function commandCheck(name: string, command: string, args: string[], env?: NodeJS.ProcessEnv): Check {
  return {
    name,
    async run(): Promise<Outcome> {
      const { code, output } = await runCommand(command, args, env);
      const counts = [...output.matchAll(/(\d+) passed, (\d+) failed$/gm)].at(-1);
      const passed = counts ? Number(counts[1]) : 1;
      const failed = counts ? Number(counts[2]) : 0;
      return code === 0 ? { passed, failed } : { passed: counts ? passed : 0, failed: Math.max(failed, 1), reason: `${command} ${args.join(' ')} exited with ${code}` };
    },
  };
}
