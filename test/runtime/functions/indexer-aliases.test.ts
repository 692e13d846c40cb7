import { fakeFetch, type Reply, type SeenRequest } from './fake-fetch';
import { FakeSearch } from './fake-search';
import { VirtualClock } from './virtual-clock';
import { BulkWriter } from '../../../runtime/functions/indexer/bulk-writer';
import type { IndexDocument } from '../../../runtime/functions/indexer/document';
import { createSearchClient } from '../../../runtime/functions/shared/search-client';

const record = { streamArn: 'arn:s', shardId: 'shardId-0', sequenceNumber: '1', subSequenceNumber: 0, partitionKey: 'k', arrivalTimestamp: 1, data: new Uint8Array() };
const document = (id: string): IndexDocument => ({ alias: 'trips', id, source: `{"id":"${id}"}`, record });

/** Writes as one invocation does. */
async function write(ids: string[], reply: (request: SeenRequest, count: number) => Reply, milliseconds = 60_000) {
  const { fetch, seen } = fakeFetch(reply);
  const clock = new VirtualClock(milliseconds);
  const writer = new BulkWriter(createSearchClient({ SEARCH_ENDPOINT: '127.0.0.1:1', SEARCH_PROTOCOL: 'http' }, fetch), clock);
  const outcome = await clock.run(writer.write(ids.map(document), clock));
  return { outcome, asked: seen.map(({ method, url }) => `${method} ${new URL(url).pathname}`), seen, clock };
}

test('an alias with one index is asked once in an invocation, and its documents are written by the index\'s own name', async () => {
  const search = new FakeSearch();
  const { asked, outcome } = await write(Array.from({ length: 4_001 }, (_, i) => String(i)), search.reply);
  expect(asked).toEqual(['GET /_alias/trips', 'POST /trips-000001/_bulk', 'POST /trips-000001/_bulk', 'POST /trips-000001/_bulk']);
  expect(outcome.stored).toBe(4_001);
});

test('a record that comes again after the next index has begun makes no second document', async () => {
  const search = new FakeSearch();
  await write(['a', 'b'], search.reply);
  search.rollOver();
  const { asked, seen, outcome } = await write(['b', 'c', 'b', 'a'], search.reply);
  expect([...search.documents.keys()].sort()).toEqual(['trips-000001/a', 'trips-000001/b', 'trips-000002/c']);
  expect(outcome.stored).toBe(4);
  expect(asked).toEqual(['GET /_alias/trips', 'POST /trips/_search', 'POST /trips-000001/_bulk', 'POST /trips-000002/_bulk']);
  expect(JSON.parse(seen[1].body)).toEqual({
    size: 3,
    _source: false,
    track_total_hits: false,
    query: { bool: { filter: { ids: { values: ['b', 'c', 'a'] } }, must_not: { term: { _index: 'trips-000002' } } } },
  });
  // an index that does not answer might be the one that has it
  expect(new URL(seen[1].url).searchParams.get('allow_partial_search_results')).toBe('false');
});

test('an index that begins while a request is under way makes no second document either', async () => {
  const search = new FakeSearch();
  let bulks = 0;
  const { outcome } = await write(['a', 'b'], (request) => {
    if (!request.url.includes('_bulk') || bulks++ > 0) return search.reply(request);
    // stored, rolled over, and the answer is lost
    search.reply(request);
    search.rollOver();
    return new TypeError('fetch failed');
  });
  expect(outcome.stored).toBe(2);
  expect([...search.documents.keys()]).toEqual(['trips-000001/a', 'trips-000001/b']);
});

test.each<[string, RegExp, Reply]>([
  ['the alias', /_alias/, { status: 503 }], ['the search', /_search/, { status: 429 }], ['the alias', /_alias/, { status: 200, body: 'no JSON' }],
  ['the search', /_search/, new TypeError('fetch failed')],
])('what is not known yet (%s) is asked again', async (_, path, failure) => {
  const search = new FakeSearch();
  search.rollOver();
  let failures = 0;
  const { outcome } = await write(['a'], (request) => path.test(request.url) && failures++ < 2 ? failure : search.reply(request));
  expect({ failures, stored: outcome.stored }).toEqual({ failures: 3, stored: 1 });
});

test.each<[string, RegExp, Reply, string]>([
  ['is gone', /_alias/, { status: 404 }, "alias 'trips': HTTP 404"],
  ['has no index that is written', /_alias/, { status: 200, body: { 'trips-1': {}, 'trips-2': {} } }, "alias 'trips' has 2 indexes and none that is written"],
  ['may not be searched', /_search/, { status: 403 }, "documents of 'trips': HTTP 403"],
])('an alias that %s leaves all documents in the stream, and none is written', async (_, path, failure, why) => {
  const search = new FakeSearch();
  search.rollOver();
  const { outcome } = await write(['a', 'b'], (request) => path.test(request.url) ? failure : search.reply(request));
  expect(outcome.unsettled.map((left) => [left.document.id, left.why])).toEqual([['a', why], ['b', why]]);
  expect(search.documents.size).toBe(0);
});

test('an index that is deleted in between is looked for anew', async () => {
  const search = new FakeSearch((_, __, request) => request === 1 ? { status: 404, type: 'index_not_found_exception' } : undefined);
  const { outcome, asked } = await write(['a'], search.reply);
  expect(outcome.stored).toBe(1);
  expect(asked).toEqual(['GET /_alias/trips', 'POST /trips-000001/_bulk', 'GET /_alias/trips', 'POST /trips-000001/_bulk']);
});

test('an index alone behind its alias is the one that is written, whatever it is called', async () => {
  const { asked } = await write(['a'], (request) => request.method === 'GET' ? { status: 200, body: { mine: { aliases: { trips: {} } } } } : { status: 200, body: { items: [{ index: { status: 201 } }] } });
  expect(asked).toEqual(['GET /_alias/trips', 'POST /mine/_bulk']);
});
