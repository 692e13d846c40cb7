import type { ChildProcess } from 'node:child_process';
import type { Cleanup } from './cleanup';
import { stopGroup } from './stop-group';

/**
 * Lets the cleanup end a process that was started detached, and all that it started.
 *
 * Once the process has ended by itself, what it left behind is ended at once and its id forgotten: the system may give that id to a
 * process of somebody else.
 * @throws when the end of the run has begun; the process is then ended.
 */
export async function endWith(cleanup: Cleanup, name: string, child: ChildProcess): Promise<void> {
  let forget: () => void;
  try {
    forget = cleanup.add(name, () => stopGroup(child));
  } catch (error) {
    await stopGroup(child);
    throw error;
  }
  child.once('exit', () => {
    forget();
    void stopGroup(child);
  });
}
