import type { Domain } from './domain';
import type { Attempt } from './eventually';
import type { SecurityRoleConfig } from '../../../src/search/search-bootstrap-config';

/** Who has a role of the domain's own. */
interface RoleMapping {
  readonly backend_roles?: readonly string[];
  readonly and_backend_roles?: readonly string[];
  readonly hosts?: readonly string[];
  readonly users?: readonly string[];
}

/** Puts a role of the domain's own, and gives it to a role of IAM: https://docs.opensearch.org/2.19/security/access-control/api/ */
export async function putWriter({ name, body }: SecurityRoleConfig, writerRole: string, domain: Domain): Promise<void> {
  await domain.ask({ what: `security role '${name}'`, method: 'PUT', path: `/_plugins/_security/api/roles/${encodeURIComponent(name)}`, body });
  await domain.eventually({ what: `mapping of security role '${name}'`, done: 'put' }, async () => tryToMap(name, writerRole, domain));
}

/** Whoever has the role already keeps it: an indexer of another stack may write the same indexes. */
async function tryToMap(name: string, writerRole: string, domain: Domain): Promise<Attempt<void>> {
  const path = `/_plugins/_security/api/rolesmapping/${encodeURIComponent(name)}`;
  const answer = await domain.attempt({ what: '', method: 'GET', path, answers: [404] });
  if (answer.kind !== 'done') return answer;
  const before: Record<string, RoleMapping | undefined> = answer.value.status === 404 ? {} : JSON.parse(answer.value.body);
  const { backend_roles: roles = [], and_backend_roles, hosts, users } = before[name] ?? {};
  if (roles.includes(writerRole)) return { kind: 'done', value: undefined };
  const put = await domain.attempt({ what: '', method: 'PUT', path, body: { backend_roles: [...roles, writerRole], and_backend_roles, hosts, users } });
  return put.kind === 'done' ? { kind: 'done', value: undefined } : put;
}
