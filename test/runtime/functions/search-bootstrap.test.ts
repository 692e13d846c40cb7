import { RESPONSE_URL, answersIn, cloudFormationEvent } from './cloudformation-events';
import { connectionRefused, fakeFetch, type Reply } from './fake-fetch';
import { VirtualClock } from './virtual-clock';
import { createHandler } from '../../../runtime/functions/search-bootstrap/handler';
import type { IndexTemplateConfig } from '../../../src/search/search-bootstrap-config';

const template = (name: string): IndexTemplateConfig => ({
  name,
  body: { index_patterns: [`${name}*`], priority: 100, template: { settings: { number_of_shards: 1 }, mappings: { dynamic: 'strict', properties: { id: { type: 'keyword' } } } } },
});
const indexTemplates = [template('taxi_trips'), template('insights')];

async function bootstrap(requestType: 'Create' | 'Update' | 'Delete', reply: (count: number) => Reply, milliseconds = 60_000) {
  const clock = new VirtualClock(milliseconds);
  let count = 0;
  const { fetch, seen } = fakeFetch(({ url }) => url === RESPONSE_URL ? { status: 200 } : reply(++count));
  const handler = createHandler({ indexTemplates }, {
    environment: { SEARCH_ENDPOINT: '127.0.0.1:9200', SEARCH_PROTOCOL: 'http' }, fetch, clock, log: () => undefined,
  });
  await clock.run(handler(cloudFormationEvent(requestType), clock));
  return { answers: answersIn(seen), requests: seen.filter(({ url }) => url !== RESPONSE_URL), clock };
}

test.each(['Create', 'Update'] as const)('%s puts every template and nothing else', async (requestType) => {
  const { answers, requests } = await bootstrap(requestType, () => ({ status: 200, body: '{"acknowledged":true}' }));
  expect(answers).toMatchObject([{ Status: 'SUCCESS' }]);
  expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'PUT http://127.0.0.1:9200/_index_template/taxi_trips', 'PUT http://127.0.0.1:9200/_index_template/insights',
  ]);
  expect(JSON.parse(requests[0].body)).toEqual(indexTemplates[0].body);
});

test('Delete asks the domain nothing and succeeds', async () => {
  const { answers, requests } = await bootstrap('Delete', connectionRefused);
  expect({ answers, requests: requests.length }).toMatchObject({ answers: [{ Status: 'SUCCESS' }], requests: 0 });
});

test.each([
  ['connection refused', connectionRefused()], ['503', { status: 503 }], ['429', { status: 429 }], ['403 of a policy not yet known', { status: 403 }],
])('a domain that is not ready yet (%s) is waited for', async (_, failure) => {
  const { answers, requests } = await bootstrap('Create', (count) => count < 5 ? failure : { status: 200 });
  expect(answers).toMatchObject([{ Status: 'SUCCESS' }]);
  expect(requests).toHaveLength(6);
});

test('a template that the domain refuses fails at once with the domain\'s words', async () => {
  const { answers, requests } = await bootstrap('Create', () => ({ status: 400, body: '{"error":"unknown mapper"}' }));
  expect(answers).toMatchObject([{ Status: 'FAILED', Reason: "index template 'taxi_trips' was refused by the domain: HTTP 400 {\"error\":\"unknown mapper\"}" }]);
  expect(requests).toHaveLength(1);
});

test('403 that stays fails with the domain\'s words before the time is over', async () => {
  const { answers, clock } = await bootstrap('Create', () => ({ status: 403, body: 'not allowed' }), 300_000);
  expect(answers).toMatchObject([{ Status: 'FAILED', Reason: "index template 'taxi_trips' was refused by the domain: HTTP 403 not allowed" }]);
  expect(clock.now).toBeLessThan(60_000);
});

test('a domain that never answers fails in time, with what was seen last', async () => {
  const { answers, clock } = await bootstrap('Create', connectionRefused);
  expect(answers).toMatchObject([{
    Status: 'FAILED', Reason: expect.stringMatching(/^index template 'taxi_trips' could not be put in time, after \d+ attempts: no answer from the domain \(ECONNREFUSED\)$/),
  }]);
  expect(clock.now).toBeLessThanOrEqual(45_000);
});
