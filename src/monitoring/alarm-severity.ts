/** What an alarm asks of who gets it. */
export enum AlarmSeverity {
  /**
   * A part stands still, or records are about to be lost: somebody is needed now.
   *
   * Delivery to the bucket or to search is stale or refused, the indexer keeps failing, the search cluster is red or refuses writes, unread records
   * near their expiry.
   */
  CRITICAL = 'CRITICAL',

  /**
   * Something is kept aside, slow, short or needlessly billed: somebody should look in working hours.
   *
   * Throttled writes, readers behind, records that failed transform, conversion, partitioning or indexing, storage or memory of search running short,
   * a Studio that still runs.
   */
  WARNING = 'WARNING',
}
