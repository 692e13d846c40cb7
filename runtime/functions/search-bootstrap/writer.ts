import type { Domain } from './domain';
import type { SecurityRoleConfig } from '../../../src/search/search-bootstrap-config';

/** Puts a role of the domain's own, and gives it to a role of IAM: https://docs.opensearch.org/2.19/security/access-control/api/ */
export async function putWriter({ name, body }: SecurityRoleConfig, writerRole: string, domain: Domain): Promise<void> {
  const path = encodeURIComponent(name);
  await domain.ask({ what: `security role '${name}'`, method: 'PUT', path: `/_plugins/_security/api/roles/${path}`, body });
  await domain.ask({
    what: `mapping of security role '${name}'`, method: 'PUT', path: `/_plugins/_security/api/rolesmapping/${path}`, body: { backend_roles: [writerRole] },
  });
}
