import type { FirehoseRecordTransformationStatus, FirehoseTransformationMetadata, FirehoseTransformationResultRecord } from 'aws-lambda';

/**
 * The answer to one record.
 *
 * A class, since the engine makes object literals that live as long as an event old at once, and what they hold with them: the answers to
 * hundreds of events would then fill the function's memory until they are collected, for more processor time than the transform itself takes.
 */
export class Answer implements FirehoseTransformationResultRecord {
  metadata?: FirehoseTransformationMetadata;

  constructor(readonly recordId: string, readonly result: FirehoseRecordTransformationStatus, public data?: string) {}
}
