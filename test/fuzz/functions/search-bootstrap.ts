import { CustomResourceRequest } from './custom-resource';
import type { FuzzedFunction, Trial } from './fuzzed-function';
import { InvocationTime, fetchFrom, oneOf, type ServiceAnswer } from './service';
import type { Random } from '../../../examples/taxi/generator/random';
import { createHandler } from '../../../runtime/functions/search-bootstrap/handler';
import type { SearchBootstrapConfig } from '../../../src/search/search-bootstrap-config';
import { RESPONSE_URL } from '../../runtime/functions/cloudformation-events';

const TROUBLES: readonly ServiceAnswer[] = [
  { status: 400, body: '{"error":"no"}' }, { status: 401, body: '' }, { status: 403, body: '{"Message":"no"}' }, { status: 404, body: '' }, { status: 409, body: '' },
  { status: 429, body: '' }, { status: 500, body: '<html>' }, { status: 503, body: '' }, new TypeError('fetch failed'),
];
const INVOCATION_MILLISECONDS = [20_000, 100_000, 600_000];

function template(name: string): SearchBootstrapConfig['indexTemplates'][number] {
  return { name, body: { index_patterns: [name], priority: 100, template: { settings: {}, mappings: { dynamic: 'false', properties: {} } } } };
}

const config: SearchBootstrapConfig = { indexTemplates: [template('trips'), template('insights')] };

async function tryOne(random: Random): Promise<Trial> {
  const request = new CustomResourceRequest(random);
  const time = new InvocationTime(oneOf(INVOCATION_MILLISECONDS, random), random);
  const trouble = oneOf([0, 1_000, 5_000], random);
  const put = new Set<string>();
  const handler = createHandler(config, {
    environment: { SEARCH_ENDPOINT: 'search', SEARCH_PROTOCOL: 'http' },
    fetch: fetchFrom((url, body) => {
      if (url === RESPONSE_URL) return request.take(body);
      if (random.chance(trouble)) return oneOf(TROUBLES, random);
      put.add(new URL(url).pathname);
      return { status: 200, body: '{"acknowledged":true}' };
    }),
    clock: time,
    log: () => undefined,
    readSecret: async () => '',
  });
  const threw = await handler(request.event(), time).then(() => undefined, (error: unknown) => error);
  if (threw instanceof Error && request.taken.length === 0 && threw.message.startsWith('CloudFormation did not take the answer')) {
    return { records: 1, outcomes: ['answer not taken'] };
  }
  if (threw !== undefined) return { records: 1, outcomes: [], problem: `${request.requestType} threw ${String(threw)}` };
  const [{ Status: status }] = [...request.taken, { Status: 'none' }];
  const complete = request.requestType === 'Delete' || config.indexTemplates.every(({ name }) => put.has(`/_index_template/${name}`));
  const problem = status === 'SUCCESS' && !complete ? `${request.requestType} succeeded with no more than ${[...put].join()}` : request.problem();
  return { records: 1, outcomes: [`${request.requestType}: ${status}`], problem };
}

/** The bootstrap function: one answer to every request, and no success before the domain has taken every template. */
export const SEARCH_BOOTSTRAP: FuzzedFunction = { name: 'search-bootstrap', tryOne };
