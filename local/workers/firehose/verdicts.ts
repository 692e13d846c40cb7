import type { SourceRecord } from './source-record';

/** The values that dynamic partitioning goes by. */
export interface PartitionKeys {
  readonly [name: string]: string;
}

/** What becomes of a record after its transform. */
export type Verdict =
  | { readonly result: 'Ok'; readonly data: Uint8Array; readonly partitionKeys?: PartitionKeys }
  | { readonly result: 'Dropped' }
  | { readonly result: 'Failed'; readonly failure: { readonly errorCode: string; readonly errorMessage: string } };

const PROCESSING_FAILED = { errorCode: 'Lambda.ProcessingFailedStatus', errorMessage: 'ProcessingFailed status set for record' };
const MISSING = {
  errorCode: 'Lambda.MissingRecordId',
  errorMessage: 'One or more record Ids were not returned. Ensure that the Lambda function returns all received record Ids.',
};
const DUPLICATED = {
  errorCode: 'Lambda.DuplicatedRecordId',
  errorMessage: 'Multiple records were returned with the same record ID. Ensure that the Lambda function returns unique record IDs for each record.',
};
const UNREADABLE = {
  errorCode: 'Lambda.JsonProcessingException',
  errorMessage: 'There was an error parsing returned records from the Lambda function. Ensure that the returned records follow the status model required by Amazon Data Firehose.',
};

export interface JudgedRecord {
  readonly record: SourceRecord;
  readonly verdict: Verdict;
}

/**
 * The verdict on every record of a batch by the function's answer.
 * https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-status-model.html
 */
export function readVerdicts(records: readonly SourceRecord[], payload: Uint8Array): JudgedRecord[] {
  const answers = readAnswers(payload);
  if (answers === undefined) return records.map((record) => ({ record, verdict: { result: 'Failed', failure: UNREADABLE } }));
  const byId = new Map<unknown, object[]>();
  for (const answer of answers) {
    const id = 'recordId' in answer ? answer.recordId : undefined;
    byId.set(id, [...byId.get(id) ?? [], answer]);
  }
  return records.map((record) => ({ record, verdict: verdictOf(byId.get(record.recordId) ?? []) }));
}

function readAnswers(payload: Uint8Array): object[] | undefined {
  try {
    const answer: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    if (typeof answer !== 'object' || answer === null || !('records' in answer) || !Array.isArray(answer.records)) return undefined;
    const records: unknown[] = answer.records;
    return records.filter((record) => typeof record === 'object' && record !== null);
  } catch {
    return undefined;
  }
}

function verdictOf([answer, ...others]: readonly object[]): Verdict {
  if (answer === undefined) return { result: 'Failed', failure: MISSING };
  if (others.length > 0) return { result: 'Failed', failure: DUPLICATED };
  const result = 'result' in answer ? answer.result : undefined;
  if (result === 'Dropped') return { result };
  if (result === 'ProcessingFailed') return { result: 'Failed', failure: PROCESSING_FAILED };
  if (result === 'Ok' && 'data' in answer && typeof answer.data === 'string') return { result, data: Buffer.from(answer.data, 'base64'), partitionKeys: 'metadata' in answer ? keysOf(answer.metadata) : undefined };
  return { result: 'Failed', failure: UNREADABLE };
}

function keysOf(metadata: unknown): PartitionKeys | undefined {
  if (typeof metadata !== 'object' || metadata === null || !('partitionKeys' in metadata)) return undefined;
  const { partitionKeys } = metadata;
  return typeof partitionKeys === 'object' && partitionKeys !== null
    ? Object.fromEntries(Object.entries(partitionKeys).map(([name, value]) => [name, String(value ?? '')]))
    : undefined;
}
