import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { generateTrips } from '../../../examples/taxi/generator';
import { readTrips } from '../../../examples/taxi/trips/read-trips';
import type { WorkloadRecord } from '../producers/workload';

const GENERATED = 50_000;
/** As real trips files have them: without coordinates, which the example's generator adds at the end of a line. */
const COORDINATES = 4;

/** Trips as the example puts them on the stream: those of a file, or else generated ones. */
export async function tripsOf(file: string | undefined): Promise<WorkloadRecord[]> {
  const records: WorkloadRecord[] = [];
  for await (const row of readTrips(file === undefined ? generated() : createReadStream(file))) {
    if (row.kind === 'trip') records.push({ partitionKey: row.trip.tripId, data: Buffer.from(row.trip.data) });
  }
  return records;
}

function generated(): AsyncIterable<Uint8Array> {
  return Readable.from(generateTrips(GENERATED)).map((line: string) => Buffer.from(`${line.trimEnd().split(',').slice(0, -COORDINATES).join(',')}\n`));
}
