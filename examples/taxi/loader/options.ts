import { parseArgs } from 'node:util';
import { UsageError } from './usage-error';
import { DEFAULT_SEED } from '../generator';
import { messageOf } from '../message-of';
import { KINDS } from '../poison/kinds';

/** Where trips come from. */
export type TripsOption =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'generated'; readonly records: number; readonly seed: number }
  | { readonly kind: 'bucket'; readonly key: string };

export interface SourceOptions {
  readonly trips: TripsOption;
  /** Undefined where the stack has none: the file is then loaded without being kept. */
  readonly datasetBucket?: string;
  readonly region?: string;
  readonly endpoint?: string;
}

/** Only look at the trips. */
export interface CheckOptions extends SourceOptions {
  readonly check: true;
}

export interface LoadOptions extends SourceOptions {
  /** How many times faster than they happened; undefined for as fast as the stream takes them. */
  readonly speedUp?: number;
  /** How many records that are no trips to put among them. */
  readonly poison: number;
  /** Whether trips are compressed together, for a pipeline with `ingestion.compressedRecords`. */
  readonly compressed: boolean;
  readonly report?: string;
  readonly streamName: string;
}

const MOST_POISON = 1_000_000;

export const HELP = `tsx load.ts (--trips FILE | --records N | --from-bucket KEY) [options]
  Puts taxi trips on the stream that STREAM_NAME names. A file, given or generated, is first kept in the bucket that DATASET_BUCKET names, if any.

  --trips FILE        read this CSV file
  --records N         generate N trips, 1 to 100000000
  --seed S            whole number that decides which trips are generated (default: ${DEFAULT_SEED})
  --from-bucket KEY   read this object of the dataset bucket, for example trips/taxis.csv
  --speed-up X        replay the trips' own times, X times faster (default: as fast as the stream takes them)
  --poison N          put N broken records among them, of ${KINDS.length} kinds, to see what the pipeline does with them; 0 to ${MOST_POISON} (default: 0)
  --compressed        compress trips together, for a stack deployed with -c compressed=true
  --check             only say whether there are trips to read: needs no stream and puts nothing
  --report FILE       write the counts as JSON
  --help              show this text

  Credentials and region come from the environment, as for every AWS tool.
  Exit code: 0 all trips acknowledged (broken rows are reported and counted), 1 something failed, 2 wrong usage.`;

const OPTIONS = {
  'trips': { type: 'string' },
  'records': { type: 'string' },
  'seed': { type: 'string' },
  'from-bucket': { type: 'string' },
  'speed-up': { type: 'string' },
  'poison': { type: 'string' },
  'compressed': { type: 'boolean', default: false },
  'check': { type: 'boolean' },
  'report': { type: 'string' },
  'help': { type: 'boolean' },
} as const;

const MOST_RECORDS = 100_000_000;
const LARGEST_SEED = 2 ** 31 - 1;

/**
 * Reads arguments and environment.
 *
 * @throws UsageError that lists every problem
 */
export function readOptions(args: string[], environment: NodeJS.ProcessEnv): LoadOptions | CheckOptions | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  const problems: string[] = [];
  const trips = tripsOption(values, problems);
  const speedUp = numberOf('--speed-up', values['speed-up'], problems);
  const poison = wholeNumberOf('--poison', values.poison ?? '0', 0, MOST_POISON, problems);
  const { STREAM_NAME: streamName = '', DATASET_BUCKET: datasetBucket } = environment;
  if (!streamName && !values.check) problems.push('STREAM_NAME must be set in the environment, to the name of the stream among the stack\'s outputs');
  if (trips?.kind === 'bucket' && !datasetBucket) {
    problems.push('DATASET_BUCKET must be set in the environment for --from-bucket, to the name of the bucket among the stack\'s outputs');
  }
  if (values.report === '') problems.push('--report must name a file, got nothing');
  if (problems.length > 0 || trips === undefined) throw new UsageError(problems.join('\n'));
  const source: SourceOptions = {
    trips,
    datasetBucket: datasetBucket || undefined,
    region: environment.AWS_REGION || undefined,
    endpoint: environment.AWS_ENDPOINT_URL || undefined,
  };
  return values.check ? { ...source, check: true } : { ...source, speedUp, poison, compressed: values.compressed, report: values.report, streamName };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError(`${messageOf(error)}\n\n${HELP}`);
  }
}

function tripsOption(values: ReturnType<typeof parse>, problems: string[]): TripsOption | undefined {
  const { trips, records, seed, 'from-bucket': key } = values;
  const given = Object.entries({ '--trips': trips, '--records': records, '--from-bucket': key }).filter(([, value]) => value !== undefined);
  if (given.length !== 1) {
    problems.push(`one of --trips, --records and --from-bucket must be given, got ${given.map(([name]) => name).join(' and ') || 'none'}`);
    return undefined;
  }
  const [[name, value]] = given;
  if (value === '') problems.push(`${name} must have a value, got nothing`);
  if (seed !== undefined && records === undefined) problems.push('--seed belongs to --records: leave it out or generate trips');
  if (trips !== undefined) return { kind: 'file', file: trips };
  if (key !== undefined) return { kind: 'bucket', key };
  return {
    kind: 'generated',
    records: wholeNumberOf('--records', records ?? '', 1, MOST_RECORDS, problems),
    seed: wholeNumberOf('--seed', seed ?? String(DEFAULT_SEED), 0, LARGEST_SEED, problems),
  };
}

function wholeNumberOf(name: string, value: string, minimum: number, maximum: number, problems: string[]): number {
  const number = /^\d+$/.test(value) ? Number(value) : NaN;
  if (!(number >= minimum && number <= maximum)) {
    problems.push(`${name} must be a whole number from ${minimum} to ${maximum}, got ${JSON.stringify(value)}`);
  }
  return number;
}

function numberOf(name: string, value: string | undefined, problems: string[]): number | undefined {
  if (value === undefined) return undefined;
  const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : NaN;
  if (!(number > 0 && Number.isFinite(number))) problems.push(`${name} must be a number above 0 such as 1 or 3600, got ${JSON.stringify(value)}`);
  return number;
}
