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
  | 'CredentialsExpired'
  | 'CredentialsMissing'
  | 'WrongRegion'
  | 'EndpointUnreachable'
  | 'RequestRefused'
  | 'WorkerThreadEnded';

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

  constructor(problems: readonly string[], partitionKey?: string) {
    const which = partitionKey === undefined ? '' : ` with partition key ${JSON.stringify(partitionKey)}`;
    super('InvalidRecord', `the record${which} is invalid: ${problems.join('; ')}`);
  }
}

/** A record exceeds what the stream takes (https://docs.aws.amazon.com/streams/latest/dev/large-records.html), or the whole buffer. */
export class RecordTooLargeError extends ProducerError {
  public override readonly name = 'RecordTooLargeError';

  constructor(partitionKey: string, size: number, maximumSize: number, whose: 'stream' | 'buffer' = 'stream') {
    const record = `the record with partition key ${JSON.stringify(partitionKey)}`;
    super('RecordTooLarge', whose === 'stream'
      ? `${record} has ${size} bytes of data and partition key, `
        + `at most ${maximumSize} are allowed: split it, or raise the stream's maximum record size (and recordMaxSize where that is set)`
      : `${record} takes ${size} bytes of the buffer, which has bufferMaxSize ${maximumSize}: split it, or raise bufferMaxSize`);
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

/** The credentials are wrong; its subclasses say that there are none, or that they have expired. */
export class CredentialsInvalidError extends ProducerError {
  public override readonly name: string = 'CredentialsInvalidError';

  constructor(message: string, attempts?: readonly Attempt[], code: ProducerErrorCode = 'CredentialsInvalid') {
    super(code, message, attempts);
  }
}

/** The session of the credentials is over: get new ones, or give a function as `credentials`, which is asked again. */
export class CredentialsExpiredError extends CredentialsInvalidError {
  public override readonly name = 'CredentialsExpiredError';

  constructor(message: string, attempts?: readonly Attempt[]) {
    super(message, attempts, 'CredentialsExpired');
  }
}

/** Neither the options nor the environment of the process have credentials. */
export class CredentialsMissingError extends CredentialsInvalidError {
  public override readonly name = 'CredentialsMissingError';

  constructor(message: string, attempts?: readonly Attempt[]) {
    super(message, attempts, 'CredentialsMissing');
  }
}

/** The endpoint belongs to another region than the one the requests are signed for. */
export class WrongRegionError extends ProducerError {
  public override readonly name = 'WrongRegionError';

  constructor(message: string, attempts?: readonly Attempt[]) {
    super('WrongRegion', `${message}: region and endpoint must belong together`, attempts);
  }
}

/** No attempt reached the endpoint, or none was answered, until the record was given up; or the endpoint's certificate is not trusted. */
export class EndpointUnreachableError extends ProducerError {
  public override readonly name = 'EndpointUnreachableError';

  constructor(attempts: readonly Attempt[], advice = 'check region, endpoint and network') {
    super('EndpointUnreachable', `the endpoint did not answer in ${attempts.length} attempt(s)${lastFailure(attempts)}: ${advice}`, attempts);
  }
}

/** The service refused the call for another reason that a retry cannot mend; `message` says which. */
export class RequestRefusedError extends ProducerError {
  public override readonly name = 'RequestRefusedError';

  constructor(message: string, attempts?: readonly Attempt[]) {
    super('RequestRefused', message, attempts);
  }
}

/** The thread of a `WorkerKinesisProducer` has ended of itself: what was under way may be in the stream or not. Make a new producer. */
export class WorkerThreadError extends ProducerError {
  public override readonly name = 'WorkerThreadError';

  constructor(cause: string) {
    super('WorkerThreadEnded', `the worker thread of the producer has ended (${cause}), and what it had under way may be in the stream or not: make a new producer`);
  }
}

function lastFailure(attempts: readonly Attempt[]): string {
  const last = attempts.at(-1);
  return last === undefined ? '' : `; the last attempt failed with ${last.errorCode}: ${last.errorMessage}`;
}
