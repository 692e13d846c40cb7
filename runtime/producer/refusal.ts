import { AccessDeniedError, CredentialsInvalidError, ProducerError, RequestRefusedError, StreamNotFoundError } from './errors';
import { Attempt } from './put-result';

const ACCESS_DENIED = new Set(['AccessDeniedException', 'AccessDenied', 'KMSAccessDeniedException', 'NotAuthorized']);
const CREDENTIALS = new Set([
  'CredentialsProviderError', 'TokenProviderError', 'ExpiredTokenException', 'ExpiredToken', 'UnrecognizedClientException', 'InvalidClientTokenId',
  'InvalidSignatureException', 'IncompleteSignature', 'IncompleteSignatureException', 'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
]);
const BAD_RECORD = new Set(['ValidationException', 'InvalidArgumentException', 'SerializationException']);

/** Whether the service may have refused a whole request for the sake of one record in it. */
export function blamesARecord(code: string): boolean {
  return BAD_RECORD.has(code);
}

/** The error for the caller when a retry cannot mend what the service said. */
export function refusalError(code: string, message: string, attempts: readonly Attempt[]): ProducerError {
  const text = `the service refused the call with ${code}: ${message}`;
  if (code === 'ResourceNotFoundException') return new StreamNotFoundError(text, attempts);
  if (ACCESS_DENIED.has(code)) return new AccessDeniedError(text, attempts);
  if (CREDENTIALS.has(code)) return new CredentialsInvalidError(text, attempts);
  return new RequestRefusedError(text, attempts);
}
