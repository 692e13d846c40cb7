import { eventually, type Attempt, type Goal } from './eventually';
import type { Clock, RemainingTime } from '../shared/clock';
import type { SearchAnswer, SearchClient, SearchRequest } from '../shared/search-client';

const REQUEST_TIMEOUT_MILLISECONDS = 10_000;
const BODY_LIMIT = 1_000;

export interface DomainRequest extends Pick<SearchRequest, 'method' | 'path' | 'query' | 'contentType' | 'headers'> {
  /** What a person calls it. */
  readonly what: string;
  /** Sent as JSON, unless it is bytes already. */
  readonly body?: object | Buffer;
  /** Statuses besides 2xx that are an answer to the question, and no failure. */
  readonly answers?: readonly number[];
}

/** The domain, asked within the time of one invocation. Waits for one that does not answer yet or is not ready. */
export class Domain {
  constructor(private readonly search: SearchClient, private readonly clock: Clock, private readonly time: RemainingTime) {}

  /** @throws when the domain refuses it, or the time is over */
  async ask(request: DomainRequest): Promise<SearchAnswer> {
    return this.eventually({ what: request.what, done: request.method === 'GET' ? 'read' : 'put' }, async () => this.attempt(request));
  }

  /** The same for what takes several requests that only succeed together. */
  async eventually<Value>(goal: Omit<Goal, 'by'>, attempt: () => Promise<Attempt<Value>>): Promise<Value> {
    return eventually({ ...goal, by: 'the domain' }, attempt, this.clock, this.time);
  }

  async attempt({ method, path, query, contentType = 'application/json', headers, body: content, answers = [] }: DomainRequest): Promise<Attempt<SearchAnswer>> {
    try {
      const answer = await this.search({
        method,
        path,
        query,
        headers,
        ...(content && { contentType, body: Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content)) }),
        timeoutMilliseconds: Math.min(REQUEST_TIMEOUT_MILLISECONDS, this.time.getRemainingTimeInMillis()),
      });
      const { status, body } = answer;
      if ((status >= 200 && status < 300) || answers.includes(status)) return { kind: 'done', value: answer };
      const why = `HTTP ${status} ${body.slice(0, BODY_LIMIT)}`.trim();
      if (status === 401 || status === 403) return { kind: 'forbidden', why };
      return { kind: isPassing(status) ? 'notYet' : 'refused', why };
    } catch (error) {
      return { kind: 'notYet', why: `no answer from the domain (${causeOf(error)})` };
    }
  }
}

/** 409 says that somebody else changed it in the same moment. */
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
