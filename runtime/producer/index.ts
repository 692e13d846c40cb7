/** Puts records into Kinesis data streams: `import { KinesisProducer } from 'streaming-analytics-pipeline/producer'`. */
export * from '../consumer';
export type { CompressionCodec } from '../compressed-block';
export * from './errors';
export type { Statistics } from './distribution';
export * from './kinesis-api';
export { type CloseOptions, KinesisProducer, type PutAllResult } from './kinesis-producer';
export type { ProducerMetrics } from './metrics';
export type { AwsCredentials, CompressionOptions, KinesisProducerOptions } from './producer-options';
export type { ProducerRecord } from './producer-record';
export type { PutFailure, PutReceipt } from './put-receipt';
export type { Attempt, PutResult } from './put-result';
export type { SinkOptions } from './record-writable';
export type { Backoff, FailedAttempt, RetryPolicy } from './retry-policy';
