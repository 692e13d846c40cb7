import { CustomResourceRequest } from './custom-resource';
import type { FuzzedFunction, Trial } from './fuzzed-function';
import { InvocationTime, fetchFrom, oneOf, type ServiceAnswer } from './service';
import type { Random } from '../../../examples/taxi/generator/random';
import { createHandler } from '../../../runtime/functions/search-bootstrap/handler';
import type { SearchBootstrapConfig } from '../../../src/search/search-bootstrap-config';
import { RESPONSE_URL } from '../../runtime/functions/cloudformation-events';
import { FakeDomain } from '../../runtime/functions/fake-domain';

const TROUBLES: readonly ServiceAnswer[] = [
  { status: 400, body: '{"error":"no"}' }, { status: 401, body: '' }, { status: 403, body: '{"Message":"no"}' }, { status: 404, body: '' }, { status: 409, body: '' },
  { status: 429, body: '' }, { status: 500, body: '<html>' }, { status: 503, body: '' }, new TypeError('fetch failed'),
];
const INVOCATION_MILLISECONDS = [20_000, 100_000, 600_000];

function template(name: string): SearchBootstrapConfig['indexTemplates'][number] {
  return { name, body: { index_patterns: [name], priority: 100, template: { settings: {}, mappings: { dynamic: 'false', properties: {} } } } };
}

const WRITER = 'arn:aws:iam::111111111111:role/indexer';
const TEMPLATES: SearchBootstrapConfig = { indexTemplates: [template('trips'), template('insights')] };
/** All that can be asked of it: three times the requests, so it is asked now and then. */
const EVERYTHING: SearchBootstrapConfig = {
  ...TEMPLATES,
  writerSecurityRole: { name: 'indexer-of-trips', body: { cluster_permissions: [], index_permissions: [] } },
  rollovers: [{ alias: 'trips', firstIndex: 'trips-000001', policy: { name: 'trips-lifetime', body: { policy: { description: '', default_state: 'written', states: [], ism_template: [] } } } }],
  dashboards: [{ name: 'trips', savedObjects: '{}' }],
};
const ONCE_PUT = ['PUT /_plugins/_security/api/roles/indexer-of-trips', 'POST /_dashboards/api/saved_objects/_import'];
/** A user with a password, whose requests need no signature. */
const environment = { SEARCH_ENDPOINT: 'search', MASTER_USER_SECRET: 'arn', WRITER_ROLE: WRITER };

/** A domain that forgets nothing, also what it was asked for while its answer was lost. */
class BootstrappedDomain {
  private readonly contents = new FakeDomain();
  private readonly put = new Set<string>();
  private backendRoles: string[] | undefined;

  answer(url: string, method: string, body: string): ServiceAnswer {
    const { pathname } = new URL(url);
    this.put.add(`${method} ${pathname}`);
    if (pathname.includes('/rolesmapping/')) return this.mapping(method, body);
    if (pathname.startsWith('/_dashboards/')) return { status: 200, body: '{"success":true}' };
    const reply = this.contents.reply({ url, method, body, headers: {} });
    if (reply instanceof Error) return reply;
    return { status: reply.status, body: typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {}) };
  }

  private mapping(method: string, body: string): ServiceAnswer {
    if (method === 'PUT') this.backendRoles = JSON.parse(body).backend_roles;
    if (this.backendRoles === undefined) return { status: 404, body: '{"status":"NOT_FOUND"}' };
    return { status: 200, body: JSON.stringify({ 'indexer-of-trips': { backend_roles: this.backendRoles } }) };
  }

  /** What it lacks. */
  missing({ indexTemplates, rollovers }: SearchBootstrapConfig): string[] {
    const templates = indexTemplates.map(({ name }) => `PUT /_index_template/${name}`).filter((request) => !this.put.has(request));
    if (rollovers === undefined) return templates;
    const { aliases, managed, policies } = this.contents;
    return [...templates, ...ONCE_PUT.filter((request) => !this.put.has(request))].concat(
      this.backendRoles?.join() === WRITER ? [] : [`the writer alone in ${this.backendRoles?.join()}`],
      aliases.trips?.['trips-000001'] === true ? [] : ['the write index'],
      policies['trips-lifetime'] !== undefined && managed['trips-000001']?.policy === 'trips-lifetime' ? [] : ['the policy of the index'],
    );
  }
}

async function tryOne(random: Random): Promise<Trial> {
  const config = oneOf([TEMPLATES, TEMPLATES, TEMPLATES, EVERYTHING], random);
  const request = new CustomResourceRequest(random);
  const time = new InvocationTime(oneOf(INVOCATION_MILLISECONDS, random), random);
  const trouble = oneOf([0, 1_000, 5_000], random);
  const lost = oneOf([0, 1_000], random);
  const domain = new BootstrappedDomain();
  const handler = createHandler(config, {
    environment,
    fetch: fetchFrom((url, body, method) => {
      if (url === RESPONSE_URL) return request.take(body);
      if (random.chance(trouble)) return oneOf(TROUBLES, random);
      const answer = domain.answer(url, method, body);
      return random.chance(lost) ? new TypeError('fetch failed') : answer;
    }),
    clock: time,
    log: () => undefined,
    readSecret: async () => '{"username":"admin","password":"secret"}',
  });
  const threw = await handler(request.event(), time).then(() => undefined, (error: unknown) => error);
  if (threw instanceof Error && request.taken.length === 0 && threw.message.startsWith('CloudFormation did not take the answer')) {
    return { records: 1, outcomes: ['answer not taken'] };
  }
  if (threw !== undefined) return { records: 1, outcomes: [], problem: `${request.requestType} threw ${String(threw)}` };
  const [{ Status: status, Reason: reason }] = [...request.taken, { Status: 'none', Reason: '' }];
  const missing = request.requestType === 'Delete' ? [] : domain.missing(config);
  // only what refuses or the end of the time is a reason, and never an answer that was lost
  const groundless = status === 'FAILED' && trouble === 0 && !reason.includes('in time');
  const problem = status === 'SUCCESS' && missing.length > 0 ? `${request.requestType} succeeded without ${missing.join()}`
    : groundless ? `${request.requestType} failed with ${reason}` : request.problem();
  return { records: 1, outcomes: [`${request.requestType}: ${status}`], problem };
}

/** The bootstrap function: one answer to every request, and no success before the domain has all of it. */
export const SEARCH_BOOTSTRAP: FuzzedFunction = { name: 'search-bootstrap', tryOne };
