import { RESPONSE_URL, answersIn, cloudFormationEvent } from './cloudformation-events';
import { FakeDomain } from './fake-domain';
import { connectionRefused, fakeFetch, type Reply, type SeenRequest } from './fake-fetch';
import { VirtualClock } from './virtual-clock';
import { createHandler } from '../../../runtime/functions/search-bootstrap/handler';
import { rollovers } from '../../../src/search/index-lifetime';
import type { SearchBootstrapConfig } from '../../../src/search/search-bootstrap-config';
import { schema, streamIn, newStack } from '../../search/indexers';

const [trips] = rollovers([{ stream: streamIn(newStack(), 'trips'), schema: schema('trips') }], {});
const config: SearchBootstrapConfig = {
  indexTemplates: [{ name: 'trips', body: { index_patterns: ['trips', 'trips-*'], priority: 105, template: { settings: { 'index.number_of_shards': 1 }, mappings: { dynamic: 'false', properties: {} } } } }],
  rollovers: [trips],
};
const domainOfAws = { SEARCH_ENDPOINT: 'search.example', AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };

async function deploy(reply: (request: SeenRequest, count: number) => Reply, environment: NodeJS.ProcessEnv = domainOfAws) {
  const clock = new VirtualClock(300_000);
  let count = 0;
  const { fetch, seen } = fakeFetch((request) => request.url === RESPONSE_URL ? { status: 200 } : reply(request, ++count));
  const handler = createHandler(config, { environment, fetch, clock, log: () => undefined, readSecret: async () => '' });
  await clock.run(handler(cloudFormationEvent('Update'), clock));
  const requests = seen.filter(({ url }) => url !== RESPONSE_URL);
  const [answer] = answersIn(seen);
  return { answer, requests, asked: requests.map(({ method, url }) => `${method} ${decodeURIComponent(new URL(url).pathname)}${new URL(url).search}`) };
}

test('a new domain gets the template with the alias to roll over, the first index behind it, and the policy that manages it', async () => {
  const domain = new FakeDomain();
  const { answer, asked, requests } = await deploy(domain.reply);
  expect(answer).toMatchObject({ Status: 'SUCCESS' });
  expect(asked).toEqual([
    'PUT /_index_template/trips',
    'GET /_alias/trips', 'PUT /trips-000001',
    'GET /_plugins/_ism/policies/trips-lifetime', 'PUT /_plugins/_ism/policies/trips-lifetime',
    'GET /_plugins/_ism/explain/trips-000001', 'POST /_plugins/_ism/add/trips-000001',
  ]);
  expect(JSON.parse(requests[0].body).template.settings).toEqual({ 'index.number_of_shards': 1, 'index.plugins.index_state_management.rollover_alias': 'trips' });
  expect(JSON.parse(requests[2].body)).toEqual({ aliases: { trips: { is_write_index: true } } });
  expect(domain.policies['trips-lifetime']?.body).toEqual(trips.policy.body);
  expect(domain.managed).toEqual({ 'trips-000001': { policy: 'trips-lifetime', version: 1 } });
});

test('an update changes the policy by its version, and gives it to the indexes that are there, but not to those of another policy', async () => {
  const domain = new FakeDomain();
  await deploy(domain.reply);
  domain.aliases.trips = { 'trips-000001': false, 'trips-000002': false, 'trips-000003': false, 'trips-000004': true };
  domain.managed['trips-000002'] = { policy: 'mine', version: 9 };
  // added, and not begun to work yet
  domain.managed['trips-000003'] = { policy: 'trips-lifetime' };
  const { answer, asked } = await deploy(domain.reply);
  expect(answer).toMatchObject({ Status: 'SUCCESS' });
  expect(asked.slice(1)).toEqual([
    'GET /_alias/trips',
    'GET /_plugins/_ism/policies/trips-lifetime', 'PUT /_plugins/_ism/policies/trips-lifetime?if_primary_term=3&if_seq_no=1',
    'GET /_plugins/_ism/explain/trips-000001,trips-000002,trips-000003,trips-000004',
    'POST /_plugins/_ism/add/trips-000004', 'POST /_plugins/_ism/change_policy/trips-000001',
  ]);
  expect(domain.managed).toMatchObject({
    'trips-000001': { policy: 'trips-lifetime', version: 2 }, 'trips-000002': { policy: 'mine' }, 'trips-000004': { policy: 'trips-lifetime', version: 2 },
  });
});

test('a policy that somebody changes in the same moment is read anew', async () => {
  const domain = new FakeDomain();
  await deploy(domain.reply);
  let changes = 0;
  const { answer } = await deploy((request) => {
    const policy = domain.policies['trips-lifetime'];
    if (request.url.includes('if_seq_no') && policy !== undefined && changes++ < 2) policy.version++;
    return domain.reply(request);
  });
  expect(answer).toMatchObject({ Status: 'SUCCESS' });
  expect({ changes, version: domain.policies['trips-lifetime']?.version }).toEqual({ changes: 3, version: 4 });
});

test('an answer that is lost on its way after the indexes got their policy is no failure: they are looked at anew', async () => {
  const domain = new FakeDomain();
  let lost = 0;
  const { answer, asked } = await deploy((request) => {
    const reply = domain.reply(request);
    return request.url.includes('/_ism/add/') && lost++ === 0 ? connectionRefused() : reply;
  });
  expect(answer).toMatchObject({ Status: 'SUCCESS' });
  expect(asked.slice(-3)).toEqual(['GET /_plugins/_ism/explain/trips-000001', 'POST /_plugins/_ism/add/trips-000001', 'GET /_plugins/_ism/explain/trips-000001']);
});

test('an alias of one index gets the mark that it is written, without which a rollover would take the alias away from it', async () => {
  const domain = new FakeDomain();
  domain.aliases.trips = { 'trips-old': undefined };
  expect((await deploy(domain.reply)).answer).toMatchObject({ Status: 'SUCCESS' });
  expect(domain.aliases.trips).toEqual({ 'trips-old': true });
});

test('a first index that is there without its alias gets it', async () => {
  const domain = new FakeDomain();
  const { answer } = await deploy((request) => request.url.endsWith('/trips-000001') && request.method === 'PUT'
    ? { status: 400, body: { error: { type: 'resource_already_exists_exception' } } } : domain.reply(request));
  expect(answer).toMatchObject({ Status: 'SUCCESS' });
  expect(domain.aliases.trips).toEqual({ 'trips-000001': true });
});

test.each<[string, (domain: FakeDomain) => (request: SeenRequest) => Reply, string]>([
  ['an index has the name of the alias', ({ reply }) => (request) => request.url.endsWith('/trips-000001') ? { status: 400, body: { error: { type: 'invalid_alias_name_exception' } } } : reply(request),
    "alias 'trips' was refused by the domain: an index has this name: reindex it into trips-000001 and delete it, or name another index"],
  ['the first index is refused', ({ reply }) => (request) => request.url.endsWith('/trips-000001') ? { status: 400, body: 'too many shards' } : reply(request),
    "alias 'trips' was refused by the domain: HTTP 400 too many shards"],
  ['no index of several is written', (domain) => {
    domain.aliases.trips = { a: undefined, b: undefined };
    return domain.reply;
  }, "alias 'trips' was refused by the domain: it has the indexes a, b and none that is written: make one of them its write index, or name another index"],
  ['the policy is refused', ({ reply }) => (request) => request.method === 'PUT' && request.url.includes('_ism/policies') ? { status: 400, body: 'bad policy' } : reply(request),
    "index policy 'trips-lifetime' was refused by the domain: HTTP 400 bad policy"],
  ['an index does not take the policy', ({ reply }) => (request) => request.url.includes('_ism/add')
    ? { status: 200, body: { failures: true, failed_indices: [{ index_name: 'trips-000001', reason: 'it is closed' }] } } : reply(request),
  "index policy 'trips-lifetime' of the indexes trips-000001 was refused by the domain: trips-000001: it is closed"],
])('the deployment fails and says so where %s', async (_, replyOf, Reason) => {
  expect((await deploy(replyOf(new FakeDomain()))).answer).toMatchObject({ Status: 'FAILED', Reason });
});

test('a local search, which has no plugins, gets the alias and neither the setting nor the policy', async () => {
  const { answer, asked, requests } = await deploy(new FakeDomain().reply, { SEARCH_ENDPOINT: '127.0.0.1:9200', SEARCH_PROTOCOL: 'http' });
  expect(answer).toMatchObject({ Status: 'SUCCESS' });
  expect(asked).toEqual(['PUT /_index_template/trips', 'GET /_alias/trips', 'PUT /trips-000001']);
  expect(JSON.parse(requests[0].body)).toEqual(config.indexTemplates[0].body);
});
