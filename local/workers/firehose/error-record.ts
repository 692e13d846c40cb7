import type { SourceRecord } from './source-record';

/** The folders of what could not be delivered. https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html */
export type ErrorOutputType = 'processing-failed' | 'format-conversion-failed' | 'activePartitionExceeded' | 'metadata-extraction-failed';

/** Why a record could not be delivered, in the service's words. */
export interface RecordError {
  readonly type: ErrorOutputType;
  readonly record: SourceRecord;
  /** One line of JSON. */
  readonly line: string;
}

export interface TransformFailure {
  readonly attemptsMade: number;
  readonly errorCode: string;
  readonly errorMessage: string;
}

/** https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html */
export function processingFailed(record: SourceRecord, failure: TransformFailure, lambdaArn: string): RecordError {
  return {
    type: 'processing-failed',
    record,
    line: JSON.stringify({
      attemptsMade: failure.attemptsMade,
      arrivalTimestamp: record.arrival.getTime(),
      errorCode: failure.errorCode,
      errorMessage: failure.errorMessage,
      attemptEndingTimestamp: Date.now(),
      rawData: Buffer.from(record.data).toString('base64'),
      lambdaArn,
    }),
  };
}

/** The table that a record did not fit. */
export interface CatalogTable {
  readonly catalogId: string;
  readonly databaseName: string;
  readonly tableName: string;
  readonly region: string;
  readonly versionId: string;
  readonly catalogArn: string;
}

/**
 * https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion-error-handling.html
 * @param data what was to be converted: the source record, or what the transform made of it.
 */
export function formatConversionFailed(record: SourceRecord, data: Uint8Array, code: string, message: string, table: CatalogTable): RecordError {
  return {
    type: 'format-conversion-failed',
    record,
    line: JSON.stringify({
      attemptsMade: 1,
      arrivalTimestamp: record.arrival.getTime(),
      lastErrorCode: code,
      lastErrorMessage: message,
      attemptEndingTimestamp: Date.now(),
      rawData: Buffer.from(data).toString('base64'),
      sequenceNumber: record.sequenceNumber,
      subSequenceNumber: record.subSequenceNumber,
      dataCatalogTable: table,
    }),
  };
}

export function activePartitionExceeded(record: SourceRecord): RecordError {
  return partitioningFailed(
    'activePartitionExceeded', record, 'DynamicPartitioning.ActivePartitionExceeded', 'The number of active partitions exceeds the quota of the delivery stream.',
  );
}

/** The prefix names keys that the transform has not given the record. */
export function metadataExtractionFailed(record: SourceRecord): RecordError {
  return partitioningFailed('metadata-extraction-failed', record, 'DynamicPartitioning.MetadataExtractionFailed', 'partitionKeys values must not be null or empty');
}

/** https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-error-handling.html names no form: this is that of the others. */
function partitioningFailed(type: ErrorOutputType, record: SourceRecord, errorCode: string, errorMessage: string): RecordError {
  return {
    type,
    record,
    line: JSON.stringify({
      attemptsMade: 1,
      arrivalTimestamp: record.arrival.getTime(),
      errorCode,
      errorMessage,
      attemptEndingTimestamp: Date.now(),
      rawData: Buffer.from(record.data).toString('base64'),
    }),
  };
}
