/** What a producer under the bench is told, as its only argument. */
export interface Assignment {
  readonly endpoint: string;
  readonly recordBytes: number;
  /** Different records; they are put one after the other, over and over. */
  readonly records: number;
}

/** What it says of each phase, as one line of JSON. */
export interface Tally {
  readonly sent: number;
  readonly failed: number;
  /** Undefined for a producer that acknowledges nothing. */
  readonly acknowledged?: number;
  /** The first one. */
  readonly error?: string;
}
