import type { SearchFieldMapping } from '../schema/search-mapping';

/** What `SearchIndexer` writes into the bootstrap function's asset as `config.json`. */
export interface SearchBootstrapConfig {
  readonly indexTemplates: IndexTemplateConfig[];
}

export interface IndexTemplateConfig {
  readonly name: string;
  /** Body of `PUT _index_template/<name>`. */
  readonly body: {
    readonly index_patterns: string[];
    readonly priority: number;
    readonly template: {
      readonly settings: { readonly [setting: string]: string | number | boolean };
      readonly mappings: { readonly dynamic: 'strict' | 'false'; readonly properties: { readonly [field: string]: SearchFieldMapping } };
    };
  };
}

/** Environment of the bootstrap function; see `IndexerEnvironment` for the local `SEARCH_PROTOCOL`. */
export interface SearchBootstrapEnvironment {
  readonly SEARCH_ENDPOINT: string;
}
