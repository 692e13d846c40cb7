import type { Agent } from 'node:http';
import { KinesisApi, RecordDistributionStrategy } from './kinesis-api';
import type { CompressionCodec } from '../compressed-block/compression-codec';
import { MetricsOptions } from './metrics/metrics-options';
import { RetryPolicy } from './retry-policy';

/** Keys that sign requests. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** @default - long-lived keys */
  readonly sessionToken?: string;
  /** When to ask the provider function again. @default - never */
  readonly expiration?: Date;
}

/** How records are compressed. */
export interface CompressionOptions {
  /**
   * `brotli` costs least and compresses JSON best of the two that every Node has; `gzip` is what every language reads without a library; `zstd` takes
   * Node 22.15 or newer, on the reading side too. Each at its fastest level.
   */
  readonly codec: CompressionCodec;
  /**
   * Bytes of records that are compressed together, 1024 to 1048576; a record that is larger makes a block of its own. Larger blocks compress better,
   * and are a coarser unit for consumers: AWS Lambda and Firehose give one verdict for a block.
   *
   * @default 65536
   */
  readonly blockSize?: number;
}

/** Options of `KinesisProducer`; names and defaults are those of the Kinesis Producer Library where it has them. */
export interface KinesisProducerOptions extends MetricsOptions {
  /** @default - streamArn is given */
  readonly streamName?: string;
  /** @default - streamName is given */
  readonly streamArn?: string;
  /** @default - that of streamArn, else what the AWS SDK finds in the environment (`AWS_REGION`, shared configuration) */
  readonly region?: string;
  /** URL of the service, `http://` or `https://`. @default - the region's endpoint */
  readonly endpoint?: string;
  /** Keys, or a function that gives current ones. @default - the AWS SDK's default chain: environment, shared files, container, instance */
  readonly credentials?: AwsCredentials | (() => Promise<AwsCredentials>);
  /**
   * Opens the connections, for example through a proxy: an agent of `node:https`, or of `node:http` for an endpoint that begins with `http://`. Let it keep
   * connections alive, and have at least `maxConnections` of them. `close` destroys it.
   *
   * @default - an agent of its own
   */
  readonly agent?: Agent;
  /** Makes the calls instead of the bundled AWS SDK; then region, endpoint, credentials, agent and connectTimeout stay unset. @default - the AWS SDK */
  readonly client?: KinesisApi;

  /**
   * Milliseconds a record waits at most for others to share an aggregate and a request with.
   *
   * @default 100
   */
  readonly recordMaxBufferedTime?: number;
  /**
   * Milliseconds after which a record that is not delivered is given up; a call that is under way then is waited for, `requestTimeout` at most.
   * Time spent waiting for room in the buffer does not count.
   *
   * @default 30000
   */
  readonly recordTtl?: number;
  /**
   * Bytes of data and partition key in one record, at most 10485760: https://docs.aws.amazon.com/streams/latest/dev/large-records.html.
   *
   * @default - what the stream says, else 1048576
   */
  readonly recordMaxSize?: number;

  /**
   * Pack several user records into one Kinesis record. Off by itself while the stream's record distribution strategy is AUTO:
   * consumers with the Kinesis Client Library would drop what lands on another shard than its key says.
   *
   * @default true
   */
  readonly aggregationEnabled?: boolean;
  /** User records in one aggregate, those in compressed blocks counted one by one. @default - no limit but aggregationMaxSize */
  readonly aggregationMaxCount?: number;
  /** Bytes of one aggregate, 64 to 10485760; a record that is too large for it goes alone. @default 51200 */
  readonly aggregationMaxSize?: number;
  /**
   * Compress records of the same shard together into blocks, each of which is one user record of an aggregate. Consumers must understand them:
   * `readRecords` does, and so do the functions of a pipeline with `ingestion.compressedRecords`; others see the blocks as they are. A record still
   * waits for `recordMaxBufferedTime` at most, and is acknowledged and tried again with the Kinesis record it is in. Needs aggregation.
   *
   * @default - records travel as they are
   */
  readonly compression?: CompressionOptions;
  /**
   * Kinesis records in one PutRecords request, 1 to 500: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html.
   *
   * @default 500
   */
  readonly collectionMaxCount?: number;
  /** Bytes of one PutRecords request, 51200 to 10485760. A record that is larger goes alone. @default 5242880 */
  readonly collectionMaxSize?: number;
  /**
   * What to assume when the stream does not say (no permission for `kinesis:DescribeStreamSummary`, or an emulator that does not know it).
   *
   * @default 'USER_PARTITION_KEY'
   */
  readonly recordDistributionStrategyDefault?: RecordDistributionStrategy;

  /**
   * Bytes that records which wait for delivery may take: data, partition key, and for each record of `put` 256 bytes (of `putMany` 16) of notes.
   *
   * @default 16777216
   */
  readonly bufferMaxSize?: number;
  /**
   * What `put` does when the buffer is full: `wait` for room, in the order of the calls, or `reject` with a `BufferFullError`.
   *
   * @default 'wait'
   */
  readonly whenBufferFull?: 'wait' | 'reject';

  /** @default - throttles and faults are tried again until recordTtl, with exponential back-off and full jitter */
  readonly retryPolicy?: RetryPolicy;

  /**
   * Write the records of a partition key in the order of their puts, through retries and reshards, too. Then one Kinesis record at a time is
   * under way for each shard (for each partition key without aggregation), which bounds the throughput to one aggregate per round trip and shard.
   * A record that is given up leaves a gap and lets the next ones go. A record may come twice, as always: then again behind later ones.
   *
   * @default false
   */
  readonly strictOrder?: boolean;

  /** PutRecords requests at the same time, 1 to 256. @default 24 */
  readonly maxConnections?: number;
  /** Milliseconds to wait for a connection. @default 6000 */
  readonly connectTimeout?: number;
  /** Milliseconds to wait for the whole answer to a request, connecting included. @default 6000 */
  readonly requestTimeout?: number;
}
