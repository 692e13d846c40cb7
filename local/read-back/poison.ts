import type { Digests } from './digests';
import type { PoisonRecord } from '../report/load-report';
import type { PoisonPlaces } from '../report/report';

/** What the places of a pipeline hold. */
export interface PlacesRead {
  readonly errorObjects: Digests;
  readonly deadLetters: Digests;
  /** Ids of documents. */
  readonly documents: ReadonlySet<string>;
}

const NOWHERE: PoisonPlaces = { sent: 0, errorObjects: 0, deadLetters: 0, indexed: 0, unaccounted: 0 };

/** Looks for every broken record, by kind: it is accounted for where it is in exactly one place. */
export function locatePoison(records: readonly PoisonRecord[], places: PlacesRead): { readonly [kind: string]: PoisonPlaces } {
  const byKind: { [kind: string]: PoisonPlaces } = {};
  for (const { kind, sha256, documentId } of records) {
    const found: Array<keyof PoisonPlaces> = [];
    if (places.errorObjects.has(sha256)) found.push('errorObjects');
    if (places.deadLetters.has(sha256)) found.push('deadLetters');
    if (places.documents.has(documentId)) found.push('indexed');
    const [place = 'unaccounted', ...others] = found;
    byKind[kind] = plus(byKind[kind] ?? NOWHERE, { ...NOWHERE, sent: 1, [others.length > 0 ? 'unaccounted' : place]: 1 });
  }
  return byKind;
}

export function sumOf(byKind: { readonly [kind: string]: PoisonPlaces }): PoisonPlaces {
  return Object.values(byKind).reduce(plus, NOWHERE);
}

function plus(one: PoisonPlaces, other: PoisonPlaces): PoisonPlaces {
  return {
    sent: one.sent + other.sent,
    errorObjects: one.errorObjects + other.errorObjects,
    deadLetters: one.deadLetters + other.deadLetters,
    indexed: one.indexed + other.indexed,
    unaccounted: one.unaccounted + other.unaccounted,
  };
}
