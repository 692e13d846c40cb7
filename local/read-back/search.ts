import { parse, stringify } from 'lossless-json';

const DOCUMENTS_PER_PAGE = 1000;

/** Documents in an index, once all that was indexed is to be found; none when there is no such index. */
export async function countDocuments(endpoint: string, index: string): Promise<number> {
  const refreshed = await ask(endpoint, `${index}/_refresh`);
  if (refreshed === undefined) return 0;
  const answer = await ask(endpoint, `${index}/_count`);
  const count = Number(property(answer, 'count'));
  if (!Number.isSafeInteger(count)) throw new Error(`OpenSearch did not count ${index}: ${stringify(answer)}`);
  return count;
}

/** Those of the ids that documents in an index have. */
export async function existingIds(endpoint: string, index: string, ids: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (let from = 0; from < ids.length; from += DOCUMENTS_PER_PAGE) {
    const values = ids.slice(from, from + DOCUMENTS_PER_PAGE);
    const page = await ask(endpoint, `${index}/_search`, { size: DOCUMENTS_PER_PAGE, _source: false, query: { ids: { values } } });
    for (const hit of hitsOf(page)) found.add(String(property(hit, '_id')));
  }
  return found;
}

/** Every document as it was indexed, as JSON that keeps the digits of its numbers. */
export async function readDocuments(endpoint: string, index: string): Promise<string[]> {
  const documents: string[] = [];
  let page = await ask(endpoint, `${index}/_search?scroll=1m`, { size: DOCUMENTS_PER_PAGE, sort: ['_doc'] });
  for (;;) {
    const hits = hitsOf(page);
    if (hits.length === 0) return documents;
    for (const hit of hits) documents.push(stringify(property(hit, '_source')) ?? '');
    page = await ask(endpoint, '_search/scroll', { scroll: '1m', scroll_id: property(page, '_scroll_id') });
  }
}

/** @returns the answer; undefined when there is no such index. */
async function ask(endpoint: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`http://${endpoint}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`OpenSearch answered ${path} with ${response.status}: ${text.slice(0, 500)}`);
  return parse(text);
}

function hitsOf(page: unknown): unknown[] {
  const hits = property(property(page, 'hits'), 'hits');
  return Array.isArray(hits) ? hits : [];
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
}
