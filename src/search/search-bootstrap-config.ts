import type { SearchFieldMapping } from '../schema/search-mapping';

/** What `SearchIndexer` writes into the bootstrap function's asset as `config.json`. */
export interface SearchBootstrapConfig {
  readonly indexTemplates: IndexTemplateConfig[];
  /** With fine-grained access control only: what the indexer's role may do on the domain. */
  readonly indexerSecurityRole?: SecurityRoleConfig;
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

export interface SecurityRoleConfig {
  readonly name: string;
  /** Body of `PUT _plugins/_security/api/roles/<name>`. */
  readonly body: {
    readonly cluster_permissions: string[];
    readonly index_permissions: { readonly index_patterns: string[]; readonly allowed_actions: string[] }[];
  };
}

/**
 * Environment of the bootstrap function; see `IndexerEnvironment` for the local `SEARCH_PROTOCOL`.
 *
 * `MASTER_USER_SECRET` (an ARN) and `INDEXER_ROLE` (an ARN) are set together, where the domain has fine-grained access control with an
 * internal user. Then the function sends its requests as that user, with the secret's `username` and `password`, and before the
 * templates it puts the role `indexerSecurityRole` and maps it: `PUT _plugins/_security/api/rolesmapping/<name>` with
 * `{ "backend_roles": [INDEXER_ROLE] }`.
 */
export interface SearchBootstrapEnvironment {
  readonly SEARCH_ENDPOINT: string;
  readonly MASTER_USER_SECRET?: string;
  readonly INDEXER_ROLE?: string;
}
