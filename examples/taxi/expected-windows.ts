import { createReadStream, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse';
import { generateTrips } from './generator';

const HOUR = 3_600_000;
const TIMES = ['pickup', 'dropoff'];
const NUMBERS = ['passengers', 'distance', 'fare', 'tip', 'tolls', 'total'];
const CLOCK = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/New_York', dateStyle: 'short', timeStyle: 'medium' });

/**
 * Counts the trips of each hour and borough in a file, or among generated trips, as the note "Borough hours" should: by itself, without the schema, the loader
 * or the pipeline. Writes how many each window holds, by the window's id.
 */
async function main(): Promise<void> {
  const { values: { trips, records, report = '' } } = parseArgs({ options: { trips: { type: 'string' }, records: { type: 'string' }, report: { type: 'string' } } });
  const csv = trips === undefined ? Readable.from(generateTrips(Number(records))) : createReadStream(trips);
  const windows: { [id: string]: number } = {};
  for await (const row of csv.pipe(parse({ columns: true, bom: true }))) {
    // the loader rejects such a row, so it never comes onto the stream
    if (TIMES.some((name) => utcOf(row[name]) === undefined) || NUMBERS.some((name) => Number.isNaN(Number(row[name])))) continue;
    const { pickup, pickup_borough: borough } = row;
    const start = new Date(Math.floor((utcOf(pickup) ?? 0) / HOUR) * HOUR).toISOString();
    const id = `${start}/${borough === '' ? '~' : borough}`;
    windows[id] = (windows[id] ?? 0) + 1;
  }
  writeFileSync(report, JSON.stringify(windows));
}

/** The moment at which New York's clocks first show this time, if they ever do: four hours behind UTC in summer, five in winter. */
function utcOf(local: string): number | undefined {
  const [day, time = ''] = local.split(' ');
  const shown = `${day.split('-').reverse().join('/')}, ${time}`;
  return [4, 5].map((hours) => Date.parse(`${day}T${time}Z`) + hours * HOUR).find((candidate) => !Number.isNaN(candidate) && CLOCK.format(candidate) === shown);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
