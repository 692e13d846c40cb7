import { fork, type ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import type { Answer, Order } from './protocol';
import { PROJECT } from '../../local/places';
import type { Cleanup } from '../../local/processes/cleanup';

/** A process that runs tests; one that does not answer in time, or dies, is replaced. */
export class Worker {
  private child?: ChildProcess;

  constructor(private readonly cleanup: Cleanup, private readonly folder: string) {}

  /** @returns nothing when there was no answer in time. */
  public async carryOut(order: Order, milliseconds: number): Promise<Answer | undefined> {
    const child = this.child ??= this.start();
    const answer = await new Promise<Answer | undefined>((resolve) => {
      const timer = setTimeout(() => finish(undefined), milliseconds);
      const ended = () => finish(undefined);
      const finish = (value: Answer | undefined) => {
        clearTimeout(timer);
        child.off('message', finish).off('exit', ended);
        resolve(value);
      };
      child.once('message', finish).once('exit', ended);
      child.send(order);
    });
    if (answer === undefined) this.end();
    return answer;
  }

  public end(): void {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  private start(): ChildProcess {
    const child = fork(join(this.folder, 'bench', 'mutation', 'worker.js'), { cwd: PROJECT, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    this.cleanup.add('a worker', () => { child.kill('SIGKILL'); });
    return child;
  }
}

/** Gives the tasks to the workers, one each at a time. */
export async function share<T, R>(workers: readonly Worker[], tasks: readonly T[], work: (worker: Worker, task: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  await Promise.all(workers.map(async (worker) => {
    for (let place = next++; place < tasks.length; place = next++) {
      results[place] = await work(worker, tasks[place]);
    }
  }));
  return results;
}
