import * as errors from '../errors';
import { ProducerError, ProducerErrorCode } from '../errors';
import { Attempt } from '../put-result';

/** An error of the producer without its class, which no message between threads can carry. */
export interface PlainError {
  readonly name: string;
  readonly code: ProducerErrorCode;
  readonly message: string;
  readonly attempts: readonly Attempt[];
}

const CLASSES = new Map(Object.entries(errors));

/** The error with its class again. */
export function fromPlainError({ name, code, message, attempts }: PlainError): ProducerError {
  const error = new ProducerError(code, message, attempts);
  Object.setPrototypeOf(error, CLASSES.get(name)?.prototype ?? ProducerError.prototype);
  return Object.defineProperty(error, 'name', { value: name });
}
