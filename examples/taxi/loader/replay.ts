import type { Row, TripRow } from '../trips/read-trips';

/** How time passes, so that a test need not wait. */
export interface Clock {
  now(): number;
  /** Comes back after so many milliseconds, or earlier when the program is to end. */
  sleep(milliseconds: number): Promise<void>;
}

/** How many trips are sorted at a time: a trip may stand that many places too late in its file. */
const ORDERING_WINDOW = 100_000;
/** A timer of Node ends at 2^31 ms. */
const LONGEST_SLEEP = 86_400_000;

/**
 * Hands trips over at their own times, `speedUp` times faster, beginning with the first at once. Rejected rows pass at once.
 *
 * A file need not be in order: trips are sorted by their pickup in a window, so that memory is bounded for a file of any size.
 * A trip that stands further out of place than the window is handed over as soon as it comes.
 */
export async function* replay(
  rows: AsyncIterable<Row>, speedUp: number, clock: Clock, signal: AbortSignal, window = ORDERING_WINDOW,
): AsyncGenerator<Row> {
  let start: { readonly pickupAt: number; readonly at: number } | undefined;
  for await (const row of inOrder(rows, window)) {
    if (row.kind === 'trip') {
      start ??= { pickupAt: row.trip.pickupAt, at: clock.now() };
      const due = start.at + (row.trip.pickupAt - start.pickupAt) / speedUp;
      for (let wait = due - clock.now(); wait > 0 && !signal.aborted; wait = due - clock.now()) {
        await clock.sleep(Math.min(wait, LONGEST_SLEEP));
      }
    }
    yield row;
  }
}

async function* inOrder(rows: AsyncIterable<Row>, window: number): AsyncGenerator<Row> {
  let held: TripRow[] = [];
  for await (const row of rows) {
    if (row.kind === 'rejected') {
      yield row;
      continue;
    }
    held.push(row);
    if (held.length === 2 * window) {
      held.sort(byPickup);
      yield* held.slice(0, window);
      held = held.slice(window);
    }
  }
  yield* held.sort(byPickup);
}

function byPickup(one: TripRow, other: TripRow): number {
  return one.trip.pickupAt - other.trip.pickupAt;
}
