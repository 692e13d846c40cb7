import type { KinesisStreamEvent } from 'aws-lambda';
import { FakeDomain } from './fake-domain';
import type { FuzzedFunction } from './fuzzed-function';
import { fuzzedSchema, record, type GeneratedRecord } from './records';
import { InvocationTime, fetchFrom, oneOf } from './service';
import type { Random } from '../../../examples/taxi/generator/random';
import { createHandler } from '../../../runtime/functions/indexer/handler';
import type { IndexerSchemaConfig } from '../../../src/search/indexer-config';

const STREAM = 'arn:aws:kinesis:us-east-1:111111111111:stream/trips';
const MOST_RECORDS = 6;
const INVOCATION_MILLISECONDS = [2_000, 6_000, 20_000];
const FAILED_PUTS_PER_TEN_THOUSAND = 300;

function eventOf(records: readonly GeneratedRecord[]): KinesisStreamEvent {
  return {
    Records: records.map(({ base64 }, place) => ({
      awsRegion: 'us-east-1',
      eventName: 'aws:kinesis:record',
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      invokeIdentityArn: 'arn:aws:iam::111111111111:role/x',
      eventID: `shardId-000000000003:${sequenceNumber(place)}`,
      eventSourceARN: STREAM,
      kinesis: { kinesisSchemaVersion: '1.0', partitionKey: 'key', sequenceNumber: sequenceNumber(place), approximateArrivalTimestamp: 1553372469.123, data: base64 },
    })),
  };
}

function sequenceNumber(place: number): string {
  return String(4_962_000 + place);
}

/** What a dead letter keeps of user records: their bytes as base64, in the object of their record. */
class DeadLetters {
  private readonly kept = new Map<string, Set<string>>();

  put(key: string, body: string): void {
    const [, place] = /\/(\d+)\.json$/.exec(key) ?? [];
    this.kept.set(place, new Set(body.split('\n').slice(0, -1).map((line) => String(JSON.parse(line).data))));
  }

  has(place: string, data: Buffer): boolean {
    return this.kept.get(place)?.has(data.toString('base64')) === true;
  }
}

/** What surrounds the function during one event. */
interface Surroundings {
  readonly random: Random;
  readonly domain: FakeDomain;
  readonly letters: DeadLetters;
  readonly time: InvocationTime;
}

/** The function is warm: it lives through all events, each with other surroundings. */
class WarmIndexer {
  private surroundings?: Surroundings;
  private readonly handler: ReturnType<typeof createHandler>;

  constructor(invalidRecords: IndexerSchemaConfig['invalidRecords']) {
    this.handler = createHandler({ schemas: [{ schema: fuzzedSchema, index: 'trips', invalidRecords }] }, {
      environment: {
        STREAMS: JSON.stringify([{ arn: STREAM, schema: fuzzedSchema.name }]), SEARCH_ENDPOINT: 'search', SEARCH_PROTOCOL: 'http', DEAD_LETTER_PREFIX: 'dead-letters/',
      },
      fetch: fetchFrom((url, body) => this.now.domain.answer(url, body)),
      clock: { sleep: async (milliseconds, signal) => this.now.time.sleep(milliseconds, signal), random: () => this.now.time.random() },
      log: () => undefined,
      count: () => ({}),
      putObject: async (key, body) => {
        if (this.now.random.chance(FAILED_PUTS_PER_TEN_THOUSAND)) throw new Error('503 Slow Down');
        this.now.letters.put(key, body);
      },
    });
  }

  async handle(event: KinesisStreamEvent, surroundings: Surroundings) {
    this.surroundings = surroundings;
    return this.handler(event, surroundings.time);
  }

  private get now(): Surroundings {
    if (this.surroundings === undefined) throw new Error('no event is under way');
    return this.surroundings;
  }
}

const INDEXERS = { 'skip': new WarmIndexer('skip'), 'dead-letter': new WarmIndexer('dead-letter') };

async function tryOne(random: Random) {
  const generated = Array.from({ length: random.integer(0, MOST_RECORDS) }, () => record(random));
  const invalidRecords = oneOf(['skip', 'dead-letter'] as const, random);
  const domain = new FakeDomain(random);
  const letters = new DeadLetters();
  const time = new InvocationTime(oneOf(INVOCATION_MILLISECONDS, random), random);
  const { batchItemFailures } = await INDEXERS[invalidRecords].handle(eventOf(generated), { random, domain, letters, time });
  const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  const places = generated.map((_, place) => sequenceNumber(place));
  const inOrder = places.filter((place) => failed.includes(place));
  const outcomes: string[] = [];
  const trial = { records: generated.length, outcomes };
  if (inOrder.join() !== failed.join()) return { ...trial, problem: `the failures ${failed.join()} of ${places.join()}` };
  for (const [place, { userRecords = [] }] of generated.entries()) {
    const retried = failed.includes(places[place]);
    for (const { id, data } of userRecords) {
      const ends = [
        ...id !== undefined && domain.documents.has(id) ? ['document'] : [],
        ...letters.has(places[place], data) ? ['dead letter'] : [],
        ...retried ? ['to be delivered again'] : [],
        ...id === undefined && invalidRecords === 'skip' ? ['skipped'] : [],
      ];
      if (ends.length === 0) return { ...trial, problem: `${data.toString().slice(0, 2000)} has no end (${invalidRecords}): ${JSON.stringify(domain.said)}` };
      outcomes.push(ends[0]);
    }
  }
  return trial;
}

/** The indexer: each user record is a document, a dead letter, skipped where that was chosen, or to be delivered again. */
export const INDEXER: FuzzedFunction = { name: 'indexer', tryOne };
