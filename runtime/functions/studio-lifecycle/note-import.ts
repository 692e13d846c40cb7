const TIMEOUT_MILLISECONDS = 30_000;

/** A note as Zeppelin lists it. */
interface ListedNote {
  readonly path?: string;
  readonly name?: string;
}

/**
 * Imports notes into a running notebook, by the way that a person's browser takes: the URL opens a session, whose cookie the REST API of Zeppelin accepts.
 *
 * Notes that the notebook has already, by their names, stay as they are: a person may have changed them.
 * @param url a presigned URL of the notebook; it is a credential, so no error names it.
 * @param notes the notes as JSON.
 * @returns the names of the notes that were not there before.
 */
export async function importNotes(url: string, notes: readonly string[], fetchImplementation: typeof fetch): Promise<string[]> {
  const { origin, pathname } = new URL(url);
  // the notebook's own path comes first, then that of the page
  const api = `${origin}/${pathname.split('/')[1]}/api/notebook`;
  const cookie = await openSession(url, fetchImplementation);
  const request = async (path: string, init: RequestInit = {}): Promise<{ readonly body?: unknown }> => {
    const response = await fetchImplementation(`${api}${path}`, {
      ...init, headers: { 'cookie': cookie, 'content-type': 'application/json' }, signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    if (!response.ok) throw new Error(`the notebook answered ${init.method ?? 'GET'} /api/notebook${path} with HTTP ${response.status}`);
    const answer: { readonly body?: unknown } = JSON.parse(await response.text());
    return answer;
  };
  const { body } = await request('');
  const listed: readonly ListedNote[] = Array.isArray(body) ? body : [];
  const present = new Set(listed.map(({ path, name }) => (path ?? name ?? '').replace(/^\//, '')));
  const imported: string[] = [];
  for (const note of notes) {
    const { name }: { readonly name: string } = JSON.parse(note);
    if (present.has(name)) continue;
    await request('/import', { method: 'POST', body: Buffer.from(note) });
    imported.push(name);
  }
  return imported;
}

async function openSession(url: string, fetchImplementation: typeof fetch): Promise<string> {
  const response = await fetchImplementation(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });
  await response.text();
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  if (cookies.length === 0) throw new Error(`the notebook opened no session: HTTP ${response.status} without a cookie`);
  return cookies.join('; ');
}
