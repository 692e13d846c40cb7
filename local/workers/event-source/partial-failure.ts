import type { StreamRecord } from '../stream-record';

/**
 * Reads a function's answer under ReportBatchItemFailures: the index of the first record to try again, or undefined when all succeeded.
 *
 * An empty answer and an empty list are a success; an answer that cannot be understood, an empty identifier, and one that is not
 * in the batch fail the whole batch.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
 */
export function firstFailure(batch: readonly StreamRecord[], payload: Uint8Array): number | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(Buffer.from(payload).toString('utf8') || 'null');
  } catch {
    return 0;
  }
  if (answer === null || typeof answer === 'string') return answer === null || answer === '' ? undefined : 0;
  if (typeof answer !== 'object') return 0;
  if (!('batchItemFailures' in answer) || answer.batchItemFailures === null) return undefined;
  if (!Array.isArray(answer.batchItemFailures)) return 0;
  const failures: unknown[] = answer.batchItemFailures;
  if (failures.length === 0) return undefined;
  const indexes = failures.map((failure) => indexOf(batch, failure));
  return Math.max(0, Math.min(...indexes));
}

function indexOf(batch: readonly StreamRecord[], failure: unknown): number {
  if (typeof failure !== 'object' || failure === null || !('itemIdentifier' in failure)) return -1;
  return batch.findIndex(({ sequenceNumber }) => sequenceNumber === failure.itemIdentifier);
}
