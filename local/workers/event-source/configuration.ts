import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { RecordFilter } from './record-filter';
import type { StartingPosition } from '../shard-reader';

/**
 * An event source mapping of a Kinesis stream, with the service's defaults filled in.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
 */
export interface MappingConfiguration {
  readonly id: string;
  readonly functionArn: string;
  readonly streamArn: string;
  /** The function's role: the mapping reads with it. */
  readonly roleArn: string;
  readonly position: StartingPosition;
  readonly batchSize: number;
  readonly batchingWindowMillis: number;
  readonly reportsBatchItemFailures: boolean;
  readonly bisects: boolean;
  /** Infinity: until the record expires. */
  readonly retryAttempts: number;
  /** Infinity: as long as the stream keeps the record. */
  readonly recordAgeMillis: number;
  /** Batches of a shard at a time. */
  readonly parallelization: number;
  /** Only records that one of them takes are invoked with; all, without any. */
  readonly filters: readonly RecordFilter[];
  /** ARN of what keeps records that are given up. */
  readonly onFailure?: string;
}

/**
 * @param roleArn of the function.
 * @throws when the mapping needs what the local run does not do: it would show something else than the service.
 */
export function readMapping(mapping: EventSourceMappingConfiguration, roleArn: string): MappingConfiguration {
  const { UUID = '', FunctionArn = '', EventSourceArn = '', StartingPosition: from = 'LATEST' } = mapping;
  const missing = [
    (mapping.TumblingWindowInSeconds ?? 0) > 0 ? 'TumblingWindowInSeconds' : undefined,
    EventSourceArn.includes('/consumer/') ? 'an enhanced fan-out consumer as its source' : undefined,
  ].filter((what) => what !== undefined);
  if (missing.length > 0) throw new Error(`the event source mapping of ${FunctionArn} uses ${missing.join(' and ')}, which the local run does not do`);
  return {
    id: UUID,
    functionArn: FunctionArn,
    streamArn: EventSourceArn,
    roleArn,
    position: { type: from, timestamp: mapping.StartingPositionTimestamp },
    batchSize: mapping.BatchSize ?? 100,
    batchingWindowMillis: (mapping.MaximumBatchingWindowInSeconds ?? 0) * 1000,
    reportsBatchItemFailures: mapping.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
    bisects: mapping.BisectBatchOnFunctionError ?? false,
    retryAttempts: limit(mapping.MaximumRetryAttempts),
    recordAgeMillis: limit(mapping.MaximumRecordAgeInSeconds) * 1000,
    parallelization: mapping.ParallelizationFactor ?? 1,
    filters: (mapping.FilterCriteria?.Filters ?? []).map(({ Pattern = '{}' }) => new RecordFilter(Pattern)),
    onFailure: mapping.DestinationConfig?.OnFailure?.Destination,
  };
}

/** The API's -1, which is its default, stands for no limit. */
function limit(value = -1): number {
  return value === -1 ? Infinity : value;
}
