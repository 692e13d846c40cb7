import type { Reply, SeenRequest } from './fake-fetch';

/** What the fake index does with one document: the error it answers, or undefined when it stores it. */
export type Verdict = { readonly status: number; readonly type: string } | undefined;

/** An index in memory that speaks the bulk API. */
export class FakeSearch {
  readonly documents = new Map<string, object>();
  readonly requestSizes: number[] = [];

  constructor(private readonly judge: (id: string, source: object, request: number) => Verdict = () => undefined) {}

  readonly reply = (request: SeenRequest): Reply => {
    const lines = request.body.split('\n');
    const [, path] = /^\/(.+)\/_bulk$/.exec(new URL(request.url).pathname) ?? [];
    if (path === undefined) return { status: 403, body: `no permission for ${request.url}` };
    if (lines.pop() !== '') return { status: 400, body: 'the bulk request must be terminated by a newline' };
    this.requestSizes.push(lines.length / 2);
    const items: object[] = [];
    for (let i = 0; i < lines.length; i += 2) {
      const { index }: { index: { _id: string } } = JSON.parse(lines[i]);
      const source: object = JSON.parse(lines[i + 1]);
      const refusal = this.judge(index._id, source, this.requestSizes.length);
      if (refusal === undefined) {
        this.documents.set(`${decodeURIComponent(path)}/${index._id}`, source);
        items.push({ index: { status: 201 } });
      } else {
        items.push({ index: { status: refusal.status, error: { type: refusal.type, reason: 'quotes the document' } } });
      }
    }
    return { status: 200, body: { items } };
  };
}
