import { createHash } from 'node:crypto';
import type { Place } from './instrumented-project';

/** How many mutants of each part, and how many more of what the issues of a pipeline come from: alarms, policies and the grants of keys. */
const OF_EACH_PART = 16;
const OF_WHAT_MATTERS = 80;
const MATTERS = /alarm|statement|policy|polic|key|grant|role|access/;
const SEED = 'streaming-analytics-pipeline';

/** The part that a source file belongs to: its folder, or the pipeline that composes the parts. */
export function partOf(file: string): string {
  const [, folder, ...rest] = file.split('/');
  return rest.length > 0 ? folder : 'pipeline';
}

/**
 * The mutants to try: as many of each part, and more where a wrong line costs most.
 *
 * Chosen by a hash of what is changed into what, so a line added elsewhere leaves the sample as it is. In an order that mixes the parts.
 */
export function sample(places: readonly Place[]): Place[] {
  const shuffled = [...places].sort((a, b) => rank(a).localeCompare(rank(b)));
  const byPart = new Map<string, Place[]>();
  for (const place of shuffled) {
    byPart.set(partOf(place.file), [...byPart.get(partOf(place.file)) ?? [], place]);
  }
  const ofEachPart = [...byPart.values()].flatMap((part) => part.slice(0, OF_EACH_PART));
  const taken = new Set(ofEachPart);
  const more = shuffled.filter((place) => MATTERS.test(place.file.replace(/^.*\//, '')) && !taken.has(place)).slice(0, OF_WHAT_MATTERS);
  return [...ofEachPart, ...more].sort((a, b) => rank(a).localeCompare(rank(b)));
}

/** A mutant by what it is, whatever lines are above it. */
export function identity({ file, mutator, original, replacement }: Place): string {
  return [file, mutator, original, replacement].join('\n');
}

function rank(place: Place): string {
  return createHash('sha256').update(`${SEED}\n${identity(place)}\n${place.column}`).digest('hex');
}
