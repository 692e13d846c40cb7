import type { RecordSchemaConfig } from '../schema/record-schema-config';

/** What `SearchIndexer` writes into the indexer function's asset as `config.json`. */
export interface IndexerConfig {
  readonly schemas: IndexerSchemaConfig[];
}

export interface IndexerSchemaConfig {
  readonly schema: RecordSchemaConfig;
  /** The alias behind which the indexes are that receive the documents. */
  readonly index: string;
  /**
   * What becomes of a record that the schema rejects: `skip` where another part of the pipeline already keeps it
   * (the delivery's error prefix), `dead-letter` where nobody else does.
   */
  readonly invalidRecords: 'skip' | 'dead-letter';
}

/**
 * Environment of the indexer function: what is known only at deployment.
 *
 * `STREAMS` is JSON: `[{"arn": "<stream ARN>", "schema": "<schema name>"}]`; `SEARCH_ENDPOINT` is the domain's host name;
 * `DEAD_LETTER_BUCKET` and `DEAD_LETTER_PREFIX` say where whole records go that can never be indexed.
 * `SEARCH_PROTOCOL` is never set by the construct: the local run sets it to `http`, which also leaves requests unsigned.
 */
export interface IndexerEnvironment {
  readonly STREAMS: string;
  readonly SEARCH_ENDPOINT: string;
  readonly DEAD_LETTER_BUCKET: string;
  readonly DEAD_LETTER_PREFIX: string;
}

export interface IndexedStream {
  readonly arn: string;
  readonly schema: string;
}
