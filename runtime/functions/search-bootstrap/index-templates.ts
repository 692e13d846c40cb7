import type { Domain } from './domain';
import type { SearchBootstrapConfig } from '../../../src/search/search-bootstrap-config';

/** Says to index state management which alias it is that a rollover moves on. A search without its plugin refuses the setting. */
const ROLLOVER_ALIAS = 'index.plugins.index_state_management.rollover_alias';

/** Puts the index templates: a put is the same however often it happens. */
export async function putIndexTemplates(config: SearchBootstrapConfig, domain: Domain, hasPlugins: boolean): Promise<void> {
  const { indexTemplates, rollovers = [] } = config;
  const aliases = new Set(hasPlugins ? rollovers.map(({ alias }) => alias) : []);
  for (const { name, body } of indexTemplates) {
    const settings = { ...body.template.settings, ...(aliases.has(name) && { [ROLLOVER_ALIAS]: name }) };
    await domain.ask({
      what: `index template '${name}'`,
      method: 'PUT',
      path: `/_index_template/${encodeURIComponent(name)}`,
      body: { ...body, template: { ...body.template, settings } },
    });
  }
}
