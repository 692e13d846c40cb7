import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Cleanup } from './cleanup';
import { endWith } from './end-with';

export interface CommandOptions {
  readonly cwd?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** Lets the command write straight to this terminal; otherwise its lines are kept for `onLine` and for the error. */
  readonly inherit?: boolean;
  readonly onLine?: (line: string) => void;
}

/** A command that ended with another code than 0, or could not be started at all. */
export class CommandError extends Error {
  public readonly name = 'CommandError';

  constructor(public readonly command: string, public readonly reason: string, public readonly lines: readonly string[]) {
    super([`${command} ${reason}`, ...lines.slice(-12)].join('\n'));
  }
}

/**
 * Runs a command to its end.
 * @returns the lines it wrote, unless they went to the terminal.
 * @throws CommandError when it fails.
 */
export async function runCommand(cleanup: Cleanup, words: readonly string[], options: CommandOptions = {}): Promise<string[]> {
  const [command = '', ...rest] = words;
  const stdio = options.inherit === true ? 'inherit' as const : 'pipe' as const;
  const child = spawn(command, rest, { cwd: options.cwd, env: options.environment ?? process.env, detached: true, stdio: ['ignore', stdio, stdio] });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      options.onLine?.(line);
    });
  }
  const reason = new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
    child.once('close', (code, signal) => resolve(code === 0 ? undefined : `failed with ${signal ?? `exit code ${code}`}`));
  });
  await endWith(cleanup, command, child);
  const failure = await reason;
  if (failure !== undefined) throw new CommandError(words.join(' '), failure, lines);
  return lines;
}
