import type { Reply, SeenRequest } from './fake-fetch';

/** What the fake index does with one document: the error it answers, or undefined when it stores it. */
export type Verdict = { readonly status: number; readonly type: string } | undefined;

/** Indexes in memory behind an alias each, that speak as much as the indexer asks: which they are, which has a document, and the bulk API. */
export class FakeSearch {
  /** By index and id, for example `trips-000001/a`. */
  readonly documents = new Map<string, object>();
  readonly requestSizes: number[] = [];
  private numbers = 1;

  constructor(private readonly judge: (id: string, source: object, request: number) => Verdict = () => undefined) {}

  /** The next index begins behind every alias. */
  rollOver(): void {
    this.numbers++;
  }

  readonly reply = (request: SeenRequest): Reply => {
    const [, alias] = /^\/_alias\/([^/]+)$/.exec(new URL(request.url).pathname) ?? [];
    if (alias !== undefined) return { status: 200, body: this.behind(decodeURIComponent(alias)) };
    const [, path, action] = /^\/([^/]+)\/(_search|_bulk)$/.exec(new URL(request.url).pathname) ?? [];
    if (path === undefined) return { status: 403, body: `no permission for ${request.url}` };
    return action === '_search' ? this.search(decodeURIComponent(path), request.body) : this.bulk(decodeURIComponent(path), request.body.split('\n'));
  };

  private behind(alias: string): object {
    return Object.fromEntries(Array.from({ length: this.numbers }, (_, before) => [
      `${alias}-${String(before + 1).padStart(6, '0')}`, { aliases: { [alias]: { is_write_index: before + 1 === this.numbers } } },
    ]));
  }

  private search(alias: string, body: string): Reply {
    const { query }: { query: { bool: { filter: { ids: { values: string[] } }; must_not: { term: { _index: string } } } } } = JSON.parse(body);
    const { filter, must_not: not } = query.bool;
    const hits = [...this.documents.keys()].map((key) => ({ _index: key.split('/')[0], _id: key.slice(key.indexOf('/') + 1) }))
      .filter(({ _index, _id }) => _index.startsWith(`${alias}-`) && _index !== not.term._index && filter.ids.values.includes(_id));
    return { status: 200, body: hits.length > 0 ? { hits: { hits } } : {} };
  }

  private bulk(index: string, lines: string[]): Reply {
    if (lines.pop() !== '') return { status: 400, body: 'the bulk request must be terminated by a newline' };
    this.requestSizes.push(lines.length / 2);
    const items: object[] = [];
    for (let i = 0; i < lines.length; i += 2) {
      const action: { index: { _id: string } } = JSON.parse(lines[i]);
      const { _id: id } = action.index;
      const source: object = JSON.parse(lines[i + 1]);
      const refusal = this.judge(id, source, this.requestSizes.length);
      if (refusal === undefined) {
        this.documents.set(`${index}/${id}`, source);
        items.push({ index: { status: 201 } });
      } else {
        items.push({ index: { status: refusal.status, error: { type: refusal.type, reason: 'quotes the document' } } });
      }
    }
    return { status: 200, body: { items } };
  }
}
