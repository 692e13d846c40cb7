/** What became of the rows: read = acknowledged + rejected + failed, when all is over. */
export interface Counts {
  readonly read: number;
  /** Rows that the stream holds. */
  readonly acknowledged: number;
  /** Rows that are no record. */
  readonly rejected: number;
  /** Records that are not known to be in the stream. */
  readonly failed: number;
}

export function inWords({ read, acknowledged, rejected, failed }: Counts): string {
  return `${read} read, ${acknowledged} acknowledged, ${rejected} rejected, ${failed} failed`;
}
