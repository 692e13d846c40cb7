import { constants } from 'node:os';
import type { Cleanup } from './cleanup';

/**
 * On Ctrl-C, TERM or a closed terminal: ends everything, then this process, with the shell's code for that signal.
 *
 * The terminal signals the whole process group and a parent may forward it once more, so a signal that comes again changes nothing.
 * @param exitCode the code to exit with, given the shell's code for the signal.
 */
export function endOnSignals(cleanup: Cleanup, exitCode: (ofSignal: number) => number = (code) => code): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (cleanup.ending) return;
      console.error(`\n${signal} received: ending what was started…`);
      void cleanup.run().then(() => process.exit(exitCode(128 + constants.signals[signal])));
    });
  }
}
