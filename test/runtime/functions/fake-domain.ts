import type { Reply, SeenRequest } from './fake-fetch';

/** A domain in memory, with as much of aliases and index state management as the bootstrap asks. */
export class FakeDomain {
  /** By alias: its indexes, and whether each is written. */
  readonly aliases: Record<string, Record<string, boolean | undefined>> = {};
  /** By index. */
  readonly managed: Record<string, { policy: string; version?: number } | undefined> = {};
  /** By name; each change counts. */
  readonly policies: Record<string, { version: number; body: unknown } | undefined> = {};

  readonly reply = ({ method, url, body }: SeenRequest): Reply => {
    const { pathname, searchParams } = new URL(url);
    const path = decodeURIComponent(pathname);
    const [, alias] = /^\/_alias\/(.+)$/.exec(path) ?? [];
    if (alias !== undefined) return this.behind(alias);
    const [, policy] = /^\/_plugins\/_ism\/policies\/(.+)$/.exec(path) ?? [];
    if (policy !== undefined) return method === 'GET' ? this.policy(policy) : this.putPolicy(policy, JSON.parse(body), searchParams);
    const [, action, indexes] = /^\/_plugins\/_ism\/(explain|add|change_policy)\/(.+)$/.exec(path) ?? [];
    if (action === 'explain') return this.explain(indexes.split(','));
    if (action !== undefined) return this.give(action, indexes.split(','), body);
    if (path === '/_aliases') return this.mark(body);
    if (/^\/[^/_]+$/.test(path) && method === 'PUT') return this.make(path.slice(1), body);
    return { status: 200, body: '{}' };
  };

  private behind(alias: string): Reply {
    const indexes = this.aliases[alias];
    if (indexes === undefined) return { status: 404, body: 'alias missing' };
    const marks = Object.entries(indexes).map(([index, is]) => [index, { aliases: { [alias]: is === undefined ? {} : { is_write_index: is } } }]);
    return { status: 200, body: Object.fromEntries(marks) };
  }

  private make(index: string, body: string): Reply {
    const { aliases }: { aliases: Record<string, { is_write_index: boolean }> } = JSON.parse(body);
    for (const [alias, mark] of Object.entries(aliases)) this.aliases[alias] = { ...this.aliases[alias], [index]: mark.is_write_index };
    return { status: 200, body: '{"acknowledged":true}' };
  }

  private mark(body: string): Reply {
    const { actions }: { actions: { add: { index: string; alias: string; is_write_index: boolean } }[] } = JSON.parse(body);
    for (const { add } of actions) this.aliases[add.alias] = { ...this.aliases[add.alias], [add.index]: add.is_write_index };
    return { status: 200 };
  }

  private policy(name: string): Reply {
    const policy = this.policies[name];
    return policy === undefined ? { status: 404, body: 'policy missing' } : { status: 200, body: { _id: name, _seq_no: policy.version, _primary_term: 3 } };
  }

  private putPolicy(name: string, body: unknown, query: URLSearchParams): Reply {
    const before = this.policies[name];
    const named = query.get('if_seq_no') ?? undefined;
    if (before !== undefined && (named !== String(before.version) || query.get('if_primary_term') !== '3')) return { status: 409, body: 'version conflict' };
    const version = (before?.version ?? 0) + 1;
    this.policies[name] = { version, body };
    return { status: before === undefined ? 201 : 200, body: { _id: name, _seq_no: version, _primary_term: 3 } };
  }

  private explain(indexes: string[]): Reply {
    return {
      status: 200,
      body: Object.fromEntries(indexes.map((index) => [index, {
        'index.plugins.index_state_management.policy_id': this.managed[index]?.policy ?? null, 'policy_seq_no': this.managed[index]?.version,
      }])),
    };
  }

  private give(action: string, indexes: string[], body: string): Reply {
    const { policy_id: policy }: { policy_id: string } = JSON.parse(body);
    const failed = indexes.filter((index) => (this.managed[index] === undefined) !== (action === 'add'));
    for (const index of indexes) this.managed[index] = { policy, version: this.policies[policy]?.version };
    return { status: 200, body: { updated_indices: indexes.length, failures: failed.length > 0, failed_indices: failed.map((index_name) => ({ index_name, reason: `not for ${action}` })) } };
  }
}
