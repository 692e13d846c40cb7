import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../../../local/error-text';
import { Cleanup } from '../../../local/processes/cleanup';
import { endOnSignals } from '../../../local/processes/signals';
import { UsageError } from '../../../local/usage-error';

/** The options of a command: text with a value, or flags. */
export type OptionNames = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>;

/** @throws UsageError for what is not allowed. */
export function readOptions<T extends OptionNames>(options: T, help: string): { [name in keyof T]?: T[name]['type'] extends 'string' ? string : boolean } {
  try {
    const { values } = parseArgs({ args: process.argv.slice(2), options: { ...options }, strict: true });
    return values;
  } catch (error) {
    throw new UsageError(`${messageOf(error)}\n${help}`);
  }
}

/** Runs a command in a folder of its own, and leaves nothing behind however it ends; its answer is the exit code. */
export function runMain(main: (cleanup: Cleanup, folder: string) => Promise<number>): void {
  const cleanup = new Cleanup();
  endOnSignals(cleanup);
  const folder = mkdtempSync(join(tmpdir(), 'bench-producer-'));
  cleanup.add('the folder of this run', () => rmSync(folder, { recursive: true, force: true }));
  main(cleanup, folder)
    .catch((error: unknown) => {
      // what fails because the run is ending is no news
      if (!cleanup.ending) console.error(error instanceof UsageError ? error.message : error);
      return 1;
    })
    .then(async (code) => {
      const isInterrupted = cleanup.ending;
      await cleanup.run();
      // an interrupted run exits with its signal's code
      if (!isInterrupted) process.exit(code);
    })
    .catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
}
