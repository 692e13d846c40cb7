import { once } from 'node:events';
import { Agent as HttpAgent, createServer, RequestListener, Server } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { useRealErrors } from './real-errors';
import { Answer, Exchange, exchange } from '../../../runtime/producer/http-exchange';

useRealErrors();

const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent() };
let servers: Server[] = [];

async function send(listener: RequestListener, changes: Partial<Exchange> = {}): Promise<Answer> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const body = Buffer.from('body');
  return exchange(agents, {
    isEncrypted: false,
    body,
    signal: new AbortController().signal,
    connectTimeout: 60_000,
    ...changes,
    options: { hostname: '127.0.0.1', port: address.port, method: 'POST', headers: { 'content-length': (changes.body ?? body).length }, ...changes.options },
  });
}

afterEach(async () => {
  agents.http.destroy();
  for (const server of servers) server.closeAllConnections();
  await Promise.all(servers.map(async (server) => new Promise((resolve) => server.close(resolve))));
  servers = [];
});

test.each([1, 262_144, 262_145, 3_000_000])('a body of %i bytes arrives whole, and so does the answer', async (length) => {
  const body = Buffer.from(Array.from({ length }, (_, n) => n % 251));
  const answer = await send((request, response) => {
    response.writeHead(200, { 'x-kind': 'echo' });
    request.pipe(response);
  }, { body });
  expect(answer).toMatchObject({ statusCode: 200, headers: { 'x-kind': 'echo' } });
  expect(answer.body.equals(body)).toBe(true);
});

test('a connection that cannot be made in time is a TimeoutError', async () => {
  // the name is never found
  await expect(send(() => undefined, { connectTimeout: 1, options: { hostname: 'nowhere', lookup: () => undefined } })).rejects.toMatchObject({
    name: 'TimeoutError', message: 'no connection within 1 ms',
  });
});

test('an aborted request is an AbortError, before it begins, before and after the answer does', async () => {
  await expect(send(() => undefined, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  for (const answers of [false, true]) {
    const controller = new AbortController();
    const answer = send((_request, response) => {
      if (answers) response.write('the begin', () => setImmediate(() => controller.abort()));
      else controller.abort();
    }, { signal: controller.signal });
    await expect(answer).rejects.toThrow('abort');
  }
});

test('an answer that is cut is an error of the connection', async () => {
  await expect(send((_request, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('{', () => response.destroy());
  })).rejects.toMatchObject({ code: 'ECONNRESET' });
});
