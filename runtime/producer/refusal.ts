import { blamesTheCertificate } from './certificate-errors';
import {
  AccessDeniedError, CredentialsExpiredError, CredentialsInvalidError, CredentialsMissingError, EndpointUnreachableError, InvalidOptionsError,
  ProducerError, RecordExpiredError, RequestRefusedError, RetriesExhaustedError, StreamNotFoundError, WrongRegionError,
} from './errors';
import { Attempt } from './put-result';

const ACCESS_DENIED = new Set(['AccessDeniedException', 'AccessDenied', 'KMSAccessDeniedException', 'NotAuthorized']);
const CREDENTIALS = new Set([
  'UnrecognizedClientException', 'InvalidClientTokenId', 'InvalidSignatureException', 'IncompleteSignature', 'IncompleteSignatureException',
]);
const EXPIRED = new Set(['ExpiredTokenException', 'ExpiredToken', 'RequestExpired']);
const MISSING = new Set(['CredentialsProviderError', 'TokenProviderError', 'MissingAuthenticationToken', 'MissingAuthenticationTokenException']);
const UNREACHABLE = new Set([
  'ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'TimeoutError', 'RequestTimeout',
]);
/** What the AWS SDK and the service say; neither has an error code for it. */
const NO_REGION = /region is missing/i;
const OTHER_REGION = /scoped to a valid region/i;
const CERTIFICATE_ADVICE = 'check endpoint, or trust the authority of its certificate, by NODE_EXTRA_CA_CERTS or an agent with ca';
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
  if (NO_REGION.test(message)) return new InvalidOptionsError(['region is not set, neither in the options nor in the environment (AWS_REGION)']);
  if (OTHER_REGION.test(message)) return new WrongRegionError(text, attempts);
  if (EXPIRED.has(code)) return new CredentialsExpiredError(text, attempts);
  if (MISSING.has(code)) return new CredentialsMissingError(text, attempts);
  if (CREDENTIALS.has(code)) return new CredentialsInvalidError(text, attempts);
  if (blamesTheCertificate(code)) return new EndpointUnreachableError(attempts, CERTIFICATE_ADVICE);
  return new RequestRefusedError(text, attempts);
}

/** The error for the caller when the time to live is over. */
export function expiryError(recordTtl: number, attempts: readonly Attempt[]): ProducerError {
  return isUnreachable(attempts) ? new EndpointUnreachableError(attempts) : new RecordExpiredError(recordTtl, attempts);
}

/** The error for the caller when the retry policy allows no further attempt. */
export function exhaustionError(attempts: readonly Attempt[]): ProducerError {
  return isUnreachable(attempts) ? new EndpointUnreachableError(attempts) : new RetriesExhaustedError(attempts);
}

function isUnreachable(attempts: readonly Attempt[]): boolean {
  return attempts.length > 0 && attempts.every(({ errorCode }) => errorCode !== undefined && UNREACHABLE.has(errorCode));
}
