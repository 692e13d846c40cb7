import { Construct } from 'constructs';
import { PartProblems } from './part-problems';
import { IndexedStream, SearchDelivery, SearchFirehose, SearchFirehoseProps, SearchIndexer } from '../search';

export interface SearchFeedProps {
  /** What the user decided. */
  readonly delivery?: SearchDelivery;
  /** The stream of records, then others. */
  readonly streams: [IndexedStream, ...IndexedStream[]];
  /** Whether delivery to the curated bucket keeps what the records' schema rejects. */
  readonly invalidRecordsAreKept: boolean;
  /** Everything else, which both ways need. */
  readonly way: Omit<SearchFirehoseProps, 'streams'>;
}

/** What brings records into search: one of the two. */
export interface SearchFeed {
  readonly indexer?: SearchIndexer;
  readonly searchFirehose?: SearchFirehose;
}

export function defineSearchFeed(scope: Construct, problems: PartProblems, props: SearchFeedProps): SearchFeed {
  const { delivery, streams, invalidRecordsAreKept, way } = props;
  const { _firehose, _indexer } = delivery ?? SearchDelivery.indexer();
  let options = _firehose ?? _indexer;
  const part = { path: 'search.delivery', options, forget: () => { options = undefined; } };
  if (_firehose) {
    const id = 'SearchFirehose';
    return { searchFirehose: problems.attempt({ ...part, id, define: () => new SearchFirehose(scope, id, { ...way, ...options, streams }) }) };
  }
  const id = 'Indexer';
  const [records, ...others] = streams;
  const judged = [{ ...records, skipInvalidRecords: invalidRecordsAreKept }, ...others];
  return { indexer: problems.attempt({ ...part, id, define: () => new SearchIndexer(scope, id, { ...way, ...options, streams: judged }) }) };
}
