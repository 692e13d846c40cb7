import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../error-text';

const PATIENCE_MILLIS = 5000;
const REAPING_MILLIS = 1000;

/** Ends a process that was started detached, and all that it started: TERM first, KILL after five seconds. */
export async function stopGroup(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  if (signalGroup(pid, 'SIGTERM')) {
    const deadline = Date.now() + PATIENCE_MILLIS;
    while (groupLives(pid) && Date.now() < deadline) await sleep(50);
  }
  // Members that outlive their leader are still in its group.
  await killGroup(child);
}

/** Ends a process that was started detached, and all that it started, at once. */
export async function killGroup(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  signalGroup(pid, 'SIGKILL');
  // A killed member whose parent is gone counts as alive until the machine's init has reaped it, so this wait is bounded too.
  const deadline = Date.now() + REAPING_MILLIS;
  while (groupLives(pid) && Date.now() < deadline) await sleep(20);
  child.stdin?.destroy();
}

function groupLives(pid: number): boolean {
  return signalGroup(pid, 0);
}

function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch (error) {
    // none of that id; or, as macOS says it, none but what has ended
    if (['ESRCH', 'EPERM'].includes(codeOf(error))) return false;
    throw error;
  }
}
