import { Readable } from 'node:stream';
import { generateTrips } from '../../../examples/taxi/generator';
import { readTrips } from '../../../examples/taxi/trips/read-trips';

/** As real trips files have them: without coordinates, which the example's generator adds at the end of a line. */
const COORDINATES = 4;

/** Records of generated trips as the example puts them on the stream, the same on every machine. */
export async function tripRecords(count: number): Promise<string[]> {
  const lines = Readable.from(generateTrips(count)).map((line: string) => Buffer.from(`${line.trimEnd().split(',').slice(0, -COORDINATES).join(',')}\n`));
  const records: string[] = [];
  for await (const row of readTrips(lines)) {
    if (row.kind === 'rejected') throw new Error(`the generator made a line that is no trip: ${row.problem}`);
    records.push(row.trip.data);
  }
  return records;
}
