import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RESPONSE_URL, cloudFormationEvent } from './cloudformation-events';
import { fakeFetch, type Reply, type SeenRequest } from './fake-fetch';
import { VirtualClock } from './virtual-clock';
import { createHandler } from '../../../runtime/functions/search-bootstrap/handler';

const savedObjects = '{"type":"index-pattern","id":"ü","attributes":{}}\n{"type":"dashboard","id":"d","attributes":{}}\n';
const config = { indexTemplates: [], dashboards: [{ name: 'trips.ndjson', savedObjects }] };
const signing = { SEARCH_ENDPOINT: 'search.example', AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };

interface Deployment {
  readonly answer: unknown;
  readonly seen: readonly SeenRequest[];
}

async function deploy(reply: (request: SeenRequest) => Reply | Promise<Reply>, environment: NodeJS.ProcessEnv = signing): Promise<Deployment> {
  const clock = new VirtualClock(60_000);
  const { fetch, seen } = fakeFetch((request) => request.url === RESPONSE_URL ? { status: 200 } : reply(request));
  const handler = createHandler(config, { environment, fetch, clock, log: () => undefined, readSecret: async () => '' });
  await clock.run(handler(cloudFormationEvent('Create'), clock));
  const [{ body }] = seen.filter(({ url }) => url === RESPONSE_URL);
  return { answer: JSON.parse(body), seen: seen.filter(({ url }) => url !== RESPONSE_URL) };
}

test('a server gets the file as Dashboards\' own form sends it, and the same objects replace themselves', async () => {
  const files: string[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      // the form as fetch's own parser understands it
      void new Response(Buffer.concat(parts), { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData().then(async (form) => {
        const file = form.get('file');
        files.push(`${request.method} ${request.url} ${request.headers['osd-xsrf']} ${request.headers.securitytenant} ${file instanceof Blob ? await file.text() : 'no file'}`);
        response.end('{"success":true,"successCount":2}');
      });
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const through = async ({ url, method, headers, body }: SeenRequest): Promise<Reply> => {
    const { pathname, search } = new URL(url);
    const answer = await fetch(`http://127.0.0.1:${port}${pathname}${search}`, { method, headers, body });
    return { status: answer.status, body: await answer.text() };
  };
  const handler = async () => {
    const { seen } = await deploy(() => ({ status: 200, body: '{"success":true}' }));
    return through(seen[0]);
  };
  expect([await handler(), await handler()]).toEqual(Array(2).fill({ status: 200, body: '{"success":true,"successCount":2}' }));
  server.close();
  await once(server, 'close');
  expect(files).toEqual(Array(2).fill(`POST /_dashboards/api/saved_objects/_import?overwrite=true true global ${savedObjects}`));
});

test('the request is signed, and its success is the deployment\'s', async () => {
  const { answer, seen } = await deploy(() => ({ status: 200, body: '{"success":true}' }));
  expect(answer).toMatchObject({ Status: 'SUCCESS' });
  expect(seen.map(({ headers }) => headers.authorization)).toEqual([expect.stringContaining('SignedHeaders=content-type;host;osd-xsrf;securitytenant;')]);
});

test.each<[string, Reply, string]>([
  ['an object is not taken', { status: 200, body: { success: false, errors: [{ type: 'visualization', id: 'a', error: { type: 'missing_references' } }, { type: 'x', id: 'b' }] } },
    'dashboard \'trips.ndjson\' was refused by Dashboards: visualization/a missing_references, x/b unknown: correct the file, or leave it out and import it in Dashboards by hand '
    + '(Dashboards Management, Saved objects)'],
  ['a login page answers', { status: 200, body: '<html>' }, 'dashboard \'trips.ndjson\' was refused by Dashboards: it answered with something else than an import does: correct'],
  ['nothing answers', { status: 200, body: 'null' }, 'dashboard \'trips.ndjson\' was refused by Dashboards: it answered with something else'],
  ['it is refused', { status: 400, body: 'unsupported media type' }, 'dashboard \'trips.ndjson\' was refused by the domain: HTTP 400 unsupported media type'],
  ['Dashboards does not start', { status: 503, body: 'not ready yet' }, 'dashboard \'trips.ndjson\' could not be put in time'],
])('the deployment fails and says so where %s', async (_, reply, reason) => {
  expect((await deploy(() => reply)).answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining(reason) });
});

test('a local search, which has no Dashboards, is not asked', async () => {
  const { answer, seen } = await deploy(() => new Error('nobody'), { SEARCH_ENDPOINT: '127.0.0.1:9200', SEARCH_PROTOCOL: 'http' });
  expect({ answer, seen }).toMatchObject({ answer: { Status: 'SUCCESS' }, seen: [] });
});
