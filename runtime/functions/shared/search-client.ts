import { createHash } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4, getCanonicalQuery } from '@smithy/signature-v4';
import { required } from './environment';

export interface SearchAnswer {
  readonly status: number;
  readonly body: string;
}

export interface SearchRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Without query. */
  readonly path: string;
  readonly query?: Record<string, string>;
  /** With a body. */
  readonly contentType?: string;
  /** None with GET. */
  readonly body?: Uint8Array;
  /** Further headers, with names in lower case. */
  readonly headers?: Record<string, string>;
  readonly timeoutMilliseconds: number;
}

/** Sends one request and gives back whatever the domain answers; rejects only when there is no answer. */
export type SearchClient = (request: SearchRequest) => Promise<SearchAnswer>;

/** A user of the domain's own. */
export interface UserCredentials {
  readonly username: string;
  readonly password: string;
}

/**
 * A client of the domain that `SEARCH_ENDPOINT` names. Requests are signed with the function's own credentials
 * (https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-signing-service-requests.html), or carry name and
 * password of a user of the domain; with `SEARCH_PROTOCOL=http`, which only a local run sets, they go out plain, with neither.
 */
export function createSearchClient(environment: NodeJS.ProcessEnv, fetchImplementation: typeof fetch, user?: UserCredentials): SearchClient {
  const endpoint = required(environment, 'SEARCH_ENDPOINT');
  const plain = environment.SEARCH_PROTOCOL === 'http';
  const protocol = plain ? 'http:' : 'https:';
  const sign = plain || user ? undefined : signer(environment);
  const login: Record<string, string> = plain || !user ? {} : { authorization: `Basic ${Buffer.from(`${user.username}:${user.password}`).toString('base64')}` };
  return async ({ method, path, query = {}, contentType, body, headers: further, timeoutMilliseconds }) => {
    const unsigned = {
      method,
      protocol,
      hostname: endpoint,
      path,
      query,
      headers: {
        'host': endpoint,
        ...login,
        ...further,
        ...(contentType !== undefined && { 'content-type': contentType }),
        // handed in, the hash of a body of megabytes is not computed in JavaScript
        'x-amz-content-sha256': createHash('sha256').update(body ?? '').digest('hex'),
      },
    };
    const { host, ...headers } = (sign === undefined ? unsigned : await sign.sign(unsigned)).headers;
    // the text that was signed: URLSearchParams escapes other characters
    const search = getCanonicalQuery(unsigned);
    const response = await fetchImplementation(`${protocol}//${host}${path}${search === '' ? '' : `?${search}`}`, {
      method,
      headers,
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(Math.max(1, timeoutMilliseconds)),
    });
    return { status: response.status, body: await response.text() };
  };
}

function signer(environment: NodeJS.ProcessEnv): SignatureV4 {
  return new SignatureV4({
    service: 'es',
    region: required(environment, 'AWS_REGION'),
    sha256: Sha256,
    credentials: async () => ({
      accessKeyId: required(environment, 'AWS_ACCESS_KEY_ID'),
      secretAccessKey: required(environment, 'AWS_SECRET_ACCESS_KEY'),
      sessionToken: environment.AWS_SESSION_TOKEN,
    }),
  });
}
