import type { InsightCounts, PoisonPlaces, Report } from './report';
import type { Destroyed } from '../deploy/destroy';

/** The report for a person: one line a place, what it holds, and what that should equal. */
export function toTable(report: Report): string {
  const { trips, stream, curated, search, poison, faults, redriven = 0, insights, lost = 0, duplicates = 0, resources, destroyed } = report;
  const rows: ReadonlyArray<readonly [string, string]> = [
    ['put', `${trips.read} read, ${trips.rejected} rejected, ${trips.acknowledged} acknowledged, ${trips.failed} failed`],
    ['stream', `${stream.records} Kinesis records with ${stream.userRecords} user records`],
    ['transform', `${report.transform.invocations} invocations`],
    ['curated bucket', `${curated.records} records in ${curated.objects} objects, ${curated.errors} records under the error prefix`],
    ['search', 'leftOut' in search ? `left out: ${search.leftOut}` : `${search.documents} documents, ${search.deadLetters} dead letters`],
    ...(insights === undefined ? [] : [insightsRow(insights)]),
    ...(poison === undefined ? [] : [poisonRow(poison)]),
    ...(faults ?? []).map(({ name, seconds, hits }) => ['fault', `${name} for ${seconds} seconds, met ${hits} times`] as const),
    ...(faults === undefined ? [] : [['after the faults', `${redriven} records redriven, ${lost} lost, ${duplicates} documents twice`] as const]),
    ['template', `${resources.deployed} resources deployed`],
    ['only an id', resources.stubbed.length === 0 ? 'none' : resources.stubbed.join(', ')],
    ...(destroyed === undefined ? [] : [destroyedRow(destroyed)]),
    ['seconds', Object.entries(report.seconds).map(([step, seconds]) => `${step} ${seconds}`).join(', ')],
  ];
  const width = Math.max(...rows.map(([place]) => place.length));
  return rows.map(([place, text]) => `  ${place.padEnd(width)}  ${text}`).join('\n');
}

function destroyedRow({ resources, retained, objectsDeleted }: Destroyed): readonly [string, string] {
  return ['destroyed', `${resources} resources deleted, ${retained} retained as the template says; ${objectsDeleted} objects deleted with their buckets`];
}

function insightsRow({ windows, trips, expectedWindows, expectedTrips }: InsightCounts): readonly [string, string] {
  return ['insights', `${windows} windows with ${trips} records, ${expectedWindows} windows with ${expectedTrips} records expected`];
}

function poisonRow({ sent, errorObjects, deadLetters, indexed, unaccounted }: PoisonPlaces): readonly [string, string] {
  return ['broken records', `${sent} put: ${errorObjects} under the error prefix, ${deadLetters} dead letters, ${indexed} documents after all, ${unaccounted} unaccounted for`];
}
