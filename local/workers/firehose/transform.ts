import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { FirehoseTransformationEvent, FirehoseTransformationEventRecord } from 'aws-lambda';
import { type FailureCause, invoke } from '../invoke';
import type { WorkerLog } from '../worker-log';
import type { DeliveryConfiguration, TransformConfiguration } from './configuration';
import { processingFailed, type RecordError, type TransformFailure } from './error-record';
import type { SourceRecord } from './source-record';
import { type PartitionKeys, readVerdicts } from './verdicts';

/** A record on its way to the destination. */
export interface TransformedRecord {
  readonly source: SourceRecord;
  readonly data: Uint8Array;
  readonly partitionKeys?: PartitionKeys;
}

export interface TransformResult {
  readonly delivered: TransformedRecord[];
  readonly errors: RecordError[];
}

/** Request of a synchronous invocation: 6 MB. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MOST_EVENT_BYTES = 6 * 1024 * 1024;
const ENVELOPE_BYTES = 1024;

const FAILURES: { readonly [cause in FailureCause]: { readonly errorCode: string; readonly errorMessage: string } } = {
  'function-error': { errorCode: 'Lambda.FunctionError', errorMessage: 'The Lambda function was successfully invoked but it returned an error result.' },
  'timed-out': {
    errorCode: 'Lambda.FunctionTimedOut',
    errorMessage: 'The Lambda function invocation timed out. Increase the Timeout setting in the Lambda function.',
  },
  'not-invoked': { errorCode: 'Lambda.InvokeLimitExceeded', errorMessage: 'The Lambda invocation limit was exceeded.' },
};
const DENIED = { errorCode: 'Lambda.InvokeAccessDenied', errorMessage: 'Access was denied. Ensure that the access policy allows access to the Lambda function.' };

/**
 * Sends a batch through the transform function. Only a failed invocation is tried again, never a record.
 * https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html
 */
export async function transformBatch(
  lambda: LambdaClient, delivery: DeliveryConfiguration, transform: TransformConfiguration, records: readonly SourceRecord[], log: WorkerLog,
): Promise<TransformResult> {
  const result: TransformResult = { delivered: [], errors: [] };
  for (const batch of fittingBatches(records)) {
    const part = await transformFitting(lambda, delivery, transform, batch, log);
    result.delivered.push(...part.delivered);
    result.errors.push(...part.errors);
  }
  return result;
}

async function transformFitting(
  lambda: LambdaClient, delivery: DeliveryConfiguration, transform: TransformConfiguration, records: readonly SourceRecord[], log: WorkerLog,
): Promise<TransformResult> {
  const event = toEvent(delivery, records);
  for (let attemptsMade = 1; ; attemptsMade++) {
    const invocation = await log.invocation(transform.functionArn, () => invoke(lambda, transform.functionArn, event));
    if (invocation.succeeded) return judge(records, invocation.payload, transform.functionArn, attemptsMade);
    log.failed(transform.functionArn, invocation.reason);
    if (attemptsMade > transform.retries) {
      const failure: TransformFailure = { attemptsMade, ...invocation.isDenied === true ? DENIED : FAILURES[invocation.cause] };
      return { delivered: [], errors: records.map((record) => processingFailed(record, failure, transform.functionArn)) };
    }
    await sleep(transform.pauseMillis);
  }
}

function judge(records: readonly SourceRecord[], payload: Uint8Array, functionArn: string, attemptsMade: number): TransformResult {
  const result: TransformResult = { delivered: [], errors: [] };
  for (const { record, verdict } of readVerdicts(records, payload)) {
    if (verdict.result === 'Ok') result.delivered.push({ source: record, data: verdict.data, partitionKeys: verdict.partitionKeys });
    else if (verdict.result === 'Failed') result.errors.push(processingFailed(record, { attemptsMade, ...verdict.failure }, functionArn));
  }
  return result;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-kinesisfirehose.html */
function toEvent(delivery: DeliveryConfiguration, records: readonly SourceRecord[]): FirehoseTransformationEvent {
  return {
    invocationId: randomUUID(),
    deliveryStreamArn: delivery.arn,
    sourceKinesisStreamArn: delivery.streamArn,
    region: delivery.arn.split(':')[3] ?? '',
    records: records.map(toEventRecord),
  };
}

function toEventRecord(record: SourceRecord): FirehoseTransformationEventRecord {
  return {
    recordId: record.recordId,
    approximateArrivalTimestamp: record.arrival.getTime(),
    data: Buffer.from(record.data).toString('base64'),
    kinesisRecordMetadata: {
      shardId: record.shardId,
      partitionKey: record.partitionKey,
      approximateArrivalTimestamp: record.arrival.getTime(),
      sequenceNumber: record.sequenceNumber,
      subsequenceNumber: String(record.subSequenceNumber),
    },
  };
}

/** The buffer's size counts the records alone; as JSON, many small ones may pass what an invocation takes. */
function fittingBatches(records: readonly SourceRecord[]): SourceRecord[][] {
  const batches: SourceRecord[][] = [];
  let bytes = Infinity;
  for (const record of records) {
    const size = JSON.stringify(toEventRecord({ ...record, data: new Uint8Array() })).length + Math.ceil(record.data.byteLength / 3) * 4 + 1;
    if (bytes + size > MOST_EVENT_BYTES - ENVELOPE_BYTES) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(record);
    bytes += size;
  }
  return batches;
}
