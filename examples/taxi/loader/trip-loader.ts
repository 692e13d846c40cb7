import { EventEmitter, once } from 'node:events';
import type { Row } from '../trips/read-trips';
import type { Trip } from '../trips/trip';

/** What the loader needs of a producer. */
export interface TripProducer {
  /** Comes back when the record is in the stream. */
  put(record: { readonly partitionKey: string; readonly data: string }): Promise<unknown>;
  /** Comes back when every record put so far has been delivered or given up. */
  flush(): Promise<void>;
}

/** What became of the rows: read = rejected + acknowledged + failed. */
export interface LoadCounts {
  read: number;
  /** Broken rows. */
  rejected: number;
  /** Trips that the stream holds. */
  acknowledged: number;
  /** Trips that the producer gave up. */
  failed: number;
}

/** What happens while trips are loaded. */
export interface LoadEvents {
  rejected(line: number, problem: string): void;
  failed(tripId: string, error: unknown): void;
  progress(counts: Readonly<LoadCounts>): void;
}

/** Trips that are put and not yet acknowledged, at the most: bounds the memory that a file of any size takes. */
const MOST_OUTSTANDING = 20_000;
/** After so many failures in a row the next trip would fail, too: no such stream, no permission, no network. */
export const MOST_FAILURES_IN_A_ROW = 1000;

/** Puts rows on the stream, as fast as the producer acknowledges them. */
export class TripLoader {
  public readonly counts: LoadCounts = { read: 0, rejected: 0, acknowledged: 0, failed: 0 };
  private outstanding = 0;
  private failuresInARow = 0;
  private readonly settled = new EventEmitter();

  constructor(private readonly producer: TripProducer, private readonly events: LoadEvents, private readonly mostOutstanding = MOST_OUTSTANDING) {}

  /** Whether so many trips failed in a row that reading further is of no use. */
  public get hopeless(): boolean {
    return this.failuresInARow >= MOST_FAILURES_IN_A_ROW;
  }

  /**
   * Reads until the rows end, the signal comes or it is hopeless. Comes back, also with an error of the rows, when each trip that was put is acknowledged or given up.
   */
  public async load(rows: AsyncIterable<Row>, signal: AbortSignal): Promise<void> {
    try {
      for await (const row of rows) {
        if (signal.aborted || this.hopeless) break;
        this.counts.read += 1;
        if (row.kind === 'rejected') {
          this.counts.rejected += 1;
          this.events.rejected(row.line, row.problem);
        } else {
          this.put(row.trip);
          await this.until(() => this.outstanding < this.mostOutstanding);
        }
        this.events.progress(this.counts);
      }
    } finally {
      await this.producer.flush();
      await this.until(() => this.outstanding === 0);
    }
  }

  private put(trip: Trip): void {
    this.outstanding += 1;
    this.producer.put({ partitionKey: trip.tripId, data: trip.data }).then(
      () => {
        this.counts.acknowledged += 1;
        this.failuresInARow = 0;
      },
      (error: unknown) => {
        this.counts.failed += 1;
        this.failuresInARow += 1;
        this.events.failed(trip.tripId, error);
      },
    ).finally(() => {
      this.outstanding -= 1;
      this.events.progress(this.counts);
      this.settled.emit('one');
    });
  }

  private async until(met: () => boolean): Promise<void> {
    while (!met()) await once(this.settled, 'one');
  }
}
