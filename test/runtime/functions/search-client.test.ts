import { createHash, createHmac } from 'node:crypto';
import { fakeFetch } from './fake-fetch';
import { createSearchClient, type SearchRequest } from '../../../runtime/functions/shared/search-client';

const request: SearchRequest = {
  method: 'POST', path: '/_bulk', query: { filter_path: 'items.*.status' }, contentType: 'application/x-ndjson', body: Buffer.from('{}\n'), timeoutMilliseconds: 1000,
};
const credentials = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'token' };

test('requests to a domain are HTTPS and signed for the service es with the hash of their body', async () => {
  const { fetch, seen } = fakeFetch(() => ({ status: 200, body: 'fine' }));
  const answer = await createSearchClient({ SEARCH_ENDPOINT: 'search.example', ...credentials }, fetch)(request);
  expect(answer).toEqual({ status: 200, body: 'fine' });
  const [{ url, headers, method, body }] = seen;
  expect({ url, method, body }).toEqual({ url: 'https://search.example/_bulk?filter_path=items.%2A.status', method: 'POST', body: '{}\n' });
  expect(headers['x-amz-content-sha256']).toBe(createHash('sha256').update('{}\n').digest('hex'));
  expect(headers['x-amz-security-token']).toBe('token');
  expect(headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/es\/aws4_request, SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token, Signature=[0-9a-f]{64}$/,
  );
});

test('what goes out has the signature of its own headers, path, query and body, as AWS describes it', async () => {
  const { fetch, seen } = fakeFetch(() => ({ status: 200 }));
  const query = { z: "it's (a) *!", filter_path: 'items.*.status,x y+ü~' };
  await createSearchClient({ SEARCH_ENDPOINT: 'search.example', ...credentials }, fetch)({ ...request, query });
  const { url, headers } = seen[0];
  const [, signedHeaders, signature] = /SignedHeaders=([^,]+), Signature=(\w+)$/.exec(headers.authorization) ?? [];
  const { host, pathname, search } = new URL(url);
  const all: Record<string, string> = { ...headers, host };
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
  const canonical = [
    'POST', pathname, search.slice(1), ...signedHeaders.split(';').map((name) => `${name}:${all[name]}`), '', signedHeaders, headers['x-amz-content-sha256'],
  ].join('\n');
  const time = headers['x-amz-date'];
  const scope = [time.slice(0, 8), 'eu-west-1', 'es', 'aws4_request'];
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${credentials.AWS_SECRET_ACCESS_KEY}`);
  const toSign = ['AWS4-HMAC-SHA256', time, scope.join('/'), createHash('sha256').update(canonical).digest('hex')].join('\n');
  expect(hmac(key, toSign).toString('hex')).toBe(signature);
});

test('the local run speaks plain HTTP and needs no credentials', async () => {
  const { fetch, seen } = fakeFetch(() => ({ status: 200 }));
  await createSearchClient({ SEARCH_ENDPOINT: '127.0.0.1:9200', SEARCH_PROTOCOL: 'http' }, fetch)({ ...request, query: undefined });
  expect(seen[0].url).toBe('http://127.0.0.1:9200/_bulk');
  expect(seen[0].headers.authorization).toBeUndefined();
});

test('what the construct sets must be there', async () => {
  const { fetch } = fakeFetch(() => ({ status: 200 }));
  expect(() => createSearchClient(credentials, fetch)).toThrow('environment variable SEARCH_ENDPOINT is not set');
  await expect(createSearchClient({ SEARCH_ENDPOINT: 'x', AWS_REGION: 'eu-west-1' }, fetch)(request)).rejects.toThrow('AWS_ACCESS_KEY_ID is not set');
});
