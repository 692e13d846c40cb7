import type { KinesisStreamEvent } from 'aws-lambda';
import { fakeFetch } from './fake-fetch';
import { FakeSearch } from './fake-search';
import { eventOf, TRIPS } from './kinesis-event';
import { VirtualClock } from './virtual-clock';
import { createHandler } from '../../../runtime/functions/indexer/handler';
import { AggregatedRecordEncoder } from '../../../runtime/kpl-format';
import type { IndexerSchemaConfig } from '../../../src/search/indexer-config';
import { blockOf, handmadeBlock, text } from '../compressed-block/blocks';
import { field, schemaOf } from '../schema/schemas';

const schema = { ...schemaOf(field('id', 'string', { required: true }), field('count', 'integer')), name: 'trips' };

async function index(event: KinesisStreamEvent, invalidRecords: IndexerSchemaConfig['invalidRecords'] = 'dead-letter') {
  const search = new FakeSearch();
  const { fetch } = fakeFetch(search.reply);
  const clock = new VirtualClock(60_000);
  const objects = new Map<string, string>();
  const logged: object[] = [];
  const handler = createHandler({ schemas: [{ schema, index: 'trips', invalidRecords }] }, {
    environment: { STREAMS: JSON.stringify([{ arn: TRIPS, schema: 'trips' }]), SEARCH_ENDPOINT: '127.0.0.1:1', SEARCH_PROTOCOL: 'http', DEAD_LETTER_PREFIX: 'dead-letters/' },
    fetch,
    clock,
    log: (entry) => logged.push(entry),
    count: (metric, count) => ({ [metric]: count }),
    putObject: async (key, body) => {
      objects.set(key, body);
    },
  });
  const { batchItemFailures } = await clock.run(handler(event, clock));
  const letters = [...objects.values()].flatMap((body) => body.trimEnd().split('\n').map((line): { [name: string]: unknown } => JSON.parse(line)));
  return { batchItemFailures, ids: [...search.documents.keys()], objects, letters, logged };
}

function aggregateWithBlocks(): Uint8Array {
  const encoder = new AggregatedRecordEncoder();
  encoder.add(text('a', '{"id":"plain"}'));
  encoder.add({ partitionKey: 'b', data: blockOf([text('b', '{"id":"one"}'), text('c', '{"id":"two"}\n{"id":"three"}')]) });
  encoder.add({ partitionKey: 'd', data: blockOf([text('d', '{"id":"four"}')], 'brotli') });
  return encoder.encode();
}

test('each record of a block is a document, by its place in the stream, the block and the record', async () => {
  const { ids, batchItemFailures } = await index(eventOf([aggregateWithBlocks(), blockOf([text('e', '{"id":"five"}')])]));
  const expected = ['100:0', '100:1.0', '100:1.1', '100:1.1:1', '100:2.0', '101:0.0'].map((place) => `/trips/_bulk/shardId-000000000003:${place}`);
  expect(ids.map((id) => id.replace(/^.*shardId/, '/trips/_bulk/shardId')).sort()).toEqual(expected);
  expect(batchItemFailures).toEqual([]);
});

test('a batch that comes again writes the same documents', async () => {
  const event = eventOf([aggregateWithBlocks()]);
  expect((await index(event)).ids).toEqual((await index(event)).ids);
});

test('bad records of one block are dead letters of their own, and their neighbours are indexed', async () => {
  const block = blockOf([text('a', '{"id":"one"}'), text('b', '{"count":1}'), text('c', 'nonsense'), text('d', '{"id":"two"}')]);
  const { ids, objects, letters } = await index(eventOf([block]));
  expect(ids).toHaveLength(2);
  expect([...objects.keys()]).toEqual(['dead-letters/trips/2019/03/23/shardId-000000000003/100.json']);
  expect(letters).toMatchObject([
    { sequenceNumber: '100', subSequenceNumber: 0, recordIndex: 1, partitionKey: 'b', reasons: [{ field: 'id', rule: 'required' }], data: Buffer.from('{"count":1}').toString('base64') },
    { sequenceNumber: '100', subSequenceNumber: 0, recordIndex: 2, partitionKey: 'c', reasons: [{ rule: 'a JSON object' }], data: Buffer.from('nonsense').toString('base64') },
  ]);
});

test('an unreadable block is one dead letter, whole and with its reason', async () => {
  const bomb = handmadeBlock(Buffer.alloc(0), Buffer.alloc(10), { size: 0x7fffffff });
  const { ids, letters, logged, batchItemFailures } = await index(eventOf([bomb, blockOf([text('a', '{"id":"one"}')])]));
  expect(ids).toHaveLength(1);
  expect(batchItemFailures).toEqual([]);
  expect(letters).toEqual([{
    stream: TRIPS,
    shardId: 'shardId-000000000003',
    sequenceNumber: '100',
    subSequenceNumber: 0,
    partitionKey: 'key',
    approximateArrivalTimestamp: 1553372469.123,
    reasons: [{ rule: 'a compressed block that can be read (TooLarge)', received: expect.stringContaining('claims 2147483647 bytes of records') }],
    data: bomb.toString('base64'),
  }]);
  expect(logged).toMatchObject([{ deadLetters: 1, DeadLetters: 1, reasons: [{ reason: 'a compressed block that can be read (TooLarge)', count: 1 }] }]);
});

test('where delivery keeps what the schema rejects, the indexer skips it', async () => {
  const { objects, logged } = await index(eventOf([blockOf([text('a', '{}'), text('b', '{"id":"one"}')]).subarray(0, 12), blockOf([text('a', '{}')])]), 'skip');
  expect(objects.size).toBe(0);
  expect(logged).toMatchObject([{ skipped: 2, deadLetters: 0 }]);
});
