import { eventually, type Attempt } from './eventually';
import type { Clock, RemainingTime } from '../shared/clock';
import type { SearchClient } from '../shared/search-client';

const REQUEST_TIMEOUT_MILLISECONDS = 10_000;
const BODY_LIMIT = 1_000;

export interface Put {
  /** What a person calls it. */
  readonly what: string;
  readonly path: string;
  readonly body: object;
}

/** Puts something into the domain, and waits for a domain that does not answer yet or is not ready. */
export async function put(request: Put, search: SearchClient, clock: Clock, time: RemainingTime): Promise<void> {
  await eventually({ what: request.what, by: 'the domain', done: 'put' }, async () => tryToPut(request, search, time), clock, time);
}

async function tryToPut({ path, body: content }: Put, search: SearchClient, time: RemainingTime): Promise<Attempt<void>> {
  try {
    const { status, body } = await search({
      method: 'PUT',
      path,
      contentType: 'application/json',
      body: Buffer.from(JSON.stringify(content)),
      timeoutMilliseconds: Math.min(REQUEST_TIMEOUT_MILLISECONDS, time.getRemainingTimeInMillis()),
    });
    if (status >= 200 && status < 300) return { kind: 'done', value: undefined };
    const why = `HTTP ${status} ${body.slice(0, BODY_LIMIT)}`.trim();
    if (status === 401 || status === 403) return { kind: 'forbidden', why };
    return { kind: isPassing(status) ? 'notYet' : 'refused', why };
  } catch (error) {
    return { kind: 'notYet', why: `no answer from the domain (${causeOf(error)})` };
  }
}

/** 409 says that the security configuration was changed by somebody else in the same moment. */
function isPassing(status: number): boolean {
  return status === 408 || status === 409 || status === 429 || status >= 500;
}

/** `fetch` says why it failed only in the cause of its error: ECONNREFUSED, ENOTFOUND, … */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return error.name === 'TypeError' ? error.message : error.name;
}
