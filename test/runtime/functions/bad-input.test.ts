import type { KinesisStreamEvent } from 'aws-lambda';
import { aggregate } from './aggregate';
import { fakeFetch } from './fake-fetch';
import { FakeSearch } from './fake-search';
import { eventOf } from './transform-event';
import { VirtualClock } from './virtual-clock';
import { createHandler as createIndexer } from '../../../runtime/functions/indexer/handler';
import { createHandler as createTransform } from '../../../runtime/functions/transform/handler';
import { MAGIC, digestOf } from '../../../runtime/kpl-format/envelope';
import { field, schemaOf } from '../schema/schemas';

const STREAM = 'arn:aws:kinesis:us-east-1:111111111111:stream/trips';
const schema = {
  ...schemaOf(
    field('id', 'string', { required: true }), field('count', 'integer'), field('at', 'timestamp'), field('day', 'date'), field('distance', 'double'), field('more', 'json'),
  ),
  documentId: 'id',
};

function withDigest(message: Buffer): Buffer {
  return Buffer.concat([MAGIC, message, digestOf(message)]);
}

function changed(bytes: Uint8Array, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = 0xff - copy[at];
  return copy;
}

const packed = aggregate('{"id":"inner"}');
const deep = 100_000;

/** What is wrong, the base64 text of it, and the reason that both functions have to name. */
const REJECTED: [string, string, string][] = [
  ['truncated base64', Buffer.from('{"id":"bad","count":1}').toString('base64').slice(0, 18), 'a JSON object'],
  ['no base64 at all', '%%%%', 'a JSON object, but the record is empty'],
  ['invalid UTF-8', Buffer.from('{"id":"bad\xff"}', 'latin1').toString('base64'), 'a JSON object in UTF-8'],
  ...([
    ['an array', '[{"id":"bad"}]', 'a JSON object'],
    ['a text', '"bad"', 'a JSON object'],
    ['null', 'null', 'a JSON object'],
    ['nothing', '', 'a JSON object, but the record is empty'],
    ['NaN', '{"id":"bad","distance":NaN}', 'a JSON object'],
    ['a number out of range', '{"id":"bad","count":2147483648}', 'count: integer'],
    ['a double out of range', '{"id":"bad","distance":1e400}', 'distance: double'],
    ['a day that does not exist', '{"id":"bad","day":"2019-02-29"}', 'day: date (yyyy-MM-dd)'],
    ['an instant that does not exist', '{"id":"bad","at":"2019-02-30T00:00:00Z"}', 'at: timestamp (ISO-8601 with Z or an offset, or epoch milliseconds)'],
    ['an open depth bomb', `{"id":"bad","more":${'{"a":'.repeat(deep)}`, 'a JSON object'],
    ['a depth bomb for a text', `{"id":${'['.repeat(deep)}${']'.repeat(deep)}}`, 'id: string'],
    ['1 MiB without an end', `{"id":"${'x'.repeat(1024 * 1024)}`, 'a JSON object'],
    ['the last of equal keys invalid', '{"id":"bad","count":1,"count":"many"}', 'count: integer'],
    ['wrong magic', changed(packed, 0), 'a JSON object'],
    ['a checksum that does not match', changed(packed, packed.length - 1), 'a JSON object'],
    ['an aggregate with a bad inner length', withDigest(Buffer.from([0x1a, 0x7f, 0x08, 0x00])), 'a JSON object'],
  ] as const).map(([what, data, reason]): [string, string, string] => [what, Buffer.from(data).toString('base64'), reason]),
];

const TAKEN: [string, string][] = [
  ['a text of 1 MiB', `{"id":"odd","unknown":"${'x'.repeat(1024 * 1024)}"}`],
  ['a depth bomb that closes', `{"id":"odd","unknown":${'['.repeat(deep)}${']'.repeat(deep)}}`],
  ['equal keys, of which the last is valid', '{"id":"bad","id":"odd"}'],
];

const before = Buffer.from('{"id":"before"}').toString('base64');
const after = Buffer.from('{"id":"after"}').toString('base64');

async function transform(base64: string) {
  const clock = new VirtualClock(60_000);
  const logged: object[] = [];
  const handler = createTransform({ schema, invalidRecords: 'ProcessingFailed' }, { log: (entry) => logged.push(entry), count: () => ({}), clock });
  const event = eventOf('', '', '');
  const { records } = await handler({ ...event, records: [before, base64, after].map((data, i) => ({ ...event.records[i], data })) }, clock);
  return { records, logged };
}

async function index(base64: string) {
  const search = new FakeSearch();
  const clock = new VirtualClock(60_000);
  const letters: { data: string; reasons: { field?: string; rule: string }[] }[] = [];
  const handler = createIndexer({ schemas: [{ schema, index: 'trips', invalidRecords: 'dead-letter' }] }, {
    environment: {
      STREAMS: JSON.stringify([{ arn: STREAM, schema: schema.name }]), SEARCH_ENDPOINT: '127.0.0.1:1', SEARCH_PROTOCOL: 'http', DEAD_LETTER_PREFIX: 'dead-letters/',
    },
    fetch: fakeFetch(search.reply).fetch,
    clock,
    log: () => undefined,
    count: () => ({}),
    putObject: async (_, body) => {
      letters.push(...body.split('\n').slice(0, -1).map((line) => JSON.parse(line)));
    },
  });
  const event: KinesisStreamEvent = {
    Records: [before, base64, after].map((data, i) => ({
      awsRegion: 'us-east-1',
      eventName: 'aws:kinesis:record',
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      invokeIdentityArn: 'arn:aws:iam::111111111111:role/x',
      eventID: `shardId-000000000000:${i}`,
      eventSourceARN: STREAM,
      kinesis: { kinesisSchemaVersion: '1.0', partitionKey: 'k', sequenceNumber: String(i), approximateArrivalTimestamp: 1, data },
    })),
  };
  const { batchItemFailures } = await clock.run(handler(event, clock));
  return { documents: [...search.documents.keys()], letters, batchItemFailures };
}

describe.each(REJECTED)('%s', (_, base64, reason) => {
  test('fails in the transform, whole and with its reason, and its neighbours are delivered', async () => {
    const { records, logged } = await transform(base64);
    expect(records.map(({ result }) => result)).toEqual(['Ok', 'ProcessingFailed', 'Ok']);
    expect(records[1].data).toBe(base64);
    expect(logged).toMatchObject([{ reasons: [{ reason }] }]);
  });

  test('is a dead letter of the indexer, whole and with its reason, and its neighbours are documents', async () => {
    const { documents, letters, batchItemFailures } = await index(base64);
    expect(documents).toEqual(['trips-000001/before', 'trips-000001/after']);
    expect(letters.map(({ data }) => data)).toEqual([Buffer.from(base64, 'base64').toString('base64')]);
    // bytes that mean nothing may look like several lines, each with the reason
    const reasons = letters[0].reasons.map(({ field: name, rule }) => name === undefined ? rule : `${name}: ${rule}`);
    expect([...new Set(reasons)]).toEqual([reason]);
    expect(batchItemFailures).toEqual([]);
  });
});

test.each(TAKEN)('%s is taken by both', async (_, data) => {
  const base64 = Buffer.from(data).toString('base64');
  expect((await transform(base64)).records.map(({ result }) => result)).toEqual(['Ok', 'Ok', 'Ok']);
  const { documents, letters } = await index(base64);
  expect(documents).toEqual(['trips-000001/before', 'trips-000001/odd', 'trips-000001/after']);
  expect(letters).toEqual([]);
});
