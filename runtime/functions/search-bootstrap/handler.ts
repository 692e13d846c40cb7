import { putContents } from './contents';
import { Domain } from './domain';
import { readMasterUser, type ReadSecret } from './master-user';
import type { SearchBootstrapConfig } from '../../../src/search/search-bootstrap-config';
import { customResourceHandler, type CustomResourceDependencies } from '../shared/cloudformation/custom-resource';
import { createSearchClient } from '../shared/search-client';

export interface SearchBootstrapDependencies extends CustomResourceDependencies {
  readonly environment: NodeJS.ProcessEnv;
  readonly readSecret: ReadSecret;
}

/**
 * A custom resource that puts the writer's rights, index templates, aliases and policies on Create and Update, the same however often it happens.
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
    await putContents(config, environment, new Domain(search, clock, time));
  }, dependencies);
}
