import { SearchDomainOptions } from './search-domain-options';
import { SearchIndexerOptions } from './search-indexer-options';

/** What can be decided about search: the domain, and how records come into it. */
export interface SearchOptions extends SearchDomainOptions, SearchIndexerOptions {}
