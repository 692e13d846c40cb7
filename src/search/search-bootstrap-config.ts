import type { SearchFieldMapping } from '../schema/search-mapping';

/** What `SearchIndexer` writes into the bootstrap function's asset as `config.json`. */
export interface SearchBootstrapConfig {
  readonly indexTemplates: IndexTemplateConfig[];
  /** The indexes that are written through an alias; absent for those that somebody else rotates. */
  readonly rollovers?: RolloverConfig[];
  /** Saved objects for Dashboards. */
  readonly dashboards?: DashboardConfig[];
  /** With fine-grained access control only: what the role that writes documents may do on the domain. */
  readonly writerSecurityRole?: SecurityRoleConfig;
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

export interface DashboardConfig {
  /** What a person calls it: the name of its file. */
  readonly name: string;
  /** A JSON object on each line. */
  readonly savedObjects: string;
}

export interface RolloverConfig {
  /** Documents are written and searched by this name. Its template gets it as the setting of index state management. */
  readonly alias: string;
  /** What is behind the alias at first. Its number is what a rollover counts up. */
  readonly firstIndex: string;
  readonly policy: {
    readonly name: string;
    /** Body of `PUT _plugins/_ism/policies/<name>`. */
    readonly body: { readonly policy: IndexPolicy };
  };
}

/** A policy of index state management: https://docs.opensearch.org/2.19/im-plugin/ism/policies/ */
export interface IndexPolicy {
  readonly description: string;
  readonly default_state: string;
  readonly states: {
    readonly name: string;
    readonly actions: { readonly rollover?: { readonly min_size: string; readonly min_index_age?: string }; readonly delete?: object }[];
    readonly transitions: { readonly state_name: string; readonly conditions: { readonly min_rollover_age: string } }[];
  }[];
  readonly ism_template: { readonly index_patterns: string[]; readonly priority: number }[];
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
 * `MASTER_USER_SECRET` (an ARN) is set where the domain has a user of its own that may do everything: then the function sends its requests
 * as that user, with the secret's `username` and `password`, instead of signing them. `WRITER_ROLE` (an ARN of IAM) is set where there is a
 * `writerSecurityRole`, which it is mapped to beside those who have it already: `PUT _plugins/_security/api/rolesmapping/<name>` with
 * `{ "backend_roles": [..., WRITER_ROLE] }`.
 */
export interface SearchBootstrapEnvironment {
  readonly SEARCH_ENDPOINT: string;
  readonly MASTER_USER_SECRET?: string;
  readonly WRITER_ROLE?: string;
}
