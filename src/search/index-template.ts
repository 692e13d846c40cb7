import type { IndexSizeOptions } from './index-size-options';
import { IndexedStream } from './indexed-stream';
import { indexName } from './indexer-settings';
import type { IndexTemplateConfig, SecurityRoleConfig } from './search-bootstrap-config';
import { searchMapping } from '../schema/search-mapping';

const PRIORITY = 100;
/** Above it a search or a write is worth a line in the domain's slow log. */
const SLOW = '10s';

/** One template for each index, and for what grows out of it: `<index>-000001` behind a write alias. */
export function indexTemplates(streams: IndexedStream[], size: IndexSizeOptions): IndexTemplateConfig[] {
  const byIndex = new Map(streams.map((indexed) => [indexName(indexed), indexed]));
  return [...byIndex.values()].map((indexed) => indexTemplate(indexed, size));
}

function indexTemplate(indexed: IndexedStream, size: IndexSizeOptions): IndexTemplateConfig {
  const { primaryShards = 1, replicas = 1 } = size;
  const name = indexName(indexed);
  return {
    name,
    body: {
      index_patterns: indexPatterns(name),
      priority: templatePriority(name),
      template: {
        settings: {
          'index.number_of_shards': primaryShards,
          // a fixed number would leave a domain with fewer nodes yellow for ever
          'index.auto_expand_replicas': `0-${replicas}`,
          'index.search.slowlog.threshold.query.warn': SLOW,
          'index.indexing.slowlog.threshold.index.warn': SLOW,
        },
        mappings: {
          // strict would refuse every record with a field added to the schema, until the next index is made
          dynamic: 'false',
          properties: searchMapping(indexed.schema),
        },
      },
    },
  };
}

/**
 * What the indexer may do on a domain with fine-grained access control: write these indexes, and look up which one has a document. It makes none, so
 * that an index that somebody has deleted does not come back without its alias.
 */
export function indexerSecurityRole(streams: IndexedStream[]): SecurityRoleConfig {
  const names = [...new Set(streams.map(indexName))];
  return {
    name: `indexer-of-${names.join('-')}`,
    body: {
      cluster_permissions: ['indices:data/write/bulk'],
      index_permissions: [{ index_patterns: names.flatMap(indexPatterns), allowed_actions: ['write', 'search', 'indices:admin/aliases/get'] }],
    },
  };
}

/**
 * What Firehose may do on a domain with fine-grained access control.
 * https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-es
 */
export function firehoseSecurityRole(streams: IndexedStream[]): SecurityRoleConfig {
  const names = [...new Set(streams.map(indexName))];
  return {
    name: `firehose-of-${names.join('-')}`,
    body: {
      cluster_permissions: ['cluster_composite_ops', 'cluster_monitor'],
      index_permissions: [{ index_patterns: names.flatMap(indexPatterns), allowed_actions: ['crud', 'create_index', 'manage'] }],
    },
  };
}

/** The index, and what grows out of it. */
export function indexPatterns(index: string): string[] {
  return [index, `${index}-*`];
}

/** Where the patterns of two templates overlap, the longer name is the more particular one. */
export function templatePriority(index: string): number {
  return PRIORITY + index.length;
}
