import { Client } from '@opensearch-project/opensearch';
import type { KinesisStreamEvent } from 'aws-lambda';
import { taxiTrips } from '../../../examples/taxi/schema';
import { createHandler } from '../../../runtime/functions/indexer/handler';
import { systemClock } from '../../../runtime/functions/shared/clock';
import { searchMapping } from '../../../src/schema/search-mapping';
import { median } from '../../synth/median';
import { tripRecords } from '../transform/trips';

/** What the contest finds; each figure is the median of its rounds. */
export interface IndexerFigures {
  readonly documentsPerSecond: number;
  readonly helpersBulkDocumentsPerSecond: number;
  readonly overHelpersBulk: number;
}

type Contestant = (index: string) => Promise<void>;

const ROUNDS = 7;
const TRIPS = 20_000;
/** As many as the function puts into one bulk request: so both fill theirs, the helper with five megabytes. The event source takes up to 10,000. */
const RECORDS_AN_EVENT = 2_000;
/** An on-demand stream begins with as many, and each has its own invocation; the helper has five requests under way. */
const SHARDS = 4;
const STREAM = 'arn:aws:kinesis:us-east-1:111111111111:stream/trips';

function eventsOf(records: readonly string[]): KinesisStreamEvent[] {
  const all = records.map((data, at) => ({
    eventSource: 'aws:kinesis',
    eventVersion: '1.0',
    eventName: 'aws:kinesis:record',
    eventSourceARN: STREAM,
    awsRegion: 'us-east-1',
    eventID: `shardId-000000000000:${at}`,
    invokeIdentityArn: 'arn:aws:iam::111111111111:role/indexer',
    kinesis: {
      kinesisSchemaVersion: '1.0',
      partitionKey: String(at),
      sequenceNumber: String(at),
      approximateArrivalTimestamp: 1_553_372_469,
      data: Buffer.from(data).toString('base64'),
    },
  }));
  const events: KinesisStreamEvent[] = [];
  for (let start = 0; start < all.length; start += RECORDS_AN_EVENT) events.push({ Records: all.slice(start, start + RECORDS_AN_EVENT) });
  return events;
}

/** The indexer as it runs in the pipeline: it decodes, validates and writes documents by their id, for each shard one event after the other. */
function indexer(endpoint: string, events: readonly KinesisStreamEvent[]): Contestant {
  return async (index) => {
    const handler = createHandler({ schemas: [{ schema: taxiTrips._toConfig(), index, invalidRecords: 'dead-letter' }] }, {
      environment: {
        STREAMS: JSON.stringify([{ arn: STREAM, schema: taxiTrips.name }]), SEARCH_ENDPOINT: endpoint, SEARCH_PROTOCOL: 'http', DEAD_LETTER_PREFIX: 'dead-letters/',
      },
      fetch,
      clock: systemClock,
      log: () => undefined,
      count: () => ({}),
      putObject: async (key) => {
        throw new Error(`no trip of the contest is a dead letter, got ${key}`);
      },
    });
    const pending = [...events];
    const shard = async () => {
      for (let event = pending.shift(); event !== undefined; event = pending.shift()) {
        const { batchItemFailures } = await handler(event, { getRemainingTimeInMillis: () => 60_000 });
        if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} records were not indexed`);
      }
    };
    await Promise.all(Array.from({ length: SHARDS }, shard));
  };
}

/** The official client's helper with its defaults, handed documents that are objects already. */
function helpersBulk(client: Client, documents: readonly { readonly trip_id: string }[]): Contestant {
  return async (index) => {
    const { failed } = await client.helpers.bulk({
      datasource: [...documents],
      onDocument: ({ trip_id }) => ({ index: { _index: index, _id: trip_id } }),
    });
    if (failed > 0) throw new Error(`helpers.bulk could not index ${failed} documents`);
  };
}

async function contest(endpoint: string): Promise<IndexerFigures> {
  const client = new Client({ node: `http://${endpoint}` });
  // the generator makes every thousandth trip too cheap on purpose, which the schema refuses
  const records = (await tripRecords(TRIPS)).map((record) => record.replace('"fare":1.00', '"fare":2.50'));
  const contestants = {
    ours: indexer(endpoint, eventsOf(records)),
    theirs: helpersBulk(client, records.map((record): { trip_id: string } => JSON.parse(record))),
  };

  const documentsPerSecond = async (contestant: Contestant, index: string): Promise<number> => {
    const mappings = { dynamic: 'false', properties: searchMapping(taxiTrips) };
    const first = `${index}-000001`;
    const settings = { number_of_shards: 1, number_of_replicas: 0 };
    await client.transport.request({ method: 'PUT', path: `/${first}`, body: { settings, mappings, aliases: { [index]: { is_write_index: true } } } });
    const start = performance.now();
    await contestant(index);
    const seconds = (performance.now() - start) / 1000;
    await client.indices.refresh({ index });
    const { body: { count } } = await client.count({ index });
    if (count !== records.length) throw new Error(`${index} holds ${count} documents of ${records.length}`);
    await client.indices.delete({ index: first });
    return records.length / seconds;
  };

  const rounds: { readonly ours: number; readonly theirs: number }[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const ours = async () => documentsPerSecond(contestants.ours, `indexer-${round}`);
    const theirs = async () => documentsPerSecond(contestants.theirs, `helpers-bulk-${round}`);
    // each goes first in every other round; the first round warms all of them up
    const measured = round % 2 === 0 ? { ours: await ours(), theirs: await theirs() } : { theirs: await theirs(), ours: await ours() };
    if (round > 0) rounds.push(measured);
  }
  await client.close();
  return {
    documentsPerSecond: Math.round(median(rounds.map(({ ours }) => ours))),
    helpersBulkDocumentsPerSecond: Math.round(median(rounds.map(({ theirs }) => theirs))),
    overHelpersBulk: median(rounds.map(({ ours, theirs }) => ours / theirs)),
  };
}

contest(process.argv[2]).then((figures) => process.send?.(figures), (error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
