import { ProducerError } from './errors';

/** A record of `putMany` that is not known to be in the stream. */
export interface PutFailure {
  /** Where the record stands in the records given. */
  readonly index: number;
  readonly error: ProducerError;
}

/** How the records of one `putMany` ended; every record is either delivered or among the failures. */
export interface PutReceipt {
  /** Records given. */
  readonly recordCount: number;
  /** Records in the stream. */
  readonly deliveredCount: number;
  /** In the order of their indexes; empty when all went well. */
  readonly failures: readonly PutFailure[];
}
