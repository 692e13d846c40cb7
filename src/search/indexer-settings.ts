import { IndexedStream } from './indexed-stream';
import type { IndexerConfig } from './indexer-config';

export function indexName({ index, schema }: IndexedStream): string {
  return index ?? schema.name;
}

/** Streams of one schema share an index, so each schema counts once. */
export function indexerConfig(streams: IndexedStream[]): IndexerConfig {
  const bySchema = new Map(streams.map((indexed) => [indexed.schema.name, indexed]));
  return {
    schemas: [...bySchema.values()].map((indexed) => ({
      schema: indexed.schema._toConfig(),
      index: indexName(indexed),
      invalidRecords: indexed.skipInvalidRecords ? 'skip' : 'dead-letter',
    })),
  };
}
