// Opens OpenSearch Dashboards where IAM decides about each request: a browser cannot sign its requests, so this signs them for it.
// node dashboards-proxy.mjs, then http://localhost:8157/_dashboards
import { createServer, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Sha256 } from '@aws-crypto/sha256-js';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { SignatureV4 } from '@smithy/signature-v4';
import { required } from './environment.mjs';

const endpoint = required('SEARCH_ENDPOINT');
const search = new URL(endpoint.includes('://') ? endpoint : `https://${endpoint}`);
const port = Number(process.env.PROXY_PORT ?? 8157);
const signer = new SignatureV4({ service: 'es', region: required('AWS_REGION'), credentials: defaultProvider(), sha256: Sha256 });
const send = search.protocol === 'http:' ? httpRequest : httpsRequest;

/** Headers about one connection, and those that the signature replaces. */
const NOT_FORWARDED = new Set(['host', 'connection', 'keep-alive', 'transfer-encoding', 'content-length', 'authorization', 'origin', 'referer',
  'upgrade', 'expect', 'x-amz-date', 'x-amz-content-sha256', 'x-amz-security-token']);

async function sign(incoming, body) {
  const { pathname, searchParams } = new URL(incoming.url, search);
  const query = {};
  for (const name of new Set(searchParams.keys())) query[name] = searchParams.getAll(name);
  const length = body.length > 0 ? { 'content-length': String(body.length) } : {};
  const signed = await signer.sign({
    protocol: search.protocol, hostname: search.hostname, method: incoming.method, path: pathname, query, body, headers: { host: search.host },
  });
  const others = Object.entries(incoming.headers).filter(([name]) => !NOT_FORWARDED.has(name));
  return { ...Object.fromEntries(others), ...length, ...signed.headers };
}

async function forward(incoming, outgoing) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const headers = await sign(incoming, body);
  const request = send(new URL(incoming.url, search), { method: incoming.method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode, answer.headers);
    answer.pipe(outgoing);
  });
  request.on('error', (error) => fail(outgoing, error));
  request.end(body);
}

function fail(outgoing, error) {
  console.error(error.message);
  if (outgoing.headersSent) return outgoing.destroy();
  outgoing.writeHead(502, { 'content-type': 'text/plain' });
  outgoing.end(`${search.host} cannot be asked: ${error.message}\n`);
}

/**
 * Whoever gets a request through has the permissions of this machine's role. So only programs on it may, and no page of another site in its
 * browser: such a page can send requests to localhost, but by a name of its own or with itself as their origin.
 */
function isOwn({ headers }) {
  const own = /^(localhost|127\.0\.0\.1):\d+$/;
  return own.test(headers.host ?? '') && (headers.origin === undefined || own.test(headers.origin.replace(/^http:\/\//, '')));
}

const server = createServer((incoming, outgoing) => {
  if (!isOwn(incoming)) {
    outgoing.writeHead(403, { 'content-type': 'text/plain' });
    outgoing.end('open this proxy as http://localhost\n');
    return;
  }
  forward(incoming, outgoing).catch((error) => fail(outgoing, error));
});
server.listen(port, '127.0.0.1', () => console.log(`http://localhost:${server.address().port}/_dashboards`));
