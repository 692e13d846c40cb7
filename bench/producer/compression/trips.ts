import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { generateTrips } from '../../../examples/taxi/generator';
import { readTrips } from '../../../examples/taxi/trips/read-trips';
import type { WorkloadRecord } from '../producers/workload';

/** As many trips at the least: fewer would be put again so soon that the producer still knows their keys, while on a real stream no trip comes again. */
const TRIPS = 50_000;
/** As real trips files have them: without coordinates, which the example's generator adds at the end of a line. */
const COORDINATES = 4;
const NEW_LINE = 0x0a;

/** Trips as the example puts them on the stream: those of a file, or else generated ones. A short file is read again, its trips under further ids. */
export async function tripsOf(file: string | undefined, least: number = TRIPS): Promise<WorkloadRecord[]> {
  const records: WorkloadRecord[] = [];
  for await (const row of readTrips(file === undefined ? generated(least) : Readable.from(repeated(readFileSync(file), least)))) {
    if (row.kind === 'trip') records.push({ partitionKey: row.trip.tripId, data: Buffer.from(row.trip.data) });
  }
  return records;
}

function generated(count: number): AsyncIterable<Uint8Array> {
  return Readable.from(generateTrips(count)).map((line: string) => Buffer.from(`${line.trimEnd().split(',').slice(0, -COORDINATES).join(',')}\n`));
}

/** The header once and the rows until there are enough of them. */
function repeated(csv: Buffer, least: number): Buffer[] {
  const header = csv.subarray(0, csv.indexOf(NEW_LINE) + 1);
  // without a row: whoever reads it says so
  if (header.length === 0 || header.length === csv.length) return [csv];
  const rows = csv.at(-1) === NEW_LINE ? csv.subarray(header.length) : Buffer.from(`${csv.subarray(header.length).toString('latin1')}\n`, 'latin1');
  const count = rows.reduce((sum, byte) => (byte === NEW_LINE ? sum + 1 : sum), 0);
  return [header, ...new Array<Buffer>(Math.ceil(least / count)).fill(rows)];
}
