import { Cleanup } from './cleanup';
import { endOnSignals } from './signals';
import { messageOf } from '../error-text';

/** Runs a command that may start others, ends what it started however it ends itself, and exits with 0 only if it passed. */
export function runToEnd(main: (cleanup: Cleanup) => Promise<boolean>): void {
  const everything = new Cleanup();
  endOnSignals(everything);
  main(everything)
    .catch((error: unknown) => {
      console.error(messageOf(error));
      return false;
    })
    .then(async (passed) => {
      await everything.run();
      process.exit(passed ? 0 : 1);
    })
    .catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
}
