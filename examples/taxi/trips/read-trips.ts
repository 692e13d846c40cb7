import { parse } from 'csv-parse/sync';
import { Column, columnsOf } from './columns';
import { Line, readLines } from './lines';
import { quote } from './quote';
import { toTrip, Trip } from './trip';
import { TripsError } from './trips-error';
import { messageOf } from '../message-of';

/** A row that is a trip. */
export interface TripRow {
  readonly kind: 'trip';
  readonly trip: Trip;
}

/** A row that is none. */
export interface RejectedRow {
  readonly kind: 'rejected';
  /** Its line in the file, from 1, which is the header's. */
  readonly line: number;
  /** What came, and what is allowed. */
  readonly problem: string;
}

/** What became of one row. */
export type Row = TripRow | RejectedRow;

/**
 * Reads a CSV file of trips row by row, in bounded memory. The header may name the columns in any order; blank lines are left out.
 * A row stands on one line, so that a broken one, say with a quote that never ends, cannot take its neighbours along.
 *
 * @throws TripsError when the file is empty, has another header, or has no row
 */
export async function* readTrips(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Row> {
  let columns: Column[] | undefined;
  let rows = 0;
  for await (const line of readLines(chunks)) {
    if (line.problem === undefined && line.text.trim() === '') continue;
    if (columns === undefined) {
      columns = readHeader(line);
      continue;
    }
    rows += 1;
    yield readRow(line, String(rows), columns);
  }
  if (columns === undefined) throw new TripsError('is empty: it must have a header and at least one trip');
  if (rows === 0) throw new TripsError('has a header and no trip: it must have at least one');
}

function readHeader(line: Line): Column[] {
  try {
    return columnsOf(cellsOf(line));
  } catch (error) {
    if (error instanceof TripsError) throw error;
    throw new TripsError(`header ${messageOf(error)}`);
  }
}

function readRow(line: Line, tripId: string, columns: readonly Column[]): Row {
  try {
    return { kind: 'trip', trip: toTrip(tripId, columns, cellsOf(line)) };
  } catch (error) {
    return { kind: 'rejected', line: line.number, problem: messageOf(error) };
  }
}

function cellsOf(line: Line): string[] {
  if (line.problem !== undefined) throw new Error(line.problem);
  // without a quote, CSV is no more than this, and a large file is read several times as fast
  if (!line.text.includes('"')) return line.text.split(',');
  try {
    const [cells] = parse(line.text, { record_delimiter: '\n' });
    return cells;
  } catch (error) {
    throw new Error(`must be a line of CSV, got ${quote(line.text)}: ${messageOf(error)}`);
  }
}
