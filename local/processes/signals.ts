import { constants } from 'node:os';
import type { Cleanup } from './cleanup';

const MILLIS_BETWEEN_LOOKS = 1000;

/**
 * On Ctrl-C, TERM, a closed terminal, an output that nobody takes any more, as with `| head`, or the death of the parent process:
 * ends everything, then this process, with the shell's code for that signal, otherwise with 1.
 *
 * The terminal signals the whole process group and a parent may forward it once more, so a signal that comes again changes nothing.
 * @param exitCode the code to exit with, given the shell's code for the signal.
 */
export function endOnSignals(cleanup: Cleanup, exitCode: (ofSignal: number) => number = (code) => code): void {
  const end = (why: string, code: number) => {
    if (cleanup.ending) return;
    console.error(`\n${why}: ending what was started…`);
    void cleanup.run().then(() => process.exit(code));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => end(`${signal} received`, exitCode(128 + constants.signals[signal])));
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => end(`the output cannot be written (${error.message})`, 1));
  }
  const parent = process.ppid;
  const starter = Number(process.env.WITH_INSTALL_PID ?? parent);
  setInterval(() => {
    if (process.ppid !== parent || !isAlive(starter)) end('the process that started this run is gone', 1);
  }, MILLIS_BETWEEN_LOOKS).unref();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // somebody else's process by now
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
