import { CustomResourceRequest } from './custom-resource';
import type { FuzzedFunction, Trial } from './fuzzed-function';
import { InvocationTime, fetchFrom, oneOf } from './service';
import type { Random } from '../../../examples/taxi/generator/random';
import type { Application } from '../../../runtime/functions/studio-lifecycle/application';
import { createHandler } from '../../../runtime/functions/studio-lifecycle/handler';
import type { NoteStore } from '../../../runtime/functions/studio-lifecycle/note-store';

/** Undefined stands for an application that is gone. */
type Status = string | undefined;

const STATUSES: readonly Status[] = [
  'READY', 'READY', 'READY', 'RUNNING', 'RUNNING', 'STARTING', 'STOPPING', 'UPDATING', 'AUTOSCALING', 'FORCE_STOPPING', 'ROLLING_BACK', 'MAINTENANCE', 'ROLLED_BACK', 'DELETING', undefined,
];
/** What a state may turn into by itself; any may turn into any when somebody else interferes. */
const NEXT: { readonly [status: string]: readonly Status[] } = {
  STARTING: ['RUNNING', 'RUNNING', 'READY'],
  STOPPING: ['READY'],
  UPDATING: ['READY', 'RUNNING'],
  AUTOSCALING: ['RUNNING'],
  FORCE_STOPPING: ['READY'],
  ROLLING_BACK: ['ROLLED_BACK', 'RUNNING'],
  MAINTENANCE: ['RUNNING', 'READY'],
  ROLLED_BACK: ['READY'],
  DELETING: [undefined],
};
const STOPPED_BY_FORCE = ['STARTING', 'UPDATING', 'STOPPING', 'AUTOSCALING'];
const ERRORS = ['ResourceInUseException', 'ConcurrentModificationException', 'ThrottlingException', 'ResourceNotFoundException', 'AccessDeniedException'];
const INVOCATION_MILLISECONDS = [10_000, 40_000, 100_000];
const DIRECT = 3_000;
const nobodyAsks = async () => {
  throw new Error('no event is about notes');
};
const NO_NOTES: NoteStore = { read: nobodyAsks, write: nobodyAsks, remove: nobodyAsks };

/** An application of the service: it changes its state now and then, and so do others. */
class FakeApplication implements Application {
  readonly name = 'studio';
  /** As the function has seen it last. */
  shown: Status;
  private current: Status;
  private readonly trouble: number;

  constructor(private readonly random: Random) {
    this.current = oneOf(STATUSES, random);
    this.trouble = oneOf([0, 0, 1_000], random);
  }

  async status(): Promise<Status> {
    this.fail();
    if (this.random.chance(200)) this.current = oneOf(STATUSES, this.random);
    else if (this.current !== undefined && this.current in NEXT && this.random.chance(5_000)) this.current = oneOf(NEXT[this.current], this.random);
    this.shown = this.current;
    return this.current;
  }

  async start(): Promise<void> {
    this.fail();
    if (this.current !== 'READY') throw Object.assign(new Error(`it is ${this.current}`), { name: 'ResourceInUseException' });
    this.current = 'STARTING';
  }

  async stop(force?: boolean): Promise<void> {
    this.fail();
    if (this.current !== 'RUNNING' && !(force && this.current !== undefined && STOPPED_BY_FORCE.includes(this.current))) throw Object.assign(new Error(`it is ${this.current}`), { name: 'ResourceInUseException' });
    this.current = 'STOPPING';
  }

  async url(): Promise<string> {
    return 'https://notebook.example';
  }

  private fail(): void {
    const name = oneOf(ERRORS, this.random);
    if (this.random.chance(this.trouble)) throw Object.assign(new Error(`${name} from the service`), { name });
  }
}

async function tryOne(random: Random): Promise<Trial> {
  const application = new FakeApplication(random);
  const time = new InvocationTime(oneOf(INVOCATION_MILLISECONDS, random), random);
  const request = new CustomResourceRequest(random);
  const fetch = fetchFrom((_, body) => request.take(body));
  const handler = createHandler({ application, notes: NO_NOTES, fetch, clock: time, log: () => undefined });
  if (random.chance(DIRECT)) {
    const action = oneOf(['start', 'stop', 'status'] as const, random);
    const answer = await handler({ action }, time).catch((error: unknown) => error);
    const told = answer instanceof Error ? 'an error' : JSON.stringify(answer);
    const right = answer instanceof Error || told === JSON.stringify({ applicationName: 'studio', status: application.shown });
    return { records: 1, outcomes: [`${action}: ${answer instanceof Error ? 'error' : 'answer'}`], problem: right ? undefined : `${action} answered ${told}` };
  }
  const threw = await handler(request.event(), time).then(() => undefined, (error: unknown) => error);
  // Lambda calls it again when nobody took its answer
  if (threw instanceof Error && request.taken.length === 0 && threw.message.startsWith('CloudFormation did not take the answer')) {
    return { records: 1, outcomes: ['answer not taken'] };
  }
  if (threw !== undefined) return { records: 1, outcomes: [], problem: `${request.requestType} threw ${String(threw)}` };
  const [{ Status: status }] = [...request.taken, { Status: 'none' }];
  const outcomes = [`${request.requestType}: ${status}`];
  const ends: readonly Status[] = request.requestType === 'Delete' ? ['READY', 'DELETING', undefined] : ['RUNNING'];
  const wrong = status === 'SUCCESS' && !ends.includes(application.shown);
  return { records: 1, outcomes, problem: wrong ? `${request.requestType} succeeded while the application was ${application.shown}` : request.problem() };
}

/** The lifecycle function: one answer to every request, and no success without the application in the state that was asked for. */
export const STUDIO_LIFECYCLE: FuzzedFunction = { name: 'studio-lifecycle', tryOne };
