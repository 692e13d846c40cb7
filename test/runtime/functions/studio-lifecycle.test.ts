import { PHYSICAL_ID, RESPONSE_URL, answersIn, cloudFormationEvent } from './cloudformation-events';
import { fakeFetch } from './fake-fetch';
import { FakeNoteStore } from './fake-note-store';
import { VirtualClock } from './virtual-clock';
import type { Application } from '../../../runtime/functions/studio-lifecycle/application';
import { createHandler } from '../../../runtime/functions/studio-lifecycle/handler';
import type { StudioLifecycleAnswer } from '../../../src/studio/studio-lifecycle-config';

function serviceError(name: string): Error {
  return Object.assign(new Error(`${name} from the service`), { name });
}

/** An application that lives in virtual time: what it is asked for takes a minute. */
class FakeApplication implements Application {
  readonly name = 'studio';
  readonly asked: string[] = [];
  startError: Error | undefined;
  /** The next looks at it fail so. */
  readonly statusErrors: Error[] = [];
  /** What STARTING ends in. */
  startsInto = 'RUNNING';
  private pending: { readonly at: number; readonly status: string | undefined } | undefined;

  constructor(private current: string | undefined, private readonly clock: VirtualClock) {}

  becomes(status: string | undefined, at: number): this {
    this.pending = { at, status };
    return this;
  }

  async status(): Promise<string | undefined> {
    const error = this.statusErrors.shift();
    if (error !== undefined) throw error;
    if (this.pending !== undefined && this.clock.now >= this.pending.at) {
      this.current = this.pending.status;
      this.pending = undefined;
    }
    return this.current;
  }

  async start(): Promise<void> {
    this.asked.push('start');
    if (this.startError !== undefined) throw this.startError;
    this.current = 'STARTING';
    this.becomes(this.startsInto, this.clock.now + 60_000);
  }

  async url(): Promise<string> {
    return 'https://studio.example/a1b2/?authToken=secret';
  }

  async stop(force?: boolean): Promise<void> {
    this.asked.push(force ? 'stop by force' : 'stop');
    if (!force && this.current !== 'RUNNING') throw serviceError('ResourceInUseException');
    this.current = 'STOPPING';
    this.becomes('READY', this.clock.now + 60_000);
  }
}

function setUp(status: string | undefined, milliseconds = 600_000) {
  const clock = new VirtualClock(milliseconds);
  const application = new FakeApplication(status, clock);
  const { fetch, seen } = fakeFetch(({ url }) => ({ status: url === RESPONSE_URL ? 200 : 500 }));
  const handler = createHandler({ application, notes: new FakeNoteStore(), fetch, clock, log: () => undefined });
  return {
    clock,
    application,
    direct: async (action: 'start' | 'stop' | 'status'): Promise<StudioLifecycleAnswer | void> => clock.run(handler({ action }, clock)),
    request: async (requestType: 'Create' | 'Update' | 'Delete') => {
      await clock.run(handler(cloudFormationEvent(requestType), clock));
      return answersIn(seen);
    },
    update: async (old: { readonly ApplicationName: string }) => {
      const event = cloudFormationEvent('Update');
      const OldResourceProperties = { ...event.ResourceProperties, ...old };
      await clock.run(handler({ ...event, RequestType: 'Update', PhysicalResourceId: PHYSICAL_ID, OldResourceProperties }, clock));
      return answersIn(seen);
    },
    anything: async (event: { action: 'start' }) => clock.run(handler(event, clock)),
  };
}

describe('called directly', () => {
  test.each([
    ['status', 'READY', 'READY', []], ['status', 'RUNNING', 'RUNNING', []],
    ['start', 'READY', 'STARTING', ['start']], ['start', 'RUNNING', 'RUNNING', []], ['start', 'STARTING', 'STARTING', []],
    ['stop', 'RUNNING', 'STOPPING', ['stop']], ['stop', 'READY', 'READY', []], ['stop', 'STOPPING', 'STOPPING', []],
    ['stop', 'STARTING', 'STOPPING', ['stop by force']], ['stop', 'UPDATING', 'STOPPING', ['stop by force']], ['stop', 'AUTOSCALING', 'STOPPING', ['stop by force']],
    ['stop', 'FORCE_STOPPING', 'FORCE_STOPPING', []], ['stop', 'DELETING', 'DELETING', []],
  ] as const)('%s of an application that is %s answers %s', async (action, before, status, asked) => {
    const { direct, application } = setUp(before);
    expect(await direct(action)).toEqual({ applicationName: 'studio', status });
    expect(application.asked).toEqual(asked);
  });

  test('what the service refuses is an error', async () => {
    const { direct, application } = setUp('UPDATING');
    application.startError = serviceError('ResourceInUseException');
    await expect(direct('start')).rejects.toThrow('ResourceInUseException from the service');
  });

  test('an application that is not there is an error', async () => {
    await expect(setUp(undefined).direct('status')).rejects.toThrow('there is no application studio');
  });

  test.each(['{"action":"restart"}', '{}'])('%s is refused with what is allowed', async (event) => {
    const { anything, application } = setUp('READY');
    await expect(anything(JSON.parse(event))).rejects.toThrow(/^action is .*, allowed are 'start', 'stop', 'status' and 'import'$/);
    expect(application.asked).toEqual([]);
  });
});

describe.each(['Create', 'Update'] as const)('as a custom resource, %s', (requestType) => {
  test.each([['READY', ['start']], ['STARTING', []], ['STOPPING', ['start']], ['RUNNING', []], ['UPDATING', []]])(
    'of an application that is %s succeeds when it is RUNNING', async (before, asked) => {
      const { request, application, clock } = setUp(before);
      if (before === 'STARTING' || before === 'UPDATING') application.becomes('RUNNING', 60_000);
      if (before === 'STOPPING') application.becomes('READY', 30_000);
      expect(await request(requestType)).toMatchObject([{ Status: 'SUCCESS' }]);
      expect(await application.status()).toBe('RUNNING');
      expect(application.asked).toEqual(asked);
      expect(clock.now).toBe({ READY: 60_000, STARTING: 60_000, UPDATING: 60_000, STOPPING: 90_000, RUNNING: 0 }[before]);
    });

  test('fails when the application does not come up in time', async () => {
    const { request, clock } = setUp('READY', 60_000);
    expect(await request(requestType)).toMatchObject([{ Status: 'FAILED', Reason: 'application studio is STARTING, not RUNNING, and the time of the function is over' }]);
    expect(clock.now).toBeLessThanOrEqual(45_000);
  });

  test('fails when starting falls back to READY', async () => {
    const { request, application } = setUp('READY');
    application.startsInto = 'READY';
    expect(await request(requestType)).toMatchObject([{ Status: 'FAILED', Reason: expect.stringContaining('went from STARTING back to READY') }]);
    expect(application.asked).toEqual(['start']);
  });

  test.each([['there is none', undefined], ['is being deleted', 'DELETING']])('fails when the application: %s', async (words, status) => {
    expect(await setUp(status).request(requestType)).toMatchObject([{ Status: 'FAILED', Reason: expect.stringContaining(words) }]);
  });

  test('waits while the service is busy with another change, and fails on any other error', async () => {
    const busy = setUp('READY', 60_000);
    busy.application.startError = serviceError('ResourceInUseException');
    expect(await busy.request(requestType)).toMatchObject([{ Status: 'FAILED', Reason: expect.stringContaining('is READY, not RUNNING') }]);
    expect(busy.application.asked.length).toBeGreaterThan(2);
    const refused = setUp('READY');
    refused.application.startError = serviceError('InvalidApplicationConfigurationException');
    expect(await refused.request(requestType)).toMatchObject([{ Status: 'FAILED', Reason: 'InvalidApplicationConfigurationException from the service' }]);
  });
});

describe.each([['Create', 'READY', ['start']], ['Delete', 'RUNNING', ['stop']]] as const)('as a custom resource, %s', (requestType, before, asked) => {
  const ofTheServer = Object.assign(serviceError('InternalFailure'), { $fault: 'server' });

  test('waits while the service has no time to say how the application is', async () => {
    const { request, application } = setUp(before);
    application.statusErrors.push(serviceError('ThrottlingException'), ofTheServer, serviceError('TooManyRequestsException'));
    expect(await request(requestType)).toMatchObject([{ Status: 'SUCCESS' }]);
    expect(application.asked).toEqual(asked);
  });

  test('fails in time when it never says, and at once on any other error', async () => {
    const silent = setUp(before, 60_000);
    silent.application.statusErrors.push(...Array.from({ length: 100 }, () => ofTheServer));
    expect(await silent.request(requestType)).toMatchObject([{ Status: 'FAILED', Reason: 'application studio cannot be looked at (InternalFailure), and the time of the function is over' }]);
    const denied = setUp(before);
    denied.application.statusErrors.push(serviceError('AccessDeniedException'));
    expect(await denied.request(requestType)).toMatchObject([{ Status: 'FAILED', Reason: 'AccessDeniedException from the service' }]);
    expect(denied.clock.now).toBe(0);
  });
});

describe('as a custom resource, Delete', () => {
  test.each([
    ['RUNNING', ['stop'], 60_000], ['STARTING', ['stop'], 90_000], ['STOPPING', [], 30_000], ['READY', [], 0], [undefined, [], 0], ['DELETING', [], 0],
  ])('of an application that is %s succeeds when nothing of it runs', async (before, asked, milliseconds) => {
    const { request, application, clock } = setUp(before);
    if (before === 'STARTING') application.becomes('RUNNING', 30_000);
    if (before === 'STOPPING') application.becomes('READY', 30_000);
    expect(await request('Delete')).toMatchObject([{ Status: 'SUCCESS' }]);
    expect(application.asked).toEqual(asked);
    expect(clock.now).toBe(milliseconds);
  });

  test('fails when it still runs at the end', async () => {
    expect(await setUp('RUNNING', 60_000).request('Delete')).toMatchObject([{ Status: 'FAILED', Reason: expect.stringContaining('is STOPPING, not stopped') }]);
  });

  test('an application that goes while it is waited for is stopped', async () => {
    const { request, application } = setUp('STOPPING');
    application.becomes(undefined, 20_000);
    expect(await request('Delete')).toMatchObject([{ Status: 'SUCCESS' }]);
  });
});

test('an Update with replaced properties starts the application that the function now belongs to, and keeps the physical id', async () => {
  const { clock, application, update } = setUp('READY');
  expect(await update({ ApplicationName: 'another' })).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: PHYSICAL_ID }]);
  expect(application.asked).toEqual(['start']);
  expect(clock.now).toBe(60_000);
});
