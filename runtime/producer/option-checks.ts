import { CODEC_NAMES, codecOf } from '../compressed-block';
import { checkMetricsOptions } from './metrics/metrics-checks';
import { PendingRecord } from './pending-put';
import { KinesisProducerOptions } from './producer-options';
import { Backoff } from './retry-policy';

const STREAM_NAME = /^[a-zA-Z0-9_.-]{1,128}$/;
const STREAM_ARN = /^arn:aws[a-z-]*:kinesis:[a-z0-9-]+:\d{12}:stream\/[a-zA-Z0-9_.-]{1,128}$/;
const LARGEST_RECORD = 10_485_760;
const DEFAULT_RECORD = 1_048_576;
/** setTimeout counts in 32 bits. */
const LONGEST_TIME = 2 ** 31 - 1;

interface Range {
  readonly minimum: number;
  readonly maximum: number;
}

const INTEGERS: Partial<Record<keyof KinesisProducerOptions, Range>> = {
  recordMaxBufferedTime: { minimum: 0, maximum: LONGEST_TIME },
  recordTtl: { minimum: 1, maximum: LONGEST_TIME },
  recordMaxSize: { minimum: 1, maximum: LARGEST_RECORD },
  aggregationMaxCount: { minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
  aggregationMaxSize: { minimum: 64, maximum: LARGEST_RECORD },
  collectionMaxCount: { minimum: 1, maximum: 500 },
  collectionMaxSize: { minimum: 51_200, maximum: 10_485_760 },
  bufferMaxSize: { minimum: DEFAULT_RECORD + PendingRecord.OVERHEAD, maximum: Number.MAX_SAFE_INTEGER },
  maxConnections: { minimum: 1, maximum: 256 },
  connectTimeout: { minimum: 1, maximum: LONGEST_TIME },
  requestTimeout: { minimum: 1, maximum: LONGEST_TIME },
  metricsUploadDelay: { minimum: 1000, maximum: LONGEST_TIME },
};

const BLOCK_SIZE: Range = { minimum: 1024, maximum: 1_048_576 };

const CHOICES: Partial<Record<keyof KinesisProducerOptions, readonly unknown[]>> = {
  aggregationEnabled: [true, false],
  strictOrder: [true, false],
  whenBufferFull: ['wait', 'reject'],
  recordDistributionStrategyDefault: ['USER_PARTITION_KEY', 'AUTO'],
  metricsLevel: ['none', 'summary', 'detailed'],
  metricsGranularity: ['global', 'stream', 'shard'],
};

const OF_THE_BUNDLED_CLIENT = ['region', 'endpoint', 'credentials', 'agent', 'connectTimeout'] as const;

/** Every problem with the options, each with the property, what came and what is allowed. */
export function checkOptions(options: KinesisProducerOptions): string[] {
  return [
    ...checkStream(options),
    ...checkRegion(options),
    ...checkEndpoint(options),
    ...checkAgent(options),
    ...Object.entries(INTEGERS).flatMap(([name, range]) => checkInteger(name, Reflect.get(options, name), range)),
    ...Object.entries(CHOICES).flatMap(([name, allowed]) => checkChoice(name, Reflect.get(options, name), allowed)),
    ...checkCompression(options),
    ...checkTimes(options),
    ...checkBackoff('retryPolicy.throttle', options.retryPolicy?.throttle),
    ...checkBackoff('retryPolicy.fault', options.retryPolicy?.fault),
    ...checkClient(options),
    ...checkMetricsOptions(options),
  ];
}

function checkStream({ streamName, streamArn }: KinesisProducerOptions): string[] {
  if ((streamName === undefined) === (streamArn === undefined)) {
    return [`give exactly one of streamName and streamArn, got ${streamName === undefined ? 'neither' : 'both'}`];
  }
  if (streamName !== undefined && !matches(STREAM_NAME, streamName)) {
    return [`streamName is ${show(streamName)}, allowed are 1 to 128 letters, digits, "_", "." and "-"`];
  }
  if (streamArn !== undefined && !matches(STREAM_ARN, streamArn)) {
    return [`streamArn is ${show(streamArn)}, expected is arn:aws:kinesis:<region>:<account>:stream/<name>`];
  }
  return [];
}

function checkRegion({ region, streamArn }: KinesisProducerOptions): string[] {
  if (region === undefined || streamArn === undefined || !matches(STREAM_ARN, streamArn) || streamArn.split(':')[3] === region) return [];
  return [`region is ${show(region)}, but the stream of streamArn is in ${show(streamArn.split(':')[3])}: leave region out`];
}

function checkEndpoint({ endpoint }: KinesisProducerOptions): string[] {
  if (endpoint === undefined || (matches(/^https?:\/\//, endpoint) && URL.canParse(endpoint))) return [];
  return [`endpoint is ${show(endpoint)}, expected is a URL that begins with https:// or http://`];
}

function checkAgent({ agent }: KinesisProducerOptions): string[] {
  if (agent === undefined || (typeof agent === 'object' && agent !== null && typeof agent.destroy === 'function')) return [];
  return [`agent is ${show(agent)}, expected is an agent of node:http or node:https`];
}

function checkInteger(name: string, value: unknown, { minimum, maximum }: Range): string[] {
  if (value === undefined) return [];
  if (typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum) return [];
  return [`${name} is ${show(value)}, allowed are whole numbers from ${minimum} to ${maximum}`];
}

function checkChoice(name: string, value: unknown, allowed: readonly unknown[]): string[] {
  return value === undefined || allowed.includes(value) ? [] : [`${name} is ${show(value)}, allowed are ${allowed.map(show).join(' and ')}`];
}

function checkCompression({ compression, aggregationEnabled }: KinesisProducerOptions): string[] {
  if (compression === undefined) return [];
  const { codec, blockSize }: { codec?: unknown; blockSize?: unknown } = Object(compression);
  const known = CODEC_NAMES.find((name) => name === codec);
  return [
    ...(known === undefined ? [`compression.codec is ${show(codec)}, allowed are ${CODEC_NAMES.map(show).join(', ')}`] : []),
    ...(known !== undefined && codecOf(known) === undefined
      ? [`compression.codec is ${show(known)}, which takes Node 22.15 or newer, this is ${process.version}: use another codec, or a newer Node`] : []),
    ...checkInteger('compression.blockSize', blockSize, BLOCK_SIZE),
    ...(aggregationEnabled === false ? ['compression needs aggregation, but aggregationEnabled is false: leave out one or the other'] : []),
  ];
}

function checkTimes({ recordMaxBufferedTime = 100, recordTtl = 30_000 }: KinesisProducerOptions): string[] {
  if (!(recordMaxBufferedTime >= recordTtl)) return [];
  return [`recordMaxBufferedTime is ${recordMaxBufferedTime}, it must be less than recordTtl, which is ${recordTtl}: records would expire unsent`];
}

function checkBackoff(name: string, backoff: Backoff | undefined): string[] {
  return [
    ...checkInteger(`${name}.maxAttempts`, backoff?.maxAttempts === Infinity ? undefined : backoff?.maxAttempts,
      { minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    ...checkInteger(`${name}.baseDelay`, backoff?.baseDelay, { minimum: 0, maximum: LONGEST_TIME }),
    ...checkInteger(`${name}.maxDelay`, backoff?.maxDelay, { minimum: 0, maximum: LONGEST_TIME }),
  ];
}

function checkClient(options: KinesisProducerOptions): string[] {
  if (options.client === undefined) return [];
  const useless = OF_THE_BUNDLED_CLIENT.filter((name) => options[name] !== undefined);
  return useless.length === 0 ? [] : [`${useless.join(', ')} would have no effect together with client: configure the client itself`];
}

function matches(pattern: RegExp, value: unknown): boolean {
  return typeof value === 'string' && pattern.test(value);
}

function show(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
