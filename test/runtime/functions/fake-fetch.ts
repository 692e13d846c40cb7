/** One request as the fake saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** What the fake does with a request: an answer, or a failure without one. */
export type Reply = { readonly status: number; readonly body?: string | object } | Error;

export interface FakeFetch {
  readonly fetch: typeof fetch;
  readonly seen: SeenRequest[];
}

/** A `fetch` that never leaves this process. */
export function fakeFetch(reply: (request: SeenRequest, count: number) => Reply | Promise<Reply>): FakeFetch {
  const seen: SeenRequest[] = [];
  return {
    seen,
    fetch: async (url, init) => {
      const request: SeenRequest = {
        method: init?.method ?? 'GET',
        url: String(url),
        headers: Object.fromEntries(new Headers(init?.headers)),
        body: Buffer.isBuffer(init?.body) ? init.body.toString() : '',
      };
      seen.push(request);
      const answer = await reply(request, seen.length);
      if (answer instanceof Error) throw answer;
      return new Response(typeof answer.body === 'object' ? JSON.stringify(answer.body) : answer.body ?? '', { status: answer.status });
    },
  };
}

/** How `fetch` fails when nobody listens. */
export function connectionRefused(): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9200'), { code: 'ECONNREFUSED' }) });
}
