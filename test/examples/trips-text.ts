import { Readable } from 'node:stream';
import { readTrips, Row } from '../../examples/taxi/trips/read-trips';

export const HEADER = 'pickup,dropoff,passengers,distance,fare,tip,tolls,total,color,payment,pickup_zone,dropoff_zone,pickup_borough,dropoff_borough';
export const GOOD = '2019-03-23 20:21:09,2019-03-23 20:27:24,1,1.6,7.0,2.15,0.0,12.95,yellow,credit card,Lenox Hill West,Midtown Center,Manhattan,Manhattan';

/** A trips file of these lines, in pieces of so many bytes. */
export function fileOf(lines: (string | Buffer)[], pieceSize = 1000): Readable {
  const bytes = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]));
  const starts = Array.from({ length: Math.ceil(bytes.length / pieceSize) }, (_, index) => index * pieceSize);
  return Readable.from(starts.map((start) => bytes.subarray(start, start + pieceSize)));
}

export async function readAll(file: Readable): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of readTrips(file)) rows.push(row);
  return rows;
}

/** What a reader sees of a row: the record, or its line and what is wrong with it. */
export function seen(row: Row): unknown {
  return row.kind === 'trip' ? JSON.parse(row.trip.data) : { line: row.line, problem: row.problem };
}

/** The good row with one cell changed. */
export function goodBut(column: string, value: string): string {
  const cells = GOOD.split(',');
  cells[HEADER.split(',').indexOf(column)] = value;
  return cells.join(',');
}
