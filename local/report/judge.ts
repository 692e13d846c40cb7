import type { Report } from './report';
import { REFUSED_BY_TRANSFORM } from '../read-back/error-lines';

/** What a run has found in every place. */
export type Found = Pick<Report, 'trips' | 'stream' | 'curated' | 'search' | 'poison' | 'poisonByKind' | FaultFields>;

type FaultFields = 'faults' | 'redriven' | 'lost' | 'duplicates';

/** What the counts of a report do not show: one record lost and another one twice make the right sum. */
export interface Evidence {
  /** User records in the stream that differ. */
  readonly distinctUserRecords: number;
  /** Rows in the curated bucket that differ. */
  readonly distinctRecords: number;
  /** Records under the error prefix that differ. */
  readonly distinctErrors: number;
  /** Records under the error prefix, by the code they failed with. */
  readonly errorsByCode: ReadonlyMap<string, number>;
  /** How many broken records were to be put. @default 0 */
  readonly poisonAsked?: number;
  /** What failed on the way, in words. */
  readonly failures: readonly string[];
}

/** As few records may each come alone, one for every shard. */
const FEWEST_TO_AGGREGATE = 100;

/**
 * Compares what was put with what arrived.
 * @returns every reason why the sums do not agree; none when all is well.
 */
export function judge(found: Found, evidence: Evidence): string[] {
  const judged = [judgeLoad, judgeStream, judgeCurated, judgeSearch, judgePoison, judgeFaults].flatMap((judgePlace) => judgePlace(found, evidence));
  return [...evidence.failures, ...judged];
}

function judgeLoad({ trips }: Found): string[] {
  const reasons: string[] = [];
  if (trips.read === 0) reasons.push('no record was read: there is nothing to show');
  if (trips.failed > 0) reasons.push(`${trips.failed} records could not be put`);
  const accounted = trips.rejected + trips.acknowledged + trips.failed;
  if (accounted !== trips.read) reasons.push(`of ${trips.read} records read, ${accounted} were rejected, acknowledged or failed`);
  return reasons;
}

function judgeStream(found: Found, { distinctUserRecords }: Evidence): string[] {
  const { stream, redriven = 0 } = found;
  const acknowledged = acknowledgedIn(found);
  const reasons: string[] = [];
  if (stream.userRecords < acknowledged) {
    reasons.push(`the stream holds ${stream.userRecords} user records, ${acknowledged} were acknowledged`);
  } else if (distinctUserRecords < acknowledged) {
    reasons.push(`the stream holds ${distinctUserRecords} different user records, ${acknowledged} were acknowledged`);
  }
  // what is redriven comes record by record
  const [records, userRecords] = [stream.records - redriven, stream.userRecords - redriven];
  if (userRecords >= FEWEST_TO_AGGREGATE && records * 2 > userRecords) {
    reasons.push(`${userRecords} user records take ${records} Kinesis records: they are not aggregated`);
  }
  return reasons;
}

function judgeCurated({ trips, stream, curated }: Found, { distinctUserRecords, distinctRecords, distinctErrors, errorsByCode }: Evidence): string[] {
  const reasons: string[] = [];
  const written = curated.records + curated.errors;
  const distinct = distinctRecords + distinctErrors;
  if (written !== stream.userRecords) {
    reasons.push(`${curated.records} curated records and ${curated.errors} errors are ${written}, the stream holds ${stream.userRecords} user records`);
  } else if (distinct !== distinctUserRecords) {
    reasons.push(`${distinctRecords} different curated records and ${distinctErrors} different errors are ${distinct}, the stream holds ${distinctUserRecords} different user records`);
  }
  if (curated.records === 0 && trips.acknowledged > 0) reasons.push(`no record was curated, ${trips.acknowledged} were acknowledged`);
  for (const [code, count] of errorsByCode) {
    if (code !== REFUSED_BY_TRANSFORM) reasons.push(`${count} records failed with ${code}: a pipeline that works fails none but those that its transform refuses`);
  }
  return reasons;
}

function judgeSearch(found: Found, { distinctRecords, distinctErrors }: Evidence): string[] {
  const { trips, curated, search, poison: { deadLetters: poisonous } = { deadLetters: 0 } } = found;
  if ('leftOut' in search) return [];
  const reasons: string[] = [];
  const acknowledged = acknowledgedIn(found);
  if (search.documents + poisonous !== distinctRecords) {
    const deadToo = poisonous > 0 ? ` and ${poisonous} broken records are dead letters` : '';
    reasons.push(`search holds ${search.documents} documents${deadToo}, ${distinctRecords} different records of ${curated.records} were curated`);
  } else if (search.documents + poisonous + distinctErrors > acknowledged + trips.failed) {
    reasons.push(`search holds ${search.documents} documents and ${distinctErrors} records failed, ${acknowledged} were acknowledged`);
  }
  if (search.deadLetters !== poisonous) reasons.push(`${search.deadLetters - poisonous} records went to the dead letters`);
  return reasons;
}

function judgePoison({ poison, poisonByKind = {} }: Found, { poisonAsked = 0 }: Evidence): string[] {
  const reasons: string[] = [];
  const sent = poison?.sent ?? 0;
  if (sent !== poisonAsked) reasons.push(`${sent} broken records were put, ${poisonAsked} were asked for`);
  for (const [kind, { unaccounted }] of Object.entries(poisonByKind)) {
    if (unaccounted > 0) reasons.push(`${unaccounted} broken records (${kind}) are in no place or in several`);
  }
  return reasons;
}

function judgeFaults({ faults = [], lost = 0, duplicates = 0 }: Found): string[] {
  const reasons = faults.filter(({ hits }) => hits === 0).map(({ name }) => `nothing met the fault '${name}': it shows nothing`);
  if (lost > 0) reasons.push(`${lost} records are lost`);
  if (duplicates > 0) reasons.push(`${duplicates} documents are there twice`);
  return reasons;
}

/** Records that the stream has taken. */
function acknowledgedIn({ trips, poison }: Found): number {
  return trips.acknowledged + (poison?.sent ?? 0);
}
