import { isPassing } from './bulk-answer';
import type { RemainingTime } from '../shared/clock';
import type { SearchAnswer, SearchClient, SearchRequest } from '../shared/search-client';

const REQUEST_TIMEOUT_MILLISECONDS = 10_000;

/** The indexes behind an alias. */
export interface Alias {
  readonly name: string;
  /** Where new documents go. */
  readonly writeIndex: string;
  /** Whether there are others, where documents were written before. */
  readonly hasOthers: boolean;
}

/** What was asked for, or why it is not known: `retry` where the domain may say it in a moment. */
export type Found<Value> = { readonly kind: 'found'; readonly value: Value } | { readonly kind: 'retry' | 'refused'; readonly why: string };

interface AliasesOfIndex {
  readonly aliases?: Record<string, { readonly is_write_index?: boolean } | undefined>;
}

/** Which indexes are behind an alias now. */
export async function readAlias(name: string, search: SearchClient, time: RemainingTime): Promise<Found<Alias>> {
  const answer = await ask({ method: 'GET', path: `/_alias/${encodeURIComponent(name)}` }, search, time, `alias '${name}'`);
  if (answer.kind !== 'found') return answer;
  const parsed: Record<string, AliasesOfIndex> = JSON.parse(answer.value);
  const indexes = Object.keys(parsed);
  const writeIndex = indexes.find((index) => parsed[index].aliases?.[name]?.is_write_index) ?? (indexes.length === 1 ? indexes[0] : undefined);
  return writeIndex === undefined
    ? { kind: 'refused', why: `alias '${name}' has ${indexes.length} indexes and none that is written` }
    : { kind: 'found', value: { name, writeIndex, hasOthers: indexes.length > 1 } };
}

/** The indexes behind an alias, besides the one that is written, that have documents with these ids; by id. */
export async function olderIndexes(
  { name, writeIndex }: Alias, ids: readonly string[], search: SearchClient, time: RemainingTime,
): Promise<Found<ReadonlyMap<string, string>>> {
  const distinct = [...new Set(ids)];
  const query = { bool: { filter: { ids: { values: distinct } }, must_not: { term: { _index: writeIndex } } } };
  const answer = await ask({
    method: 'POST',
    path: `/${encodeURIComponent(name)}/_search`,
    // an index that does not answer may have the document
    query: { allow_partial_search_results: 'false', filter_path: 'hits.hits._id,hits.hits._index' },
    contentType: 'application/json',
    body: Buffer.from(JSON.stringify({ size: distinct.length, _source: false, track_total_hits: false, query })),
  }, search, time, `documents of '${name}'`);
  if (answer.kind !== 'found') return answer;
  const parsed: { hits?: { hits?: { _id: string; _index: string }[] } } = JSON.parse(answer.value);
  return { kind: 'found', value: new Map((parsed.hits?.hits ?? []).map(({ _id, _index }) => [_id, _index])) };
}

async function ask(
  request: Omit<SearchRequest, 'timeoutMilliseconds'>, search: SearchClient, time: RemainingTime, what: string,
): Promise<Found<string>> {
  const answer = await send({ ...request, timeoutMilliseconds: Math.min(REQUEST_TIMEOUT_MILLISECONDS, time.getRemainingTimeInMillis()) }, search);
  if (answer instanceof Error) return { kind: 'retry', why: `no answer (${answer.name})` };
  if (answer.status === 200) return isObject(answer.body) ? { kind: 'found', value: answer.body } : { kind: 'retry', why: `${what}: an answer that is no JSON` };
  return { kind: isPassing(answer.status) ? 'retry' : 'refused', why: `${what}: HTTP ${answer.status}` };
}

async function send(request: SearchRequest, search: SearchClient): Promise<SearchAnswer | Error> {
  try {
    return await search(request);
  } catch (error) {
    return error instanceof Error ? error : new Error('error');
  }
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}
