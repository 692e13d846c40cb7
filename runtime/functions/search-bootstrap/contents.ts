import { putDashboard } from './dashboards';
import type { Domain } from './domain';
import { putIndexPolicy } from './index-policy';
import { putIndexTemplates } from './index-templates';
import { ensureWriteAlias } from './write-alias';
import { putWriter } from './writer';
import type { SearchBootstrapConfig } from '../../../src/search/search-bootstrap-config';
import { required } from '../shared/environment';

/**
 * Puts everything that has to be in the domain. First who may write, so that a template that is refused does not leave the writer without rights that an
 * earlier deployment gave it; then the templates, from which the indexes are made; then the policies, which refer to the indexes;
 * last what only shows them.
 */
export async function putContents(config: SearchBootstrapConfig, environment: NodeJS.ProcessEnv, domain: Domain): Promise<void> {
  // a local search has no plugins, so it knows neither security nor index state management, and has no Dashboards
  const hasPlugins = environment.SEARCH_PROTOCOL !== 'http';
  const { writerSecurityRole, rollovers = [], dashboards = [] } = config;
  if (writerSecurityRole !== undefined && hasPlugins) await putWriter(writerSecurityRole, required(environment, 'WRITER_ROLE'), domain);
  await putIndexTemplates(config, domain, hasPlugins);
  for (const rollover of rollovers) {
    const indexes = await ensureWriteAlias(rollover, domain);
    if (hasPlugins) await putIndexPolicy(rollover, indexes, domain);
  }
  for (const dashboard of hasPlugins ? dashboards : []) await putDashboard(dashboard, domain);
}
