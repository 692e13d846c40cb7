import type { Report } from './report';

/**
 * Compares what was put with what arrived.
 * @param discards what workers gave up, in words.
 * @returns every reason why the sums do not agree; none when all is well.
 */
export function judge(found: Omit<Report, 'ok' | 'seconds'>, discards: readonly string[]): string[] {
  const { trips, stream, curated, search } = found;
  const reasons: string[] = [...discards];
  if (trips.read === 0) reasons.push('no record was read: there is nothing to show');
  if (trips.failed > 0) reasons.push(`${trips.failed} records could not be put`);
  const accounted = trips.rejected + trips.acknowledged + trips.failed;
  if (accounted !== trips.read) reasons.push(`of ${trips.read} records read, ${accounted} were rejected, acknowledged or failed`);
  if (stream.userRecords < trips.acknowledged) reasons.push(`the stream holds ${stream.userRecords} user records, ${trips.acknowledged} were acknowledged`);
  const written = curated.records + curated.errors;
  if (written !== stream.userRecords) {
    reasons.push(`${curated.records} curated records and ${curated.errors} errors are ${written}, the stream holds ${stream.userRecords} user records`);
  }
  if ('leftOut' in search) return reasons;
  const distinct = curated.records - (stream.userRecords - trips.acknowledged);
  if (search.documents > curated.records || search.documents < distinct) {
    reasons.push(`search holds ${search.documents} documents, ${curated.records} records were curated`);
  }
  if (search.deadLetters > 0) reasons.push(`${search.deadLetters} records went to the dead letters`);
  return reasons;
}
