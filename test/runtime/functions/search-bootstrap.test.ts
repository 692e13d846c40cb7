import { RESPONSE_URL, answersIn, cloudFormationEvent } from './cloudformation-events';
import { connectionRefused, fakeFetch, type Reply, type SeenRequest } from './fake-fetch';
import { VirtualClock } from './virtual-clock';
import { createHandler } from '../../../runtime/functions/search-bootstrap/handler';
import type { IndexTemplateConfig, SearchBootstrapConfig } from '../../../src/search/search-bootstrap-config';

const template = (name: string): IndexTemplateConfig => ({
  name,
  body: { index_patterns: [`${name}*`], priority: 100, template: { settings: { number_of_shards: 1 }, mappings: { dynamic: 'strict', properties: { id: { type: 'keyword' } } } } },
});
const indexTemplates = [template('taxi_trips'), template('insights')];

interface Setup {
  readonly config?: SearchBootstrapConfig;
  readonly environment?: NodeJS.ProcessEnv;
  readonly readSecret?: (arn: string) => Promise<string>;
  readonly milliseconds?: number;
  readonly chance?: number;
}

const local = { SEARCH_ENDPOINT: '127.0.0.1:9200', SEARCH_PROTOCOL: 'http' };

async function bootstrap(requestType: 'Create' | 'Update' | 'Delete', reply: (count: number, request: SeenRequest) => Reply, setup: Setup = {}) {
  const { config = { indexTemplates }, environment = local, readSecret = async () => 'nobody asks', milliseconds = 60_000, chance } = setup;
  const clock = new VirtualClock(milliseconds, chance);
  let count = 0;
  const { fetch, seen } = fakeFetch((request) => request.url === RESPONSE_URL ? { status: 200 } : reply(++count, request));
  const logged: object[] = [];
  const handler = createHandler(config, { environment, fetch, clock, log: (entry) => logged.push(entry), readSecret });
  await clock.run(handler(cloudFormationEvent(requestType), clock));
  return { answers: answersIn(seen), requests: seen.filter(({ url }) => url !== RESPONSE_URL), clock, logged };
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
  ['a change of somebody else', { status: 409 }],
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
  const { answers, clock } = await bootstrap('Create', () => ({ status: 403, body: 'not allowed' }), { milliseconds: 300_000 });
  expect(answers).toMatchObject([{ Status: 'FAILED', Reason: "index template 'taxi_trips' was refused by the domain: HTTP 403 not allowed" }]);
  expect(clock.now).toBeGreaterThan(100_000);
  expect(clock.now).toBeLessThanOrEqual(120_000);
});

test('403 is asked again for two minutes even where chance makes all waits short, and not when the time is over before', async () => {
  const known = await bootstrap('Create', (count) => count < 400 ? { status: 403 } : { status: 200 }, { milliseconds: 300_000, chance: 0.02 });
  expect(known.answers).toMatchObject([{ Status: 'SUCCESS' }]);
  const short = await bootstrap('Create', () => ({ status: 403, body: 'not allowed' }), { milliseconds: 60_000 });
  expect(short.answers).toMatchObject([{ Status: 'FAILED', Reason: "index template 'taxi_trips' was refused by the domain: HTTP 403 not allowed" }]);
  expect(short.clock.now).toBeLessThanOrEqual(45_000);
});

test('a domain that never answers fails in time, with what was seen last', async () => {
  const { answers, clock } = await bootstrap('Create', connectionRefused);
  expect(answers).toMatchObject([{
    Status: 'FAILED', Reason: expect.stringMatching(/^index template 'taxi_trips' could not be put in time, after \d+ attempts: no answer from the domain \(ECONNREFUSED\)$/),
  }]);
  expect(clock.now).toBeLessThanOrEqual(45_000);
});

describe('a domain with fine-grained access control', () => {
  const SECRET = 'arn:aws:secretsmanager:us-east-1:111111111111:secret:master';
  const WRITER = 'arn:aws:iam::111111111111:role/indexer';
  const body = { cluster_permissions: ['indices:data/write/bulk'], index_permissions: [{ index_patterns: ['trips'], allowed_actions: ['write'] }] };
  const config: SearchBootstrapConfig = { indexTemplates, writerSecurityRole: { name: 'writer of/trips', body } };
  const signing = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
  const environment = { SEARCH_ENDPOINT: 'search.example', MASTER_USER_SECRET: SECRET, WRITER_ROLE: WRITER };
  const readSecret = async () => '{"username":"admin","password":"pass:wörd"}';
  const fine = (_: number, { method }: SeenRequest): Reply => method === 'GET' ? { status: 404, body: '{"status":"NOT_FOUND"}' } : { status: 201, body: '{"status":"CREATED"}' };

  function failing(name: string, message: string, times = Infinity) {
    let failures = 0;
    return async () => {
      if (failures++ < times) throw Object.assign(new Error(message), { name });
      return readSecret();
    };
  }

  test.each(['Create', 'Update'] as const)('%s gives the writer its rights as the master user, then puts the templates', async (requestType) => {
    const asked: string[] = [];
    const { answers, requests, logged } = await bootstrap(requestType, fine, {
      config,
      environment,
      readSecret: async (arn) => {
        asked.push(arn);
        return readSecret();
      },
    });
    expect(answers).toMatchObject([{ Status: 'SUCCESS' }]);
    expect(asked).toEqual([SECRET]);
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'PUT https://search.example/_plugins/_security/api/roles/writer%20of%2Ftrips',
      'GET https://search.example/_plugins/_security/api/rolesmapping/writer%20of%2Ftrips',
      'PUT https://search.example/_plugins/_security/api/rolesmapping/writer%20of%2Ftrips',
      'PUT https://search.example/_index_template/taxi_trips',
      'PUT https://search.example/_index_template/insights',
    ]);
    expect([requests[0], requests[2]].map((request) => JSON.parse(request.body))).toEqual([body, { backend_roles: [WRITER] }]);
    const basic = `Basic ${Buffer.from('admin:pass:wörd').toString('base64')}`;
    expect(requests.map(({ headers }) => [headers.authorization, headers['x-amz-date']])).toEqual(Array(5).fill([basic, undefined]));
    expect(JSON.stringify(logged)).not.toContain('pass:wörd');
  });

  test('leaves the role to those who have it already, and gives it to nobody twice', async () => {
    const mapping: { [name: string]: unknown } = {
      backend_roles: ['arn:aws:iam::111111111111:role/other'], and_backend_roles: [], hosts: [], users: ['operator'], reserved: false, hidden: false,
    };
    const reply = (count: number, request: SeenRequest): Reply => {
      if (!request.url.includes('/rolesmapping/')) return fine(count, request);
      if (request.method === 'GET') return { status: 200, body: { 'writer of/trips': mapping } };
      Object.assign(mapping, JSON.parse(request.body));
      return { status: 200 };
    };
    const puts = async () => {
      const { answers, requests } = await bootstrap('Update', reply, { config, environment, readSecret });
      expect(answers).toMatchObject([{ Status: 'SUCCESS' }]);
      return requests.filter(({ method, url }) => method === 'PUT' && url.includes('/rolesmapping/')).map((request): unknown => JSON.parse(request.body));
    };
    expect(await puts()).toEqual([{ backend_roles: ['arn:aws:iam::111111111111:role/other', WRITER], and_backend_roles: [], hosts: [], users: ['operator'] }]);
    expect(await puts()).toEqual([]);
  });

  test('is asked by signed requests where the function itself is the master user', async () => {
    const { answers, requests } = await bootstrap('Create', fine, { config, environment: { SEARCH_ENDPOINT: 'search.example', WRITER_ROLE: WRITER, ...signing } });
    expect(answers).toMatchObject([{ Status: 'SUCCESS' }]);
    expect(requests).toHaveLength(5);
    for (const { headers } of requests) expect(headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/);
  });

  test('asks for no secret on Delete', async () => {
    const { answers, requests } = await bootstrap('Delete', fine, { config, environment, readSecret: failing('AccessDeniedException', 'no') });
    expect({ answers, requests }).toMatchObject({ answers: [{ Status: 'SUCCESS' }], requests: [] });
  });

  test('is left as it is in a local run, whose search has no security plugin', async () => {
    const { requests } = await bootstrap('Create', fine, { config, environment: { ...environment, ...local }, readSecret });
    expect(requests.map(({ url }) => url)).toEqual(['http://127.0.0.1:9200/_index_template/taxi_trips', 'http://127.0.0.1:9200/_index_template/insights']);
    expect(requests[0].headers.authorization).toBeUndefined();
  });

  test.each([['AccessDeniedException', 'a policy not yet known'], ['TimeoutError', 'an endpoint not yet there']])(
    'waits for its secret (%s of %s)', async (name, message) => {
      const { answers, requests } = await bootstrap('Create', fine, { config, environment, readSecret: failing(name, message, 4) });
      expect(answers).toMatchObject([{ Status: 'SUCCESS' }]);
      expect(requests).toHaveLength(5);
    });

  test.each<[string, string, RegExp]>([
    ['ResourceNotFoundException', 'gone', /^the secret of the master user was refused by Secrets Manager: ResourceNotFoundException gone$/],
    ['AccessDeniedException', 'no', /^the secret of the master user was refused by Secrets Manager: AccessDeniedException no$/],
    ['TimeoutError', 'slow', /^the secret of the master user could not be read in time, after \d+ attempts: TimeoutError slow$/],
  ])('fails in time where the secret cannot be read (%s)', async (name, message, reason) => {
    const { answers, requests } = await bootstrap('Create', fine, { config, environment, readSecret: failing(name, message) });
    expect(answers).toMatchObject([{ Status: 'FAILED', Reason: expect.stringMatching(reason) }]);
    expect(requests).toEqual([]);
  });

  test.each(['', 'hunter2', 'null', '{"username":"admin"}', '{"username":"admin","password":7}'])('fails without quoting a secret that is none (%j)', async (secret) => {
    const { answers } = await bootstrap('Create', fine, { config, environment, readSecret: async () => secret });
    expect(answers).toMatchObject([{
      Status: 'FAILED',
      Reason: 'the secret of the master user must be a JSON object with the strings username and password, and is not: correct the secret',
    }]);
  });

  test('fails with the domain\'s words where it refuses the role, and with a clear one where the writer is not named', async () => {
    const refused = await bootstrap('Create', () => ({ status: 400, body: 'bad role' }), { config, environment, readSecret });
    expect(refused.answers).toMatchObject([{ Reason: "security role 'writer of/trips' was refused by the domain: HTTP 400 bad role" }]);
    const unnamed = await bootstrap('Create', fine, { config, environment: { ...environment, WRITER_ROLE: undefined }, readSecret });
    expect(unnamed.answers).toMatchObject([{ Status: 'FAILED', Reason: expect.stringContaining('environment variable WRITER_ROLE is not set') }]);
  });
});
