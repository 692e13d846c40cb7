import { parseArgs } from 'node:util';
import { KeyFields } from './row';
import type { CompressionCodec } from '../../compressed-block/compression-codec';
import type { CompressionOptions } from '../../producer/producer-options';
import { messageOf, UsageError } from '../usage-error';

/** What the command is to do. */
export interface ProduceOptions {
  /** Undefined for stdin. */
  readonly file: string | undefined;
  readonly format: 'ndjson' | 'csv';
  readonly fields: KeyFields;
  readonly streamName: string | undefined;
  readonly streamArn: string | undefined;
  readonly region: string | undefined;
  readonly endpoint: string | undefined;
  readonly strictOrder: boolean;
  readonly compression: CompressionOptions | undefined;
  readonly failed: string | undefined;
  readonly recordThroughput: string | undefined;
  /** Milliseconds. */
  readonly deadline: number;
  readonly json: boolean;
  readonly quiet: boolean;
}

export const HELP = `streaming-analytics-produce --stream NAME --partition-key FIELD [options] [FILE]
  Puts the rows of a file, or of stdin, into a Kinesis data stream: NDJSON as it stands, CSV with a header as JSON objects of strings, without blank cells.

  --stream NAME               the stream; or --stream-arn ARN
  --partition-key FIELD       field of a row whose value is its partition key
  --explicit-hash-key FIELD   field of a row whose value decides the shard instead
  --format ndjson|csv         (default: csv for a FILE that ends in .csv, else ndjson)
  --region REGION             (default: AWS_REGION, then that of the shared configuration)
  --endpoint URL              of an emulator or a VPC endpoint (default: the region's)
  --strict-order              keep the order of rows that have the same key
  --compression CODEC         compress records together: gzip, brotli, or zstd with Node 22.15 or newer; each consumer must open them
  --block-size BYTES          of records that are compressed together, 1024 to 1048576 (default: 65536)
  --failed FILE               write each row that is not in the stream there, as it stands in the input; lines above 10 MiB are named instead
  --record-throughput FILE    append what was written in each minute, for streaming-analytics-capacity
  --deadline SECONDS          after SIGINT or SIGTERM, for what is under way (default: 10)
  --json                      the summary as JSON
  --quiet                     no progress
  --help                      show this text

  Credentials come from the environment, as for every AWS tool. Progress and problems go to stderr, the summary to stdout.
  Exit code: 0 all rows acknowledged, 1 some not, 2 wrong usage or input that cannot be read, 130 or 143 ended by SIGINT or SIGTERM.`;

const OPTIONS = {
  'stream': { type: 'string' },
  'stream-arn': { type: 'string' },
  'partition-key': { type: 'string' },
  'explicit-hash-key': { type: 'string' },
  'format': { type: 'string' },
  'region': { type: 'string' },
  'endpoint': { type: 'string' },
  'strict-order': { type: 'boolean', default: false },
  'compression': { type: 'string' },
  'block-size': { type: 'string' },
  'failed': { type: 'string' },
  'record-throughput': { type: 'string' },
  'deadline': { type: 'string', default: '10' },
  'json': { type: 'boolean', default: false },
  'quiet': { type: 'boolean', default: false },
  'help': { type: 'boolean' },
} as const;

const CODECS: readonly CompressionCodec[] = ['gzip', 'brotli', 'zstd'];
const SMALLEST_BLOCK = 1024;
const LARGEST_BLOCK = 1_048_576;

/** @throws UsageError that lists every problem */
export function readOptions(args: string[]): ProduceOptions | 'help' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  const { 'partition-key': partitionKey, format, deadline, compression, 'block-size': blockSize } = values;
  const codec = CODECS.find((known) => known === compression);
  const [file = '-'] = positionals;
  const empty = Object.entries(values).filter(([, value]) => value === '').map(([name]) => `--${name}`);
  const problems = [
    ...((values.stream === undefined) === (values['stream-arn'] === undefined) ? ['one of --stream and --stream-arn must be given'] : []),
    ...(partitionKey === undefined ? ['--partition-key must name a field of the rows'] : []),
    ...(format === undefined || format === 'ndjson' || format === 'csv' ? [] : [`--format must be ndjson or csv, got ${JSON.stringify(format)}`]),
    ...(!compression || codec !== undefined ? [] : [`--compression must be gzip, brotli or zstd, got ${JSON.stringify(compression)}`]),
    ...(!blockSize || isBlockSize(blockSize) ? [] : [
      `--block-size must be a whole number of bytes from ${SMALLEST_BLOCK} to ${LARGEST_BLOCK}, got ${JSON.stringify(blockSize)}`,
    ]),
    ...(blockSize === undefined || compression !== undefined ? [] : ['--block-size belongs to --compression: give both, or neither']),
    ...(/^\d{1,6}$/.test(deadline) ? [] : [`--deadline must be a whole number of seconds, got ${JSON.stringify(deadline)}`]),
    ...(positionals.length <= 1 ? [] : [`one FILE at the most may be given, got ${positionals.join(' ')}`]),
    ...(empty.length === 0 ? [] : [`${empty.join(', ')} must have a value, got nothing`]),
  ];
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return {
    file: file === '-' ? undefined : file,
    format: format === 'csv' || (format === undefined && /\.csv$/i.test(file)) ? 'csv' : 'ndjson',
    fields: { partitionKey: partitionKey ?? '', explicitHashKey: values['explicit-hash-key'] },
    streamName: values.stream,
    streamArn: values['stream-arn'],
    region: values.region,
    endpoint: values.endpoint,
    strictOrder: values['strict-order'],
    compression: codec && { codec, blockSize: blockSize === undefined ? undefined : Number(blockSize) },
    failed: values.failed,
    recordThroughput: values['record-throughput'],
    deadline: Number(deadline) * 1000,
    json: values.json,
    quiet: values.quiet,
  };
}

function isBlockSize(text: string): boolean {
  return /^\d{1,7}$/.test(text) && Number(text) >= SMALLEST_BLOCK && Number(text) <= LARGEST_BLOCK;
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${messageOf(error)}\n\n${HELP}`);
  }
}
