import { Attempt } from './put-result';

/** What went wrong, for a `switch` in the caller. */
export type ProducerErrorCode =
  | 'InvalidOptions'
  | 'InvalidRecord'
  | 'RecordTooLarge'
  | 'BufferFull'
  | 'ProducerClosed'
  | 'RecordExpired'
  | 'RetriesExhausted'
  | 'StreamNotFound'
  | 'AccessDenied'
  | 'CredentialsInvalid'
  | 'RequestRefused';

/** Every error of the producer. A record whose `put` rejects with one is not known to be in the stream. */
export class ProducerError extends Error {
  public override readonly name: string = 'ProducerError';

  constructor(
    /** What went wrong, for a `switch` in the caller. */
    public readonly code: ProducerErrorCode,
    message: string,
    /** All tries that were made, in their order. */
    public readonly attempts: readonly Attempt[] = [],
  ) {
    super(message);
  }
}

/** The options of the producer contradict each other or leave their ranges; all problems are in the message. */
export class InvalidOptionsError extends ProducerError {
  public override readonly name = 'InvalidOptionsError';

  constructor(problems: readonly string[]) {
    super('InvalidOptions', `the producer's options are invalid: ${problems.join('; ')}`);
  }
}

/** A record can never be put as it is; all problems are in the message. */
export class InvalidRecordError extends ProducerError {
  public override readonly name = 'InvalidRecordError';

  constructor(problems: readonly string[]) {
    super('InvalidRecord', `the record is invalid: ${problems.join('; ')}`);
  }
}

/** A record exceeds what the stream takes: https://docs.aws.amazon.com/streams/latest/dev/large-records.html. */
export class RecordTooLargeError extends ProducerError {
  public override readonly name = 'RecordTooLargeError';

  constructor(partitionKey: string, size: number, maximumSize: number) {
    super('RecordTooLarge', `the record with partition key ${JSON.stringify(partitionKey)} has ${size} bytes of data and partition key, `
      + `at most ${maximumSize} are allowed: split it, or raise the stream's maximum record size (and recordMaxSize where that is set)`);
  }
}

/** The buffer is full and `whenBufferFull` is `reject`. */
export class BufferFullError extends ProducerError {
  public override readonly name = 'BufferFullError';

  constructor(bufferMaxSize: number) {
    super('BufferFull', `the records that wait for delivery fill the buffer of ${bufferMaxSize} bytes: put again later, raise bufferMaxSize, `
      + 'or let put wait with whenBufferFull "wait"');
  }
}

/** The producer is closed: it takes no record any more, or `close` reached its deadline before the record was delivered. */
export class ProducerClosedError extends ProducerError {
  public override readonly name = 'ProducerClosedError';

  constructor(reason: string, attempts?: readonly Attempt[]) {
    super('ProducerClosed', reason, attempts);
  }
}

/** The record was not delivered within `recordTtl`. */
export class RecordExpiredError extends ProducerError {
  public override readonly name = 'RecordExpiredError';

  constructor(recordTtl: number, attempts: readonly Attempt[]) {
    super('RecordExpired', `the record was not delivered within its time to live of ${recordTtl} ms${lastFailure(attempts)}`, attempts);
  }
}

/** The retry policy allows no further attempt. */
export class RetriesExhaustedError extends ProducerError {
  public override readonly name = 'RetriesExhaustedError';

  constructor(attempts: readonly Attempt[]) {
    super('RetriesExhausted', `the record was not delivered in ${attempts.length} attempt(s)${lastFailure(attempts)}`, attempts);
  }
}

/** The stream does not exist in this account and region. */
export class StreamNotFoundError extends ProducerError {
  public override readonly name = 'StreamNotFoundError';

  constructor(message: string, attempts?: readonly Attempt[]) {
    super('StreamNotFound', message, attempts);
  }
}

/** The credentials do not allow the call; `kinesis:ListShards` and `kinesis:PutRecords` are needed. */
export class AccessDeniedError extends ProducerError {
  public override readonly name = 'AccessDeniedError';

  constructor(message: string, attempts?: readonly Attempt[]) {
    super('AccessDenied', message, attempts);
  }
}

/** There are no credentials, or they are wrong or expired. */
export class CredentialsInvalidError extends ProducerError {
  public override readonly name = 'CredentialsInvalidError';

  constructor(message: string, attempts?: readonly Attempt[]) {
    super('CredentialsInvalid', message, attempts);
  }
}

/** The service refused the call for another reason that a retry cannot mend; `message` says which. */
export class RequestRefusedError extends ProducerError {
  public override readonly name = 'RequestRefusedError';

  constructor(message: string, attempts?: readonly Attempt[]) {
    super('RequestRefused', message, attempts);
  }
}

function lastFailure(attempts: readonly Attempt[]): string {
  const last = attempts.at(-1);
  return last === undefined ? '' : `; the last attempt failed with ${last.errorCode}: ${last.errorMessage}`;
}
