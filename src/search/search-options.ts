import { SearchDashboard } from './search-dashboard';
import { SearchDelivery } from './search-delivery';
import { SearchDomainOptions } from './search-domain-options';

/** What can be decided about search: the domain, and how records come into it. */
export interface SearchOptions extends SearchDomainOptions {
  /**
   * How records come into search.
   *
   * @default SearchDelivery.indexer()
   */
  readonly delivery?: SearchDelivery;

  /**
   * What Dashboards shows, besides what people make of it themselves.
   *
   * @default - nothing
   */
  readonly dashboards?: SearchDashboard[];
}
