import { SearchFirehoseOptions } from './search-firehose-options';
import { SearchIndexerOptions } from './search-indexer-options';

/** How records come into search. */
export class SearchDelivery {
  /**
   * By the package's function, which reads the streams itself: it checks and converts each record by its schema, knows the schema's
   * `documentId` and aggregated records, and keeps each record that cannot be indexed.
   */
  public static indexer(options: SearchIndexerOptions = {}): SearchDelivery {
    return new SearchDelivery(options, undefined);
  }

  /**
   * By Firehose, which has nothing to run and indexes records as they are: names of fields and formats must be those of the schema, with no
   * derived field and no `wireName`. What the producer retries becomes a second document, because Firehose chooses the ids, and nothing is
   * checked but what the mapping checks.
   */
  public static firehose(options: SearchFirehoseOptions = {}): SearchDelivery {
    return new SearchDelivery(undefined, options);
  }

  private constructor(
    /** @internal */
    public readonly _indexer?: SearchIndexerOptions,
    /** @internal */
    public readonly _firehose?: SearchFirehoseOptions,
  ) {}
}
