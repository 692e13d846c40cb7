import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' };

interface Received {
  readonly request: IncomingMessage;
  readonly body: string;
}

let search: Server;
let proxy: ChildProcess;
let port: number;
const received: Received[] = [];

beforeAll(async () => {
  search = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      received.push({ request: incoming, body: Buffer.concat(chunks).toString('utf8') });
      outgoing.writeHead(201, { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'] }).end('{"took":1}');
    });
  }).listen(0, '127.0.0.1');
  await once(search, 'listening');
  proxy = spawn(process.execPath, [path.join(__dirname, '..', '..', 'samples', 'dashboards-proxy.mjs')], {
    env: {
      PATH: process.env.PATH,
      SEARCH_ENDPOINT: `http://127.0.0.1:${addressOf(search).port}`,
      PROXY_PORT: '0',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      AWS_SESSION_TOKEN: CREDENTIALS.sessionToken,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!proxy.stdout) {
    throw new Error('the proxy has no standard output');
  }
  const [line] = await once(createInterface({ input: proxy.stdout }), 'line');
  port = Number(/localhost:(\d+)/.exec(String(line))?.[1]);
}, 60_000);

afterAll(async () => {
  proxy.kill();
  search.close();
  await once(search, 'close');
});

beforeEach(() => received.splice(0));

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('the server listens on no port');
  }
  return address;
}

function ask(method: string, target: string, headers: { [name: string]: string } = {}, body = ''): Promise<{ status?: number; body: string; cookies?: string[] }> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, method, path: target, headers: { host: `localhost:${port}`, ...headers } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; })
        .on('end', () => resolve({ status: answer.statusCode, body: text, cookies: answer.headers['set-cookie'] }));
    }).on('error', reject).end(body);
  });
}

/** The signature that the service computes of what it received. */
async function expectedAuthorization({ request: { headers, method = '', url = '' }, body }: Received): Promise<string> {
  const { searchParams, pathname } = new URL(url, 'http://search');
  const query = Object.fromEntries([...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)]));
  const signed = ['host', 'x-amz-content-sha256', 'x-amz-date', 'x-amz-security-token'];
  const { headers: { authorization } } = await new SignatureV4({ service: 'es', region: 'eu-west-1', credentials: CREDENTIALS, sha256: Sha256 }).sign({
    protocol: 'http:', hostname: '127.0.0.1', method, path: pathname, query, body, headers: { host: headers.host ?? '' },
  }, { signingDate: dateOf(headers['x-amz-date']), signableHeaders: new Set(signed) });
  return authorization;
}

function dateOf(stamp: unknown): Date {
  return new Date(String(stamp).replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, '$1-$2-$3:$4:$5'));
}

test.each<[string, string, string, string]>([
  ['a page', 'GET', '/_dashboards', ''],
  ['a query with text that must be encoded', 'GET', '/_dashboards/api/find?type=index-pattern&fields=a&fields=b%20c', ''],
  ['a search with a body', 'POST', '/trips/_search?size=1', '{"query":{"match_all":{}},"name":"ünï"}'],
])('signs %s so that the service can check it', async (_, method, target, body) => {
  const answer = await ask(method, target, { 'content-type': 'application/json', 'osd-xsrf': 'true', 'cookie': 'own=1' }, body);
  expect(answer).toEqual({ status: 201, body: '{"took":1}', cookies: ['a=1', 'b=2'] });
  const [arrived] = received;
  expect(arrived.body).toBe(body);
  expect(arrived.request.url).toBe(target);
  expect(arrived.request.headers).toMatchObject({ 'host': `127.0.0.1:${addressOf(search).port}`, 'osd-xsrf': 'true', 'cookie': 'own=1', 'x-amz-security-token': 'token' });
  expect(arrived.request.headers.authorization).toBe(await expectedAuthorization(arrived));
});

test('passes no authorization of the browser on', async () => {
  await ask('GET', '/', { authorization: 'Basic YTpi' });
  expect(received[0].request.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\//);
});

test.each<[string, { [name: string]: string }]>([
  ['a page of another site', { origin: 'https://evil.example' }],
  ['another name for this machine', { host: 'rebound.example:8157' }],
])('refuses %s', async (_, headers) => {
  expect((await ask('POST', '/trips/_delete_by_query', headers, '{}')).status).toBe(403);
  expect(received).toEqual([]);
});

test('takes its own page', async () => {
  expect((await ask('POST', '/trips/_search', { origin: `http://localhost:${port}` }, '{}')).status).toBe(201);
});
