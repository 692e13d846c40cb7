import { randomUUID } from 'node:crypto';
import type { StreamRecord } from '../stream-record';
import type { EventSource } from './event';

/** Why an event source gives records up. */
export type DiscardCondition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

/** Records of one shard that an event source gives up. */
export interface DiscardedBatch extends EventSource {
  readonly functionArn: string;
  readonly records: readonly StreamRecord[];
  readonly condition: DiscardCondition;
  readonly invokeCount: number;
  /** Whether the last invocation ended with an error of the function; undefined when there was no invocation. */
  readonly functionError?: boolean;
}

/**
 * What an on-failure destination is told: where the records are, and not what they hold.
 * https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 */
export function describeDiscard(batch: DiscardedBatch, now: Date): object {
  const { functionArn, streamArn, records, condition, invokeCount, functionError } = batch;
  const [first] = records;
  const last = records.at(-1);
  return {
    requestContext: { requestId: randomUUID(), functionArn, condition, approximateInvokeCount: invokeCount },
    ...(functionError !== undefined && {
      responseContext: { statusCode: 200, executedVersion: '$LATEST', ...(functionError && { functionError: 'Unhandled' }) },
    }),
    version: '1.0',
    timestamp: now.toISOString(),
    KinesisBatchInfo: {
      shardId: first?.shardId,
      startSequenceNumber: first?.sequenceNumber,
      endSequenceNumber: last?.sequenceNumber,
      approximateArrivalOfFirstRecord: first?.arrival.toISOString(),
      approximateArrivalOfLastRecord: last?.arrival.toISOString(),
      batchSize: records.length,
      streamArn,
    },
  };
}
