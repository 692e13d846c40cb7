import { putIndexTemplate } from './index-templates';
import type { SearchBootstrapConfig } from '../../../src/search/search-bootstrap-config';
import { customResourceHandler, type CustomResourceDependencies } from '../shared/cloudformation/custom-resource';
import { createSearchClient } from '../shared/search-client';

export interface SearchBootstrapDependencies extends CustomResourceDependencies {
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * A custom resource that puts the index templates on Create and Update: a put is the same however often it happens.
 * Delete leaves everything where it is: the domain may be retained, and its data then needs its templates.
 */
export function createHandler(config: SearchBootstrapConfig, dependencies: SearchBootstrapDependencies) {
  const search = createSearchClient(dependencies.environment, dependencies.fetch);
  return customResourceHandler(async (event, time) => {
    if (event.RequestType === 'Delete') return;
    for (const template of config.indexTemplates) await putIndexTemplate(template, search, dependencies.clock, time);
  }, dependencies);
}
