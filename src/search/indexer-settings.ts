import { IndexedStream } from './indexed-stream';
import type { IndexerConfig } from './indexer-config';

export function indexName({ index, schema }: IndexedStream): string {
  return index ?? schema.name;
}

/** A stream by the name of its schema; streams of one schema are told apart by their order. */
export function nameOfStream(streams: IndexedStream[], place: number): string {
  const { name } = streams[place].schema;
  const before = streams.slice(0, place).filter(({ schema }) => schema.name === name).length;
  return `${name}${before > 0 ? `-${before + 1}` : ''}`;
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
