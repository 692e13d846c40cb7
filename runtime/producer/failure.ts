import { ErrorKind } from './kinesis-api';

/** Why an attempt failed. */
export interface Failure {
  readonly kind: ErrorKind;
  readonly errorCode: string;
  readonly errorMessage: string;
}

const THROTTLES = new Set(['ProvisionedThroughputExceededException', 'LimitExceededException', 'ThrottlingException', 'KMSThrottlingException']);

/** The failure of one record inside an answered PutRecords call: the service lets only such fail alone that may succeed later. */
export function failureOfRecord(errorCode: string | undefined, errorMessage: string | undefined): Failure {
  if (errorCode === undefined) {
    return { kind: 'fault', errorCode: 'InvalidResponse', errorMessage: 'the answer has neither a sequence number nor an error code for the record' };
  }
  return { kind: THROTTLES.has(errorCode) ? 'throttle' : 'fault', errorCode, errorMessage: errorMessage ?? '' };
}
