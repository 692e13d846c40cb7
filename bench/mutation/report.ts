import type { Place } from './instrumented-project';
import { partOf } from './sample';

export type Verdict = 'killed' | 'timeout' | 'survived' | 'untested';

export interface Tried {
  readonly place: Place;
  readonly verdict: Verdict;
  /** The test that noticed. */
  readonly by?: string;
}

export interface Score {
  readonly mutants: number;
  readonly killed: number;
  /** Ended because a loop did not. */
  readonly timeout: number;
  readonly survived: number;
  /** Survived, since no test comes across. */
  readonly untested: number;
  /** Killed and timeout, of all, in percent. */
  readonly score: number;
}

export interface Report extends Score {
  readonly parts: { readonly [part: string]: Score };
  readonly survivors: readonly (Place & { readonly verdict: Verdict })[];
}

export function report(tried: readonly Tried[]): Report {
  const parts = [...new Set(tried.map(({ place }) => partOf(place.file)))].sort();
  return {
    ...score(tried),
    parts: Object.fromEntries(parts.map((part) => [part, score(tried.filter(({ place }) => partOf(place.file) === part))])),
    survivors: tried.filter(({ verdict }) => verdict === 'survived' || verdict === 'untested').map(({ place, verdict }) => ({ ...place, verdict })),
  };
}

function score(tried: readonly Tried[]): Score {
  const count = (wanted: Verdict) => tried.filter(({ verdict }) => verdict === wanted).length;
  const noticed = count('killed') + count('timeout');
  return {
    mutants: tried.length,
    killed: count('killed'),
    timeout: count('timeout'),
    survived: count('survived') + count('untested'),
    untested: count('untested'),
    score: Math.floor(1000 * noticed / Math.max(tried.length, 1)) / 10,
  };
}
