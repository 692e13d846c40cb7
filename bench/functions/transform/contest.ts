import type { FirehoseTransformationEvent, FirehoseTransformationResult } from 'aws-lambda';
import { fuzzedRecords } from './fuzz';
import { straightforwardHandler } from './straightforward';
import { tripRecords } from './trips';
import { taxiTrips } from '../../../examples/taxi/schema';
import { systemClock } from '../../../runtime/functions/shared/clock';
import { createHandler } from '../../../runtime/functions/transform/handler';
import { median } from '../../synth/median';

/** What the contest finds; each figure is the median of its rounds. */
export interface TransformFigures {
  readonly recordsPerCpuSecond: number;
  readonly straightforwardRecordsPerCpuSecond: number;
  readonly bareParseRecordsPerCpuSecond: number;
  readonly overStraightforward: number;
  readonly overBareParse: number;
  readonly rssGrowthMiB: number;
  /** For how many records the memory was watched. */
  readonly memoryRecords: number;
  readonly recordBytes: number;
  readonly verdicts: number;
}

type Contestant = (event: FirehoseTransformationEvent) => Promise<FirehoseTransformationResult | number>;

const ROUNDS = 15;
const RECORDS_A_ROUND = 60_000;
const TRIPS = 20_000;
const RECORDS_AN_EVENT = 2_000;
const VERDICTS = 200_000;
const SEED = 20190323;
const MIB = 1024 * 1024;

const handler = createHandler({ schema: taxiTrips._toConfig(), invalidRecords: 'ProcessingFailed' }, { log: () => undefined, count: () => ({}), clock: systemClock });
const transform = async (event: FirehoseTransformationEvent) => handler(event, { getRemainingTimeInMillis: () => 60_000 });

/** The least that any transform in JavaScript does. */
async function bareParse(event: FirehoseTransformationEvent): Promise<number> {
  let objects = 0;
  for (const { data } of event.records) {
    const parsed: unknown = JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
    if (parsed !== null) objects++;
  }
  return objects;
}

function eventsOf(records: readonly string[]): FirehoseTransformationEvent[] {
  const events: FirehoseTransformationEvent[] = [];
  for (let start = 0; start < records.length; start += RECORDS_AN_EVENT) {
    events.push({
      invocationId: String(start),
      deliveryStreamArn: 'arn:aws:firehose:us-east-1:111111111111:deliverystream/trips',
      region: 'us-east-1',
      records: records.slice(start, start + RECORDS_AN_EVENT).map((record, index) => (
        { recordId: String(start + index), approximateArrivalTimestamp: 0, data: Buffer.from(record).toString('base64') }
      )),
    });
  }
  return events;
}

/** @throws when the two judge a record differently: then their speeds say nothing. */
async function compareVerdicts(records: readonly string[]): Promise<number> {
  const seen = new Set<string>();
  for (const event of eventsOf(records)) {
    const [ours, theirs] = [await transform(event), await straightforwardHandler(event)];
    ours.records.forEach(({ recordId, result }, index) => {
      seen.add(result);
      const other = theirs.records[index];
      if (recordId !== other.recordId || result !== other.result) {
        throw new Error(`the transform says ${result} and the straightforward handler ${other.result} of ${records[Number(recordId)]}`);
      }
    });
  }
  if (seen.size < 2) throw new Error(`the records must be valid and invalid ones, got ${[...seen].join()} alone`);
  return records.length;
}

async function recordsPerCpuSecond(contestant: Contestant, events: readonly FirehoseTransformationEvent[], records: number): Promise<number> {
  const before = process.cpuUsage();
  let done = 0;
  for (let next = 0; done < records; next = (next + 1) % events.length) {
    await contestant(events[next]);
    done += events[next].records.length;
  }
  const { user, system } = process.cpuUsage(before);
  return done / (user + system) * 1e6;
}

async function rssGrowthMiB(events: readonly FirehoseTransformationEvent[], records: number): Promise<number> {
  // the first tenth fills the heap to the size that it then keeps
  await recordsPerCpuSecond(transform, events, records / 10);
  const before = process.memoryUsage.rss();
  await recordsPerCpuSecond(transform, events, records);
  return (process.memoryUsage.rss() - before) / MIB;
}

async function contest(memoryRecords: number): Promise<TransformFigures> {
  const records = await tripRecords(TRIPS);
  const verdicts = await compareVerdicts(Array.from({ length: VERDICTS / TRIPS }, (_, round) => fuzzedRecords(records, SEED + round)).flat());
  const events = eventsOf(records);
  const rounds: { readonly ours: number; readonly theirs: number; readonly bare: number }[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const measured = {
      ours: await recordsPerCpuSecond(transform, events, RECORDS_A_ROUND),
      theirs: await recordsPerCpuSecond(straightforwardHandler, events, RECORDS_A_ROUND),
      bare: await recordsPerCpuSecond(bareParse, events, RECORDS_A_ROUND),
    };
    // the first one compiles
    if (round > 0) rounds.push(measured);
  }
  return {
    recordsPerCpuSecond: Math.round(median(rounds.map(({ ours }) => ours))),
    straightforwardRecordsPerCpuSecond: Math.round(median(rounds.map(({ theirs }) => theirs))),
    bareParseRecordsPerCpuSecond: Math.round(median(rounds.map(({ bare }) => bare))),
    overStraightforward: median(rounds.map(({ ours, theirs }) => ours / theirs)),
    overBareParse: median(rounds.map(({ ours, bare }) => ours / bare)),
    rssGrowthMiB: await rssGrowthMiB(events, memoryRecords),
    memoryRecords,
    recordBytes: Math.round(records.join('').length / records.length),
    verdicts,
  };
}

contest(Number(process.argv[2])).then((figures) => process.send?.(figures), (error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
