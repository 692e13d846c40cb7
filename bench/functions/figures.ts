import type { BundleFigures } from './bundles';
import type { IndexerFigures } from './indexer/contest';
import type { TransformFigures } from './transform/contest';
import type { BundledFunction } from '../../test/tools/bundled-functions';

/** What `npm run bench:functions` measures. */
export interface Figures {
  readonly transform: TransformFigures;
  readonly indexer: IndexerFigures;
  readonly bundles: Readonly<Record<BundledFunction, BundleFigures>>;
}

/** The figures as they are written to a file: those that have a gate, and what they are of. */
export function toReport({ transform, indexer, bundles }: Figures): object {
  const { recordsPerCpuSecond, overStraightforward, overBareParse, rssGrowthMiB } = transform;
  const { documentsPerSecond, overHelpersBulk } = indexer;
  return {
    transform: { recordsPerCpuSecond, overStraightforward, overBareParse, rssGrowthMiB },
    indexer: { documentsPerSecond, overHelpersBulk },
    bundles,
  };
}

export interface Verdict {
  readonly passed: boolean;
  readonly text: string;
}

const LEAST_OVER_STRAIGHTFORWARD = 1.4;
const LEAST_OVER_BARE_PARSE = 0.85;
const MOST_MEMORY_GROWTH_MIB = 32;
const MOST_TIMES_HELPERS_BULK = 1.2;
const KIBIBYTE = 1024;
const MOST_BUNDLE_KIB: Readonly<Record<BundledFunction, number>> = { 'transform': 200, 'studio-lifecycle': 200, 'indexer': 400, 'search-bootstrap': 400 };
const MOST_LOAD_MILLISECONDS = 100;

/** Holds the figures against what the functions have promised. */
export function judge({ transform, indexer, bundles }: Figures): Verdict[] {
  const names = Object.keys(MOST_BUNDLE_KIB).filter((name): name is BundledFunction => name in bundles);
  return [
    {
      passed: transform.overStraightforward >= LEAST_OVER_STRAIGHTFORWARD,
      text: `transform: ${transform.overStraightforward.toFixed(2)} × the records per CPU second of the straightforward handler (at least ${LEAST_OVER_STRAIGHTFORWARD})`,
    },
    {
      passed: transform.overBareParse >= LEAST_OVER_BARE_PARSE,
      text: `transform: ${transform.overBareParse.toFixed(2)} × those of base64 and JSON.parse alone (at least ${LEAST_OVER_BARE_PARSE})`,
    },
    {
      passed: transform.rssGrowthMiB <= MOST_MEMORY_GROWTH_MIB,
      text: `transform: its memory grows by ${transform.rssGrowthMiB.toFixed(1)} MiB over ${transform.memoryRecords} records (at most ${MOST_MEMORY_GROWTH_MIB})`,
    },
    {
      passed: indexer.overHelpersBulk * MOST_TIMES_HELPERS_BULK >= 1,
      text: `indexer: ${indexer.overHelpersBulk.toFixed(2)} × the documents per second of helpers.bulk (at least 1 / ${MOST_TIMES_HELPERS_BULK})`,
    },
    ...names.flatMap((name): Verdict[] => [
      {
        passed: bundles[name].bytes <= MOST_BUNDLE_KIB[name] * KIBIBYTE,
        text: `${name}: ${(bundles[name].bytes / KIBIBYTE).toFixed(1)} KiB (at most ${MOST_BUNDLE_KIB[name]})`,
      },
      { passed: bundles[name].loadMs <= MOST_LOAD_MILLISECONDS, text: `${name}: loads in ${bundles[name].loadMs.toFixed(1)} ms (at most ${MOST_LOAD_MILLISECONDS})` },
    ]),
  ];
}
