/** How the indexes are cut. */
export interface IndexSizeOptions {
  /**
   * How many primary shards an index gets: 1 to 1,024. A shard should hold 10 to 50 GiB.
   *
   * @default 1
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/bp-sharding.html
   */
  readonly primaryShards?: number;

  /**
   * How many copies of a shard there are besides the first, as far as there are nodes for them: 0 to 5. A domain with a zone on
   * standby asks for 2; `SearchDomain.replicas` says what suits.
   *
   * @default 1
   */
  readonly replicas?: number;
}
