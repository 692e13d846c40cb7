import { PHYSICAL_ID, RESPONSE_URL, answersIn, cloudFormationEvent } from './cloudformation-events';
import { connectionRefused, fakeFetch, type Reply } from './fake-fetch';
import { VirtualClock } from './virtual-clock';
import { customResourceHandler, type CustomResourceWork } from '../../../runtime/functions/shared/cloudformation/custom-resource';

interface Options {
  readonly event?: ReturnType<typeof cloudFormationEvent>;
  readonly reply?: (count: number) => Reply;
  readonly milliseconds?: number;
}

async function answer(work: CustomResourceWork, options: Options = {}) {
  const { fetch, seen } = fakeFetch((_, count) => options.reply?.(count) ?? { status: 200 });
  const clock = new VirtualClock(options.milliseconds ?? 60_000);
  const logged: object[] = [];
  const handler = customResourceHandler((event, time) => work(event, time), { fetch, clock, log: (entry) => logged.push(entry) });
  const done = clock.run(handler(options.event ?? cloudFormationEvent('Create'), clock));
  return { done, seen, logged, clock };
}

const nothing = async () => undefined;

test('SUCCESS goes to the response URL by PUT, without a content type, with the ids of the request', async () => {
  const { done, seen } = await answer(nothing);
  await done;
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({ method: 'PUT', url: RESPONSE_URL, headers: { 'content-type': '' } });
  expect(answersIn(seen)).toEqual([{
    Status: 'SUCCESS',
    Reason: '',
    PhysicalResourceId: PHYSICAL_ID,
    StackId: cloudFormationEvent('Create').StackId,
    RequestId: 'request-1',
    LogicalResourceId: 'TripsBootstrap',
  }]);
});

test.each(['Update', 'Delete'] as const)('%s keeps the physical id that CloudFormation knows', async (requestType) => {
  const { done, seen } = await answer(nothing, { event: cloudFormationEvent(requestType, 'an-older-id') });
  await done;
  expect(answersIn(seen)).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: 'an-older-id' }]);
});

test('what the work throws is the reason of FAILED, and it is logged without the URL', async () => {
  const { done, seen, logged } = await answer(async () => { throw new Error('the domain said no'); });
  await done;
  expect(answersIn(seen)).toMatchObject([{ Status: 'FAILED', Reason: 'the domain said no', PhysicalResourceId: PHYSICAL_ID }]);
  expect(logged).toEqual([{ message: 'custom resource', requestType: 'Create', logicalResourceId: 'TripsBootstrap', status: 'FAILED', reason: 'the domain said no' }]);
});

test('a reason is cut to what CloudFormation takes', async () => {
  const { done, seen } = await answer(async () => { throw new Error('"ü'.repeat(10_000)); });
  await done;
  expect(Buffer.byteLength(seen[0].body)).toBeLessThan(4096);
  expect(answersIn(seen)).toMatchObject([{ Status: 'FAILED', Reason: expect.stringMatching(/^"ü"ü.*…$/) }]);
});

test('work that never ends is answered with FAILED while there still is time', async () => {
  const { done, seen, clock } = await answer(async () => new Promise<void>(() => undefined), { event: cloudFormationEvent('Update') });
  await done;
  expect(answersIn(seen)).toMatchObject([{ Status: 'FAILED', Reason: expect.stringContaining('Update was not done when the time of the function was over') }]);
  expect(clock.now).toBe(45_000);
});

test.each([['503', { status: 503 }], ['nobody there', connectionRefused()]])('an answer that is not taken (%s) is put again', async (_, failure) => {
  const { done, seen } = await answer(nothing, { reply: (count) => count < 3 ? failure : { status: 200 } });
  await done;
  expect(seen).toHaveLength(3);
});

test('an answer that is never taken fails the invocation, which Lambda then repeats', async () => {
  const { done, clock } = await answer(nothing, { reply: () => ({ status: 403 }), milliseconds: 20_000 });
  await expect(done).rejects.toThrow('CloudFormation did not take the answer SUCCESS: HTTP 403');
  expect(clock.now).toBeLessThanOrEqual(20_000);
});
