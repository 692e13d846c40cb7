import { contentsOf } from './contents';
import { readMasterUser, type ReadSecret } from './master-user';
import { put } from './put';
import type { SearchBootstrapConfig } from '../../../src/search/search-bootstrap-config';
import { customResourceHandler, type CustomResourceDependencies } from '../shared/cloudformation/custom-resource';
import { createSearchClient } from '../shared/search-client';

export interface SearchBootstrapDependencies extends CustomResourceDependencies {
  readonly environment: NodeJS.ProcessEnv;
  readonly readSecret: ReadSecret;
}

/**
 * A custom resource that puts index templates and the writer's rights on Create and Update: a put is the same however often it happens.
 * Delete leaves everything where it is: the domain may be retained, and its data then needs its templates.
 */
export function createHandler(config: SearchBootstrapConfig, dependencies: SearchBootstrapDependencies) {
  const { environment, clock } = dependencies;
  return customResourceHandler(async (event, time) => {
    if (event.RequestType === 'Delete') return;
    const secret = environment.MASTER_USER_SECRET;
    // read anew each time, since a warm function would keep a password that has changed
    const user = secret === undefined ? undefined : await readMasterUser(secret, dependencies.readSecret, clock, time);
    const search = createSearchClient(environment, dependencies.fetch, user);
    for (const content of contentsOf(config, environment)) await put(content, search, clock, time);
  }, dependencies);
}
