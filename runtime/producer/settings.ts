import { codecOf, type Codec } from '../compressed-block';
import { InvalidOptionsError } from './errors';
import { RecordDistributionStrategy, StreamIdentity } from './kinesis-api';
import { checkOptions } from './option-checks';
import { CompressionOptions, KinesisProducerOptions } from './producer-options';
import { ResolvedRetryPolicy, resolveRetryPolicy } from './retry-policy';

export interface ResolvedCompression {
  readonly codec: Codec;
  readonly blockSize: number;
}

/** The options with every default filled in. */
export interface Settings {
  readonly stream: StreamIdentity;
  readonly recordMaxBufferedTime: number;
  readonly recordTtl: number;
  readonly recordMaxSize: number | undefined;
  readonly aggregationEnabled: boolean;
  readonly aggregationMaxCount: number;
  readonly aggregationMaxSize: number;
  readonly compression: ResolvedCompression | undefined;
  readonly collectionMaxCount: number;
  readonly collectionMaxSize: number;
  readonly recordDistributionStrategyDefault: RecordDistributionStrategy;
  readonly bufferMaxSize: number;
  readonly whenBufferFull: 'wait' | 'reject';
  readonly retryPolicy: ResolvedRetryPolicy;
  readonly strictOrder: boolean;
  readonly maxConnections: number;
  readonly requestTimeout: number;
}

/** @throws InvalidOptionsError with every problem found */
export function resolveSettings(options: KinesisProducerOptions): Settings {
  const problems = checkOptions(options);
  if (problems.length > 0) throw new InvalidOptionsError(problems);
  return {
    stream: options.streamArn === undefined ? { streamName: options.streamName } : { streamArn: options.streamArn },
    recordMaxBufferedTime: options.recordMaxBufferedTime ?? 100,
    recordTtl: options.recordTtl ?? 30_000,
    recordMaxSize: options.recordMaxSize,
    aggregationEnabled: options.aggregationEnabled ?? true,
    aggregationMaxCount: options.aggregationMaxCount ?? Infinity,
    aggregationMaxSize: options.aggregationMaxSize ?? 51_200,
    compression: resolveCompression(options.compression),
    collectionMaxCount: options.collectionMaxCount ?? 500,
    collectionMaxSize: options.collectionMaxSize ?? 5_242_880,
    recordDistributionStrategyDefault: options.recordDistributionStrategyDefault ?? 'USER_PARTITION_KEY',
    bufferMaxSize: options.bufferMaxSize ?? 16_777_216,
    whenBufferFull: options.whenBufferFull ?? 'wait',
    retryPolicy: resolveRetryPolicy(options.retryPolicy),
    strictOrder: options.strictOrder ?? false,
    maxConnections: options.maxConnections ?? 24,
    requestTimeout: options.requestTimeout ?? 6000,
  };
}

function resolveCompression(options: CompressionOptions | undefined): ResolvedCompression | undefined {
  const codec = options && codecOf(options.codec);
  return codec && { codec, blockSize: options.blockSize ?? 65_536 };
}
