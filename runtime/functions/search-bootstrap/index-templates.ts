import type { IndexTemplateConfig } from '../../../src/search/search-bootstrap-config';
import { backoff, type Clock, type RemainingTime } from '../shared/clock';
import type { SearchClient } from '../shared/search-client';

const REQUEST_TIMEOUT_MILLISECONDS = 10_000;
const GREATEST_WAIT_MILLISECONDS = 10_000;
const BODY_LIMIT = 1_000;
/** A new access policy or role takes a moment to be known everywhere; after that 403 is an answer. */
const FORBIDDEN_ATTEMPTS = 10;

/** Puts one index template, and waits for a domain that does not answer yet or is not ready. */
export async function putIndexTemplate(template: IndexTemplateConfig, search: SearchClient, clock: Clock, time: RemainingTime): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const result = await tryToPut(template, search, time);
    if (result.kind === 'done') return;
    if (result.kind === 'refused' || (result.kind === 'forbidden' && attempt >= FORBIDDEN_ATTEMPTS)) {
      throw new Error(`index template '${template.name}' was refused by the domain: ${result.why}`);
    }
    const wait = backoff(attempt, clock, 500, GREATEST_WAIT_MILLISECONDS);
    if (time.getRemainingTimeInMillis() <= wait) {
      throw new Error(`index template '${template.name}' could not be put in time, after ${attempt} attempts: ${result.why}`);
    }
    await clock.sleep(wait);
  }
}

type Result = { readonly kind: 'done' } | { readonly kind: 'notYet' | 'forbidden' | 'refused'; readonly why: string };

async function tryToPut(template: IndexTemplateConfig, search: SearchClient, time: RemainingTime): Promise<Result> {
  try {
    const { status, body } = await search({
      method: 'PUT',
      path: `/_index_template/${encodeURIComponent(template.name)}`,
      contentType: 'application/json',
      body: Buffer.from(JSON.stringify(template.body)),
      timeoutMilliseconds: Math.min(REQUEST_TIMEOUT_MILLISECONDS, time.getRemainingTimeInMillis()),
    });
    if (status >= 200 && status < 300) return { kind: 'done' };
    const why = `HTTP ${status} ${body.slice(0, BODY_LIMIT)}`.trim();
    if (status === 401 || status === 403) return { kind: 'forbidden', why };
    return { kind: status === 408 || status === 429 || status >= 500 ? 'notYet' : 'refused', why };
  } catch (error) {
    return { kind: 'notYet', why: `no answer from the domain (${causeOf(error)})` };
  }
}

/** `fetch` says why it failed only in the cause of its error: ECONNREFUSED, ENOTFOUND, … */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return error.name === 'TypeError' ? error.message : error.name;
}
