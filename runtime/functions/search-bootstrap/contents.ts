import type { Put } from './put';
import type { SearchBootstrapConfig, SecurityRoleConfig } from '../../../src/search/search-bootstrap-config';
import { required } from '../shared/environment';

/**
 * Everything that has to be in the domain, in the order in which it is put. First who may write, so that a template that is refused does
 * not leave the writer without rights that an earlier deployment gave it.
 */
export function contentsOf(config: SearchBootstrapConfig, environment: NodeJS.ProcessEnv): Put[] {
  const templates = config.indexTemplates.map(({ name, body }): Put => ({
    what: `index template '${name}'`, path: `/_index_template/${encodeURIComponent(name)}`, body,
  }));
  return [...writerOf(config.writerSecurityRole, environment), ...templates];
}

/** A role of the domain's own, and the role of IAM that has it: https://docs.opensearch.org/2.19/security/access-control/api/ */
function writerOf(role: SecurityRoleConfig | undefined, environment: NodeJS.ProcessEnv): Put[] {
  // a local search has no security plugin, so it knows no such paths
  if (role === undefined || environment.SEARCH_PROTOCOL === 'http') return [];
  const name = encodeURIComponent(role.name);
  return [
    { what: `security role '${role.name}'`, path: `/_plugins/_security/api/roles/${name}`, body: role.body },
    {
      what: `mapping of security role '${role.name}'`,
      path: `/_plugins/_security/api/rolesmapping/${name}`,
      body: { backend_roles: [required(environment, 'WRITER_ROLE')] },
    },
  ];
}
