import { writeFile } from 'node:fs/promises';
import type { DatasetBucket, DatasetBucketProps } from './dataset-bucket';
import { Display, displayOn, inWords } from './display';
import { HELP, LoadOptions, readOptions } from './options';
import { PoisonProducer, Poisoner } from './poisoner';
import { Clock, replay } from './replay';
import { MOST_FAILURES_IN_A_ROW, TripLoader, TripProducer } from './trip-loader';
import { OpenedTrips, TripsSource, tripsSource } from './trips-source';
import { UsageError } from './usage-error';
import { messageOf } from '../message-of';
import { readTrips } from '../trips/read-trips';
import { TripsError } from '../trips/trips-error';

/** What the program meets outside itself. */
export interface Surroundings {
  readonly environment: NodeJS.ProcessEnv;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly clock: Clock;
  /** Aborted when the program is to end: what was put until then is still delivered. */
  readonly signal: AbortSignal;
  /** @param packing whether it packs several records into one of the stream's. */
  createProducer(options: LoadOptions, packing: boolean): TripProducer & PoisonProducer & { close(): Promise<void> };
  createBucket(props: DatasetBucketProps): Pick<DatasetBucket, 'store' | 'open' | 'close'>;
}

/** How many broken rows, and how many reasons for failure, are shown one by one. */
const MOST_SHOWN = 20;

/** Runs the loader and answers with its exit code. */
export async function run(args: string[], surroundings: Surroundings): Promise<number> {
  const display = displayOn(surroundings.stderr, () => surroundings.clock.now());
  try {
    const options = readOptions(args, surroundings.environment);
    if (options === 'help') {
      display.line(HELP);
      return 0;
    }
    const { datasetBucket: bucketName, region, endpoint } = options;
    const bucket = bucketName === undefined ? undefined : surroundings.createBucket({ bucketName, region, endpoint });
    try {
      const source = tripsSource(options.trips, bucket);
      if ('check' in options) {
        await check(source);
        return 0;
      }
      await keepOriginal(source, bucket, display);
      return await load(source, options, surroundings, display);
    } finally {
      bucket?.close();
    }
  } catch (error) {
    display.line(messageOf(error));
    return error instanceof UsageError ? 2 : 1;
  } finally {
    display.close();
  }
}

/** @throws TripsError unless the source has a header that fits, and a row. */
async function check(source: TripsSource): Promise<void> {
  await using(source, async ({ content }) => readTrips(content).next());
}

async function keepOriginal(source: TripsSource, bucket: Pick<DatasetBucket, 'store'> | undefined, display: Display): Promise<void> {
  const { datasetKey } = source;
  if (datasetKey === undefined || bucket === undefined) return;
  // what is no file of trips should not come into the bucket
  await check(source);
  display.line(`keeping ${source.name} as ${datasetKey} in the dataset bucket`);
  await using(source, async ({ content }) => bucket.store(datasetKey, content));
}

async function load(source: TripsSource, options: LoadOptions, surroundings: Surroundings, display: Display): Promise<number> {
  const { clock, signal } = surroundings;
  const producer = surroundings.createProducer(options, true);
  const plain = options.poison === 0 ? undefined : surroundings.createProducer(options, false);
  return using(source, async ({ content, fractionRead }) => {
    const reasons = new Set<string>();
    const loader = new TripLoader(producer, {
      rejected: (line, problem) => {
        if (loader.counts.rejected <= MOST_SHOWN) display.line(`${source.name}, line ${line}: ${problem}`);
      },
      failed: (tripId, error) => {
        const reason = messageOf(error);
        if (reasons.has(reason) || reasons.size === MOST_SHOWN) return;
        reasons.add(reason);
        display.line(`trip ${tripId} failed: ${reason}`);
      },
      progress: (counts) => display.update(fractionRead(counts.read), counts),
    });
    const poisoner = plain && new Poisoner(options.poison, producer, plain, (kind, error) => {
      display.line(`a poison record (${kind}) failed: ${messageOf(error)}`);
    });
    const read = readTrips(content);
    const rows = options.speedUp === undefined ? read : replay(read, options.speedUp, clock, signal);
    try {
      await loader.load(poisoner === undefined ? rows : poisoner.among(rows, fractionRead), signal);
    } finally {
      await poisoner?.flush();
      await producer.close();
      await plain?.close();
      display.line(`${source.name}: ${inWords(loader.counts)}${signal.aborted ? ', interrupted' : ''}`);
      if (loader.hopeless) display.line(`stopped reading, since ${MOST_FAILURES_IN_A_ROW} trips in a row had failed`);
      if (poisoner !== undefined) display.line(`poison: ${poisoner.acknowledged.length} acknowledged, ${poisoner.failed} failed`);
      const report = poisoner === undefined ? loader.counts : { ...loader.counts, poison: poisoner.acknowledged };
      if (options.report !== undefined) await writeFile(options.report, `${JSON.stringify(report)}\n`);
    }
    return signal.aborted || loader.counts.failed + (poisoner?.failed ?? 0) > 0 || loader.counts.acknowledged === 0 ? 1 : 0;
  });
}

/** Opens the trips for one use, and names them in the error when they cannot be read. */
async function using<T>(source: TripsSource, use: (trips: OpenedTrips) => Promise<T>): Promise<T> {
  try {
    const trips = await source.open();
    try {
      return await use(trips);
    } finally {
      trips.close();
    }
  } catch (error) {
    throw error instanceof TripsError ? new TripsError(`${source.name} ${error.message}`) : error;
  }
}
