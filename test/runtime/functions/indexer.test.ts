import type { KinesisStreamEvent } from 'aws-lambda';
import { aggregate } from './aggregate';
import { connectionRefused, fakeFetch, type Reply, type SeenRequest } from './fake-fetch';
import { FakeSearch } from './fake-search';
import { eventOf, TRIPS } from './kinesis-event';
import { VirtualClock } from './virtual-clock';
import { createHandler } from '../../../runtime/functions/indexer/handler';
import { embeddedCounts } from '../../../runtime/functions/shared/embedded-count';
import type { IndexerConfig, IndexerSchemaConfig } from '../../../src/search/indexer-config';
import { field, schemaOf } from '../schema/schemas';

const INSIGHTS = 'arn:aws:kinesis:us-east-1:111111111111:stream/insights';
const schema = { ...schemaOf(field('id', 'string', { required: true }), field('count', 'integer')), name: 'trips' };
const insights = { ...schemaOf(field('window', 'timestamp'), field('n', 'bigint')), name: 'insights' };

interface Setup {
  readonly event: KinesisStreamEvent;
  readonly reply?: (request: SeenRequest, count: number) => Reply;
  readonly documentId?: string;
  readonly invalidRecords?: IndexerSchemaConfig['invalidRecords'];
  readonly putObject?: (key: string) => Promise<void>;
  readonly milliseconds?: number;
}

async function index({ event, reply = new FakeSearch().reply, documentId, invalidRecords = 'dead-letter', putObject, milliseconds = 60_000 }: Setup) {
  const config: IndexerConfig = {
    schemas: [{ schema: { ...schema, documentId }, index: 'trips-write', invalidRecords }, { schema: insights, index: 'insights', invalidRecords }],
  };
  const { fetch, seen } = fakeFetch(reply);
  const clock = new VirtualClock(milliseconds);
  const objects = new Map<string, string>();
  const logged: object[] = [];
  const handler = createHandler(config, {
    environment: {
      STREAMS: JSON.stringify([{ arn: TRIPS, schema: 'trips' }, { arn: INSIGHTS, schema: 'insights' }]),
      SEARCH_ENDPOINT: '127.0.0.1:1',
      SEARCH_PROTOCOL: 'http',
      DEAD_LETTER_PREFIX: 'dead-letters/',
    },
    fetch,
    clock,
    log: (entry) => logged.push(entry),
    count: embeddedCounts('indexer-1', () => 1_700_000_000_000),
    putObject: async (key, body) => {
      await putObject?.(key);
      objects.set(key, body);
    },
  });
  const response = await clock.run(handler(event, clock));
  const letters = [...objects.values()].flatMap((body) => body.trimEnd().split('\n').map((line): { [name: string]: unknown } => JSON.parse(line)));
  return { failures: response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), seen, objects, letters, logged, clock };
}

describe('documents', () => {
  test('have the id of the schema, or else their place in the stream, down to the line', async () => {
    const data = [aggregate('{"id":"a"}', '{"id":"ü","count":"7"}'), '{"id":"c"}\n{"id":"d"}'];
    const byPlace = new FakeSearch();
    expect((await index({ event: eventOf(data), reply: byPlace.reply })).failures).toEqual([]);
    expect([...byPlace.documents]).toEqual([
      ['trips-write-000001/shardId-000000000003:100:0', { id: 'a' }],
      ['trips-write-000001/shardId-000000000003:100:1', { id: 'ü', count: 7 }],
      ['trips-write-000001/shardId-000000000003:101:0', { id: 'c' }],
      ['trips-write-000001/shardId-000000000003:101:0:1', { id: 'd' }],
    ]);
    const byField = new FakeSearch();
    await index({ event: eventOf(data), reply: byField.reply, documentId: 'id' });
    expect([...byField.documents.keys()]).toEqual(['trips-write-000001/a', 'trips-write-000001/ü', 'trips-write-000001/c', 'trips-write-000001/d']);
  });

  test('a batch that comes twice makes no document twice', async () => {
    const search = new FakeSearch();
    const event = eventOf(['{"id":"a"}', '{"id":"b"}']);
    await index({ event, reply: search.reply });
    await index({ event, reply: search.reply });
    expect(search.documents.size).toBe(2);
  });

  test('each stream has its own schema and index', async () => {
    const search = new FakeSearch();
    const { seen } = await index({ event: eventOf(['{"window":"2019-03-23T20:00:00Z","n":9007199254740993}'], INSIGHTS), reply: search.reply });
    expect(seen[0].url).toBe('http://127.0.0.1:1/_alias/insights');
    expect(seen[1].url).toMatch(/^http:\/\/127\.0\.0\.1:1\/insights-000001\/_bulk\?/);
    expect(seen[1].body).toBe('{"index":{"_id":"shardId-000000000003:100:0"}}\n{"window":"2019-03-23T20:00:00.000Z","n":9007199254740993}\n');
  });

  test('a stream that nobody configured stops the batch with its name', async () => {
    await expect(index({ event: eventOf(['{}'], `${TRIPS}-other`) })).rejects.toThrow(`stream ${TRIPS}-other is not in STREAMS, which names ${TRIPS}, ${INSIGHTS}`);
  });

  test('requests are bounded by count and by bytes, a document beyond the bound travels alone', async () => {
    const many = new FakeSearch();
    await index({ event: eventOf([Array.from({ length: 4_500 }, (_, i) => `{"id":"${i}"}`).join('\n')]), reply: many.reply });
    expect(many.requestSizes).toEqual([2000, 2000, 500]);
    const large = new FakeSearch();
    const sized = (megabytes: number) => `{"id":"${'x'.repeat(megabytes * 1024 * 1024)}"}`;
    await index({ event: eventOf([sized(2), sized(2), sized(2), sized(6), sized(1)]), reply: large.reply });
    expect(large.requestSizes).toEqual([2, 1, 1, 1]);
  });
});

describe('a record of as many objects as it can hold', () => {
  const event = eventOf(['{"window":"2019-03-23T20:00:00Z"}', '{}'.repeat(512 * 1024)], INSIGHTS);

  test('becomes as many documents, and takes no neighbour along', async () => {
    const { failures, logged } = await index({ event, reply: answerAll(201) });
    expect(failures).toEqual([]);
    expect(logged).toMatchObject([{ documents: 524_289, stored: 524_289 }]);
  });

  test('becomes one dead letter with a reason for each that the domain refuses', async () => {
    const few = eventOf(['{}'.repeat(50_000)], INSIGHTS);
    const { failures, letters } = await index({ event: few, reply: answerAll(400) });
    expect(failures).toEqual([]);
    expect(letters.map(({ reasons }) => Array.isArray(reasons) && reasons.length)).toEqual([50_000]);
  });
});

/** A domain that says the same to every document. */
function answerAll(status: number): (request: SeenRequest) => Reply {
  const search = new FakeSearch();
  return (request) => request.method === 'GET' ? search.reply(request)
    : { status: 200, body: { items: Array.from({ length: (request.body.split('\n').length - 1) / 2 }, () => ({ index: { status } })) } };
}

describe('records that the schema rejects', () => {
  const event = eventOf(['{"id":"a"}', aggregate('{"id":"b"}', '{"count":5.5}'), 'no json']);

  test('become dead letters with the whole record, its place and every reason, and take no neighbour along', async () => {
    const search = new FakeSearch();
    const { failures, objects, letters, logged } = await index({ event, reply: search.reply });
    expect(failures).toEqual([]);
    expect([...search.documents.values()]).toEqual([{ id: 'a' }, { id: 'b' }]);
    expect([...objects.keys()]).toEqual([
      'dead-letters/trips/2019/03/23/shardId-000000000003/101.json', 'dead-letters/trips/2019/03/23/shardId-000000000003/102.json',
    ]);
    expect(letters).toEqual([
      {
        stream: TRIPS,
        shardId: 'shardId-000000000003',
        sequenceNumber: '101',
        subSequenceNumber: 1,
        partitionKey: 'key',
        approximateArrivalTimestamp: 1553372469.123,
        reasons: [{ field: 'id', rule: 'required' }, { field: 'count', rule: 'integer', received: '5.5' }],
        data: Buffer.from('{"count":5.5}').toString('base64'),
      },
      expect.objectContaining({ sequenceNumber: '102', subSequenceNumber: 0, reasons: [{ rule: 'a JSON object', received: 'no json' }] }),
    ]);
    expect(logged).toMatchObject([{
      records: 3, userRecords: 4, stored: 2, deadLetters: 2, skipped: 0, batchItemFailures: 0, FunctionName: 'indexer-1', DeadLetters: 2,
    }]);
    expect(JSON.stringify(logged)).not.toContain('no json');
  });

  test('are skipped where another part keeps them', async () => {
    const { objects, logged } = await index({ event, invalidRecords: 'skip' });
    expect(objects.size).toBe(0);
    expect(logged).toMatchObject([{ stored: 2, skipped: 2, deadLetters: 0 }]);
  });

});

describe.each(['dead-letter', 'skip'] as const)('an id that the domain would refuse the whole request for (invalid records: %s)', (invalidRecords) => {
  const unfit = { field: 'id', rule: 'document id of 1 to 512 bytes' };

  test.each([['empty', '', '0 bytes'], ['too long', 'x'.repeat(513), '513 bytes'], ['too long in UTF-8', 'ü'.repeat(257), '514 bytes']])(
    'and that is %s makes a dead letter, since the schema takes it and nobody else keeps it', async (_, id, received) => {
      const search = new FakeSearch();
      const { failures, letters, logged } = await index({
        event: eventOf([`{"id":"${id}"}`, '{"id":"b"}', `{"id":"${'x'.repeat(512)}"}`]), documentId: 'id', invalidRecords, reply: search.reply,
      });
      expect(failures).toEqual([]);
      expect([...search.documents.keys()]).toEqual(['trips-write-000001/b', `trips-write-000001/${'x'.repeat(512)}`]);
      expect(letters).toEqual([expect.objectContaining({
        sequenceNumber: '100', reasons: [{ ...unfit, received }], data: Buffer.from(`{"id":"${id}"}`).toString('base64'),
      })]);
      expect(logged).toMatchObject([{ deadLetters: 1, skipped: 0 }]);
    });

  test('beside a line that the schema rejects makes one dead letter with both reasons', async () => {
    const { letters, logged } = await index({ event: eventOf(['{"id":""}\n{"id":"b"}\nno json']), documentId: 'id', invalidRecords });
    expect(letters).toMatchObject([{ sequenceNumber: '100', reasons: [{ rule: 'a JSON object', received: 'no json' }, unfit] }]);
    expect(logged).toMatchObject([{ deadLetters: 1, skipped: 0, stored: 1 }]);
  });
});

describe('documents that the domain refuses', () => {
  test('for good (mapping) become dead letters once, and the others are stored', async () => {
    const search = new FakeSearch((id) => id === 'b' ? { status: 400, type: 'mapper_parsing_exception' } : undefined);
    const { failures, letters, logged } = await index({ event: eventOf(['{"id":"a"}', '{"id":"b"}', '{"id":"c"}']), documentId: 'id', reply: search.reply });
    expect(failures).toEqual([]);
    expect([...search.documents.keys()]).toEqual(['trips-write-000001/a', 'trips-write-000001/c']);
    expect(letters).toMatchObject([{ sequenceNumber: '101', reasons: [{ status: 400, type: 'mapper_parsing_exception', reason: 'quotes the document' }] }]);
    expect(logged).toMatchObject([{ reasons: [{ reason: '400 mapper_parsing_exception', count: 1 }] }]);
  });

  test('for now (429) are sent again, alone, until they are stored', async () => {
    const search = new FakeSearch((id, _, request) => id !== 'a' && request < 3 ? { status: 429, type: 'rejected_execution_exception' } : undefined);
    const { failures, objects } = await index({ event: eventOf(['{"id":"a"}', '{"id":"b"}', '{"id":"c"}']), documentId: 'id', reply: search.reply });
    expect({ failures, size: objects.size }).toEqual({ failures: [], size: 0 });
    expect(search.requestSizes).toEqual([3, 2, 2]);
    expect(search.documents.size).toBe(3);
  });

  test('do not come behind a newer record of the same id, which is sent again with them', async () => {
    let first = true;
    const search = new FakeSearch((id) => {
      const busy = id === 'a' && first;
      first &&= !busy;
      return busy ? { status: 429, type: 'rejected_execution_exception' } : undefined;
    });
    const event = eventOf(['{"id":"a","count":1}', '{"id":"b"}', '{"id":"a","count":2}']);
    const { failures, logged } = await index({ event, documentId: 'id', reply: search.reply });
    expect(failures).toEqual([]);
    expect(search.documents.get('trips-write-000001/a')).toEqual({ id: 'a', count: 2 });
    expect(search.requestSizes).toEqual([3, 2]);
    expect(logged).toMatchObject([{ documents: 3, stored: 3 }]);
  });

  test.each([
    [429, 'rejected_execution_exception'], [503, 'unavailable_shards_exception'], [403, 'cluster_block_exception'],
    [404, 'index_not_found_exception'], [400, 'validation_exception'],
  ])('%i %s is never the document\'s fault: it comes back from the stream when the time is over', async (status, type) => {
    const search = new FakeSearch((id) => id === 'b' ? { status, type } : undefined);
    const { failures, objects, logged, clock } = await index({ event: eventOf(['{"id":"a"}', '{"id":"b"}', '{"id":"c"}']), documentId: 'id', reply: search.reply });
    expect({ failures, size: objects.size }).toEqual({ failures: ['101'], size: 0 });
    expect(logged).toMatchObject([{ stored: 2, reasons: [{ reason: `not indexed: ${status} ${type}`, count: 1 }] }]);
    expect(clock.now).toBeLessThanOrEqual(clock.end);
  });
});

describe('requests that fail as a whole', () => {
  const event = eventOf(['{"id":"a"}', '{"id":"b"}', '{"id":"c"}']);

  test.each([
    ['503', { status: 503 }], ['429', { status: 429 }], ['nobody listening', connectionRefused()], ['an answer cut short', { status: 200, body: '{"items":[' }],
    ['too few items', { status: 200, body: { items: [{ index: { status: 201 } }] } }],
  ])('%s: tried again', async (_, failure) => {
    const search = new FakeSearch();
    const { failures } = await index({ event, reply: (request, count) => count < 3 ? failure : search.reply(request) });
    expect(failures).toEqual([]);
    expect(search.documents.size).toBe(3);
  });

  test('a domain that is gone: all records are reported, within the time', async () => {
    const { failures, clock, seen } = await index({ event, reply: connectionRefused, milliseconds: 20_000 });
    expect(failures).toEqual(['100', '101', '102']);
    expect(seen.length).toBeGreaterThan(3);
    expect(clock.now).toBeLessThanOrEqual(15_000);
  });

  test('403 is not asked again and makes no dead letters', async () => {
    const { failures, seen, objects, logged } = await index({ event, reply: () => ({ status: 403, body: 'no permissions' }) });
    expect({ failures, requests: seen.length, size: objects.size }).toEqual({ failures: ['100', '101', '102'], requests: 1, size: 0 });
    expect(logged).toMatchObject([{ reasons: [{ reason: "not indexed: alias 'trips-write': HTTP 403", count: 3 }] }]);
    const writing = await index({ event, reply: (request) => request.method === 'GET' ? new FakeSearch().reply(request) : { status: 403 } });
    expect({ failures: writing.failures, requests: writing.seen.length }).toEqual({ failures: ['100', '101', '102'], requests: 2 });
    expect(writing.logged).toMatchObject([{ reasons: [{ reason: 'not indexed: HTTP 403', count: 3 }] }]);
  });

  test.each([400, 413])('%i: halves, until the one at fault stands alone', async (status) => {
    const search = new FakeSearch();
    const reply = (request: SeenRequest): Reply => request.body.includes('"_id":"b"') ? { status, body: 'too much' } : search.reply(request);
    const { failures, letters } = await index({ event, documentId: 'id', reply });
    expect(failures).toEqual([]);
    expect([...search.documents.keys()]).toEqual(['trips-write-000001/a', 'trips-write-000001/c']);
    expect(letters).toMatchObject([{ sequenceNumber: '101', reasons: [{ status, type: 'bulk_request', reason: 'too much' }] }]);
  });
});

describe('dead letters that cannot be stored', () => {
  test('leave their record in the stream, and only theirs', async () => {
    const { failures, objects, logged } = await index({
      event: eventOf(['bad', '{"id":"a"}', 'worse']),
      putObject: async (key) => {
        if (key.endsWith('/102.json')) throw Object.assign(new Error('denied'), { name: 'AccessDenied' });
      },
    });
    expect(failures).toEqual(['102']);
    expect([...objects.keys()]).toEqual([expect.stringMatching(/\/100\.json$/)]);
    expect(logged).toMatchObject([{ deadLettersNotStored: 1, batchItemFailures: 1 }]);
  });

  test('within the time, also because S3 does not answer, are reported, so that the others do not come again', async () => {
    const { failures, logged, clock } = await index({
      event: eventOf(['bad', '{"id":"a"}', ...Array.from({ length: 40 }, () => 'worse')]),
      putObject: async (key) => key.endsWith('/100.json') ? undefined : new Promise(() => undefined),
      milliseconds: 60_000,
    });
    expect(failures).toEqual(Array.from({ length: 40 }, (_, i) => String(102 + i)));
    expect(logged).toMatchObject([{ stored: 1, deadLettersNotStored: 40, reasons: expect.arrayContaining([{ reason: 'dead letter not stored: TimeOver', count: 40 }]) }]);
    expect(clock.now).toBe(59_000);
  });

  test('a record with a dead letter and an unsettled document is reported once', async () => {
    const search = new FakeSearch(() => ({ status: 429, type: 'busy' }));
    const { failures, letters } = await index({ event: eventOf([aggregate('bad', '{"id":"a"}')]), reply: search.reply });
    expect(failures).toEqual(['100']);
    expect(letters).toHaveLength(1);
  });
});

test('a schema in STREAMS that the configuration lacks stops the function when it is loaded', () => {
  const { fetch } = fakeFetch(() => ({ status: 200 }));
  const environment = { STREAMS: '[{"arn":"a","schema":"nope"}]', SEARCH_ENDPOINT: 'x', SEARCH_PROTOCOL: 'http', DEAD_LETTER_PREFIX: 'd/' };
  expect(() => createHandler({ schemas: [{ schema, index: 'trips', invalidRecords: 'skip' }] }, {
    environment, fetch, clock: new VirtualClock(1), log: () => undefined, count: embeddedCounts('indexer-1', () => 0), putObject: async () => undefined,
  })).toThrow("STREAMS names the schema 'nope', the configuration has trips");
});
