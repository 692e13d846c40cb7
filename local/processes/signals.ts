import { constants } from 'node:os';
import type { Cleanup } from './cleanup';

/**
 * On Ctrl-C, TERM or a closed terminal: ends everything, then this process, with the shell's code for that signal.
 *
 * The terminal signals the whole process group and a parent may forward it once more, so a signal that comes again changes nothing.
 */
export function endOnSignals(cleanup: Cleanup, exitCode: (signal: NodeJS.Signals) => number = codeOf): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (cleanup.ending) return;
      console.error(`\n${signal} received: ending what was started…`);
      void cleanup.run().then(() => process.exit(exitCode(signal)));
    });
  }
}

function codeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
