import type { Domain } from './domain';
import type { Attempt } from './eventually';
import type { RolloverConfig } from '../../../src/search/search-bootstrap-config';

interface AliasesOfIndex {
  readonly aliases?: Record<string, { readonly is_write_index?: boolean } | undefined>;
}

/**
 * Sees to it that there is an alias and an index behind it that is written, and says which indexes are behind it. What is there stays as it is.
 * @throws when an index has the name of the alias, or it is not to be told which of several indexes is written
 */
export async function ensureWriteAlias(rollover: RolloverConfig, domain: Domain): Promise<string[]> {
  const goal = { what: `alias '${rollover.alias}'`, done: 'put' };
  const indexes = await domain.eventually(goal, async () => tryToFind(rollover, domain));
  if (indexes.length > 0) return indexes;
  return domain.eventually(goal, async () => tryToMake(rollover, domain));
}

async function tryToFind({ alias }: RolloverConfig, domain: Domain): Promise<Attempt<string[]>> {
  const answer = await domain.attempt({ what: '', method: 'GET', path: `/_alias/${encodeURIComponent(alias)}`, answers: [404] });
  if (answer.kind !== 'done') return answer;
  if (answer.value.status === 404) return { kind: 'done', value: [] };
  const parsed: Record<string, AliasesOfIndex> = JSON.parse(answer.value.body);
  const indexes = Object.keys(parsed);
  if (indexes.some((index) => parsed[index].aliases?.[alias]?.is_write_index)) return { kind: 'done', value: indexes };
  if (indexes.length > 1) {
    return { kind: 'refused', why: `it has the indexes ${indexes.join(', ')} and none that is written: make one of them its write index, or name another index` };
  }
  // without the mark, a rollover would take the alias away from the index that was written before
  return marked(indexes, alias, domain);
}

async function tryToMake({ alias, firstIndex }: RolloverConfig, domain: Domain): Promise<Attempt<string[]>> {
  const answer = await domain.attempt({
    what: '', method: 'PUT', path: `/${encodeURIComponent(firstIndex)}`, body: { aliases: { [alias]: { is_write_index: true } } }, answers: [400],
  });
  if (answer.kind !== 'done') return answer;
  const { status, body } = answer.value;
  if (status !== 400) return { kind: 'done', value: [firstIndex] };
  // by an attempt whose answer was lost, or by a writer after somebody had deleted all of them
  if (body.includes('resource_already_exists_exception')) return marked([firstIndex], alias, domain);
  if (body.includes('invalid_alias_name_exception')) {
    return { kind: 'refused', why: `an index has this name: reindex it into ${firstIndex} and delete it, or name another index` };
  }
  return { kind: 'refused', why: `HTTP 400 ${body.slice(0, 1_000)}` };
}

async function marked(indexes: string[], alias: string, domain: Domain): Promise<Attempt<string[]>> {
  const actions = indexes.map((index) => ({ add: { index, alias, is_write_index: true } }));
  const answer = await domain.attempt({ what: '', method: 'POST', path: '/_aliases', body: { actions } });
  return answer.kind === 'done' ? { kind: 'done', value: indexes } : answer;
}
