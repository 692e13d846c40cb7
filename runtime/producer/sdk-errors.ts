import { blamesTheCertificate } from './certificate-errors';
import { ErrorKind, KinesisApiError } from './kinesis-api';

const THROTTLES = new Set([
  'ProvisionedThroughputExceededException', 'LimitExceededException', 'ThrottlingException', 'Throttling', 'KMSThrottlingException',
  'RequestLimitExceeded', 'TooManyRequestsException',
]);
/**
 * A listing goes on too late, or the stream is not active yet: the same call would succeed from the beginning, or later.
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListShards.html#API_ListShards_Errors
 */
const PASSING = new Set(['ExpiredNextTokenException', 'ResourceInUseException']);
/** Names and codes of errors that come from the network or from an answer cut short, not from the service. */
const NETWORK = /^(E[A-Z_]+|TimeoutError|AbortError|SyntaxError|ERR_[A-Z_]+|UND_ERR_[A-Z_]+)$/;

interface SdkErrorParts {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly clockSkewCorrected?: boolean };
}

/** What the AWS SDK throws, in the producer's terms. */
export function translateSdkError(error: unknown): KinesisApiError {
  const { name, code, message, $metadata }: SdkErrorParts = typeof error === 'object' && error !== null ? error : {};
  if (typeof code === 'string' && blamesTheCertificate(code)) return new KinesisApiError(code, 'refused', String(message));
  const networkCode = [code, name].find((candidate) => typeof candidate === 'string' && NETWORK.test(candidate));
  const errorCode = String(networkCode ?? name ?? 'Error');
  return new KinesisApiError(errorCode, kindOf(errorCode, networkCode !== undefined, $metadata), String(message ?? error));
}

function kindOf(errorCode: string, isNetwork: boolean, metadata: SdkErrorParts['$metadata']): ErrorKind {
  const status = metadata?.httpStatusCode ?? 0;
  if (THROTTLES.has(errorCode) || status === 429) return 'throttle';
  // the SDK has set its clock by the answer: the next call is signed right
  if (isNetwork || PASSING.has(errorCode) || status >= 500 || metadata?.clockSkewCorrected === true) return 'fault';
  return 'refused';
}
