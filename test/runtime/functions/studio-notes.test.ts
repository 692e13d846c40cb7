import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { answersIn, cloudFormationEvent } from './cloudformation-events';
import { type Reply, type SeenRequest, fakeFetch } from './fake-fetch';
import { FakeNoteStore } from './fake-note-store';
import { VirtualClock } from './virtual-clock';
import { createHandler } from '../../../runtime/functions/studio-lifecycle/handler';
import { importNotes } from '../../../runtime/functions/studio-lifecycle/note-import';
import { S3NoteStore } from '../../../runtime/functions/studio-lifecycle/s3-note-store';
import type { StudioNoteProperties } from '../../../src/studio/studio-lifecycle-config';

const URL_OF_NOTEBOOK = 'https://studio.example/a1b2/?authToken=secret';
const API = 'https://studio.example/a1b2/api/notebook';

/** A notebook behind its presigned URL, with the notes it has. */
function notebook(listed: readonly object[], failure?: (request: SeenRequest) => Reply | undefined) {
  const { fetch, seen } = fakeFetch((request) => failure?.(request) ?? (request.url === API ? { status: 200, body: { body: listed } } : { status: 200, body: { status: 'OK' } }));
  const withCookie: typeof fetch = async (url, init) => {
    const response = await fetch(url, init);
    return String(url) === URL_OF_NOTEBOOK && response.ok
      ? new Response(null, { status: 302, headers: [['set-cookie', 'VerifiedAuthToken=abc; Path=/'], ['set-cookie', 'other=1']] }) : response;
  };
  return { fetch: withCookie, seen };
}

describe('notes are imported', () => {
  const notes = ['{"name":"One","paragraphs":[]}', '{"name":"Two","paragraphs":[]}'];

  test('unless the notebook has one of that name', async () => {
    const { fetch, seen } = notebook([{ id: '2A', path: '/One' }, { id: '2B', name: 'folder/Two' }]);
    expect(await importNotes(URL_OF_NOTEBOOK, notes, fetch)).toEqual(['Two']);
    expect(seen.map(({ method, url, body }) => [method, url, body])).toEqual([['GET', URL_OF_NOTEBOOK, ''], ['GET', API, ''], ['POST', `${API}/import`, notes[1]]]);
    expect(seen.slice(1).map(({ headers }) => headers.cookie)).toEqual(['VerifiedAuthToken=abc; other=1', 'VerifiedAuthToken=abc; other=1']);
  });

  test('into an empty notebook, whatever it says of that', async () => {
    const { fetch } = notebook([], ({ url }) => (url === API ? { status: 200, body: {} } : undefined));
    expect(await importNotes(URL_OF_NOTEBOOK, notes, fetch)).toEqual(['One', 'Two']);
  });

  test('not without a session, nor where the notebook refuses, and no error names the URL', async () => {
    const closed = notebook([], ({ url }) => (url === URL_OF_NOTEBOOK ? { status: 403 } : undefined));
    await expect(importNotes(URL_OF_NOTEBOOK, notes, closed.fetch)).rejects.toThrow(/^the notebook opened no session: HTTP 403 without a cookie$/);
    const refusing = notebook([], ({ url }) => (url === `${API}/import` ? { status: 500 } : undefined));
    await expect(importNotes(URL_OF_NOTEBOOK, notes, refusing.fetch)).rejects.toThrow(/^the notebook answered POST \/api\/notebook\/import with HTTP 500$/);
  });
});

function setUp(status: string, imports: boolean, failure?: (request: SeenRequest) => Reply | undefined) {
  const clock = new VirtualClock(600_000);
  const store = new FakeNoteStore();
  const { fetch, seen } = notebook([], failure);
  const logged: object[] = [];
  const application = { name: 'studio', status: async () => status, start: async () => undefined, stop: async () => undefined, url: async () => URL_OF_NOTEBOOK };
  const locations = imports ? [{ Bucket: 'pipeline', Key: 'one.zpln' }] : undefined;
  const handler = createHandler({ application, notes: store, imports: locations, fetch, clock, log: (entry) => logged.push(entry) });
  return {
    store,
    logged,
    clock,
    imported: () => seen.filter(({ url }) => url === `${API}/import`).length,
    send: async (event: CloudFormationCustomResourceEvent) => {
      await clock.run(handler(event, clock));
      return answersIn(seen).at(-1);
    },
    ask: async () => clock.run(handler({ action: 'import' }, clock)),
  };
}

const TEMPLATE = { Bucket: 'assets', Key: 'abc.json' };
const [TARGET, OTHER] = ['one.zpln', 'other.zpln'].map((Key) => ({ Bucket: 'pipeline', Key }));

function noteEvent(requestType: 'Create' | 'Update' | 'Delete', properties: StudioNoteProperties, old?: StudioNoteProperties): CloudFormationCustomResourceEvent {
  const event = cloudFormationEvent(requestType);
  const ResourceProperties = { ServiceToken: event.ServiceToken, ...properties };
  return event.RequestType === 'Update'
    ? { ...event, ResourceType: 'Custom::StudioNote', ResourceProperties, OldResourceProperties: { ServiceToken: event.ServiceToken, ...old } } : { ...event, ResourceType: 'Custom::StudioNote', ResourceProperties };
}

describe('the resource of a note', () => {
  const properties = { Template: TEMPLATE, Target: TARGET, Values: ['trips-1', 'eu-west-1'] };
  const template = JSON.stringify({ name: 'One', paragraphs: [{ title: 'T', text: ['stream=', 0, ' region=', 1, '/', 0] }, { text: ['%md'] }] });

  test('writes it with the names that only a deployment knows', async () => {
    const { store, send } = setUp('READY', false);
    store.objects.set('assets/abc.json', template);
    expect(await send(noteEvent('Create', properties))).toMatchObject({ Status: 'SUCCESS' });
    expect(JSON.parse(store.objects.get('pipeline/one.zpln') ?? '')).toEqual({
      name: 'One', paragraphs: [{ title: 'T', text: 'stream=trips-1 region=eu-west-1/trips-1' }, { text: '%md' }],
    });
  });

  test('moves it, writes it again, and takes it away', async () => {
    const { store, send } = setUp('READY', false);
    store.objects.set('assets/abc.json', template).set('pipeline/other.zpln', 'old');
    await send(noteEvent('Update', properties, { ...properties, Target: OTHER }));
    expect([...store.objects.keys()]).toEqual(['assets/abc.json', 'pipeline/one.zpln']);
    await send(noteEvent('Update', properties, properties));
    expect(store.objects.has('pipeline/one.zpln')).toBe(true);
    await send(noteEvent('Delete', properties));
    expect([...store.objects.keys()]).toEqual(['assets/abc.json']);
  });

  test('waits for its policy to be known, two minutes and no longer', async () => {
    const denied = Object.assign(new Error('Access Denied'), { name: 'AccessDenied' });
    const { store, send } = setUp('READY', false);
    store.objects.set('assets/abc.json', template);
    store.readErrors.push(denied, denied, denied);
    expect(await send(noteEvent('Create', properties))).toMatchObject({ Status: 'SUCCESS' });
    expect(store.objects.has('pipeline/one.zpln')).toBe(true);
    const never = setUp('READY', false);
    never.store.readErrors.push(...Array.from({ length: 1_000 }, () => denied));
    expect(await never.send(noteEvent('Update', properties, properties))).toMatchObject({ Status: 'FAILED', Reason: 'Access Denied' });
    expect(never.clock.now).toBe(115_000);
  });

  test('fails where its template is missing', async () => {
    expect(await setUp('READY', false).send(noteEvent('Create', properties))).toMatchObject({ Status: 'FAILED', Reason: 'NoSuchKey assets/abc.json' });
  });
});

describe('the start at deployment', () => {
  test('imports the notes once the notebook runs', async () => {
    const { store, send, imported, logged } = setUp('RUNNING', true);
    store.objects.set('pipeline/one.zpln', '{"name":"One"}');
    expect(await send(cloudFormationEvent('Create'))).toMatchObject({ Status: 'SUCCESS' });
    expect(imported()).toBe(1);
    expect(logged).toContainEqual({ message: 'notes imported', names: ['One'] });
  });

  test('does not fail where they cannot be imported, and says so', async () => {
    const { store, send, logged } = setUp('RUNNING', true, ({ url }) => (url === URL_OF_NOTEBOOK ? { status: 403 } : undefined));
    store.objects.set('pipeline/one.zpln', '{"name":"One"}');
    expect(await send(cloudFormationEvent('Update'))).toMatchObject({ Status: 'SUCCESS' });
    expect(logged).toContainEqual({ message: 'notes not imported', reason: 'the notebook opened no session: HTTP 403 without a cookie' });
  });

  test('imports nothing unless asked', async () => {
    const { send, imported, logged } = setUp('RUNNING', false);
    expect(await send(cloudFormationEvent('Create'))).toMatchObject({ Status: 'SUCCESS' });
    expect([imported(), logged.length]).toEqual([0, 1]);
  });
});

describe('a person who asks for an import', () => {
  test('has the names of what is new', async () => {
    const { store, ask } = setUp('RUNNING', true);
    store.objects.set('pipeline/one.zpln', '{"name":"One"}');
    expect(await ask()).toEqual({ applicationName: 'studio', status: 'RUNNING', imported: ['One'] });
  });

  test('is told why there is none', async () => {
    await expect(setUp('RUNNING', false).ask()).rejects.toThrow('this notebook takes no notes: set importNotes of its construct and deploy');
    await expect(setUp('READY', true).ask()).rejects.toThrow('notes are imported into a running notebook, this one is READY: start it, and ask again when it is RUNNING');
    await expect(setUp('RUNNING', true).ask()).rejects.toThrow('NoSuchKey pipeline/one.zpln');
  });
});

/** The real client, answered at the edge of HTTP. */
function bucket(body?: string, statusCode = 200) {
  const seen: string[] = [];
  const client = new S3Client({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: {
      handle: async ({ method, hostname, path }: { method: string; hostname: string; path: string }) => {
        seen.push(`${method} ${hostname}${path}`);
        return { response: { statusCode, headers: {}, body: body === undefined ? undefined : Readable.from([Buffer.from(body)]) } };
      },
    },
  });
  return { store: new S3NoteStore(client), seen };
}

test('notes in S3 are read, written and deleted by bucket and key', async () => {
  const { store, seen } = bucket('text');
  expect(await store.read(TARGET)).toBe('text');
  await store.write(TARGET, 'new');
  await store.remove(OTHER);
  const host = 'pipeline.s3.eu-west-1.amazonaws.com';
  expect(seen).toEqual([`GET ${host}/one.zpln`, `PUT ${host}/one.zpln`, `DELETE ${host}/other.zpln`]);
});

test('a note whose bucket is gone is deleted already, one that may not be deleted is not', async () => {
  const refusal = (code: string) => `<Error><Code>${code}</Code><Message>no</Message></Error>`;
  await expect(bucket(refusal('NoSuchBucket'), 404).store.remove(TARGET)).resolves.toBeUndefined();
  await expect(bucket(refusal('AccessDenied'), 403).store.remove(TARGET)).rejects.toThrow('no');
});
