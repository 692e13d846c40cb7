import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Started {
  /** What it has written to its standard output so far. */
  readonly lines: readonly string[];
  /** Waits until enough lines match, and gives them. */
  untilLines(pattern: RegExp, count: number, seconds: number): Promise<string[]>;
  /** Ends it as Ctrl+C does. */
  stop(): Promise<void>;
}

const MILLIS_BETWEEN_LOOKS = 100;

/** Starts a sample that runs until it is stopped. What it writes to its standard error is shown. */
export function start(command: string, words: string[], cwd: string, env: NodeJS.ProcessEnv): Started {
  const child = spawn(command, words, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const ended = once(child, 'exit');
  return {
    lines,
    async untilLines(pattern, count, seconds) {
      const deadline = Date.now() + seconds * 1_000;
      for (;;) {
        const found = lines.filter((line) => pattern.test(line));
        if (found.length >= count) {
          return found;
        }
        if (child.exitCode !== null || Date.now() > deadline) {
          throw new Error(`${command} ${words.join(' ')} must print ${count} lines like ${pattern} within ${seconds} s, got ${found.length}`);
        }
        await sleep(MILLIS_BETWEEN_LOOKS);
      }
    },
    async stop() {
      child.kill('SIGINT');
      await ended;
    },
  };
}
