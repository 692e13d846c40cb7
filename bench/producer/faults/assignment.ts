/** What the producer under faults is told, as its only argument. */
export interface FaultsAssignment {
  readonly endpoint: string;
  readonly records: number;
  readonly recordBytes: number;
  readonly keys: number;
  readonly strictOrder: boolean;
  /** File for how each record ended in the caller's hands: one byte a record. */
  readonly outcomes: string;
}

/** The bytes of that file. */
export const OUTCOME = { none: 0, delivered: 1, failed: 2 } as const;

/** How often the producer says how many records it has put. */
export const RECORDS_PER_NEWS = 10_000;
