import type { Domain } from './domain';
import type { Attempt } from './eventually';
import type { RolloverConfig } from '../../../src/search/search-bootstrap-config';

const ISM = '/_plugins/_ism';
const POLICY_ID = 'index.plugins.index_state_management.policy_id';

interface PolicyVersion {
  readonly _seq_no: number;
  readonly _primary_term: number;
}

/** What `_ism/explain` says of an index. */
interface ManagedIndex {
  readonly [POLICY_ID]?: string | null;
  /** Once the policy has begun to work there. */
  readonly policy_seq_no?: number;
}

interface ChangedIndexes {
  readonly failures?: boolean;
  readonly failed_indices?: { readonly index_name: string; readonly reason: string }[];
}

/**
 * Puts the policy of index state management, and gives it to the indexes that are there already: those without a policy get it, those that work with
 * an earlier version of it get this one, and those that somebody has given another policy keep that.
 * https://docs.opensearch.org/2.19/im-plugin/ism/api/
 */
export async function putIndexPolicy({ policy: { name, body } }: RolloverConfig, indexes: readonly string[], domain: Domain): Promise<void> {
  const version = await domain.eventually({ what: `index policy '${name}'`, done: 'put' }, async () => tryToPut(name, body, domain));
  await domain.eventually({ what: `index policy '${name}' of the indexes ${indexes.join(', ')}`, done: 'put' }, async () => tryToManage(indexes, name, version, domain));
}

/** Looks each time which indexes need it: one that has got the policy by a request whose answer was lost refuses to get it again. */
async function tryToManage(indexes: readonly string[], name: string, version: PolicyVersion, domain: Domain): Promise<Attempt<void>> {
  const explained = await domain.attempt({ what: '', method: 'GET', path: `${ISM}/explain/${pathOf(indexes)}` });
  if (explained.kind !== 'done') return explained;
  const managed: Record<string, ManagedIndex | undefined> = JSON.parse(explained.value.body);
  const policyOf = (index: string) => managed[index]?.[POLICY_ID] ?? undefined;
  const added = await give('add', indexes.filter((index) => policyOf(index) === undefined), name, domain);
  if (added.kind !== 'done') return added;
  // where it has not begun to work it begins with the newest version
  const isBehind = ({ policy_seq_no: works }: ManagedIndex = {}) => works !== undefined && works < version._seq_no;
  return give('change_policy', indexes.filter((index) => policyOf(index) === name && isBehind(managed[index])), name, domain);
}

/** A change of a policy must name the version that it changes; one that has gone by in between (409) is read anew. */
async function tryToPut(name: string, body: object, domain: Domain): Promise<Attempt<PolicyVersion>> {
  const path = `${ISM}/policies/${encodeURIComponent(name)}`;
  const before = await domain.attempt({ what: '', method: 'GET', path, answers: [404] });
  if (before.kind !== 'done') return before;
  const version: PolicyVersion | undefined = before.value.status === 404 ? undefined : JSON.parse(before.value.body);
  const query = version && { if_seq_no: String(version._seq_no), if_primary_term: String(version._primary_term) };
  const answer = await domain.attempt({ what: '', method: 'PUT', path, query, body });
  return answer.kind === 'done' ? { kind: 'done', value: JSON.parse(answer.value.body) } : answer;
}

/** Refused with the domain's reason for each index that does not take it. */
async function give(how: 'add' | 'change_policy', indexes: readonly string[], policy_id: string, domain: Domain): Promise<Attempt<void>> {
  if (indexes.length === 0) return { kind: 'done', value: undefined };
  const answer = await domain.attempt({ what: '', method: 'POST', path: `${ISM}/${how}/${pathOf(indexes)}`, body: { policy_id } });
  if (answer.kind !== 'done') return answer;
  const { failures, failed_indices: failed = [] }: ChangedIndexes = JSON.parse(answer.value.body);
  return failures
    ? { kind: 'refused', why: failed.map(({ index_name, reason }) => `${index_name}: ${reason}`).join('; ') }
    : { kind: 'done', value: undefined };
}

function pathOf(indexes: readonly string[]): string {
  return indexes.map(encodeURIComponent).join(',');
}
