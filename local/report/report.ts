import type { LoadCounts } from './load-report';
import type { Destroyed } from '../deploy/destroy';
import type { FaultReport } from '../faults/fault';

/** What a run of the demo found, as `--json` writes it. */
export interface Report {
  readonly ok: boolean;
  /** Why it is not ok. */
  readonly reasons?: readonly string[];
  readonly trips: LoadCounts;
  readonly stream: { readonly records: number; readonly userRecords: number };
  readonly transform: { readonly invocations: number };
  readonly curated: { readonly records: number; readonly errors: number; readonly objects: number };
  /** `leftOut` says why, where there is no search on this machine. */
  readonly search: { readonly documents: number; readonly deadLetters: number } | { readonly leftOut: string };
  /** What the Studio's note found and search holds, and what is in the input, when it ran. */
  readonly insights?: InsightCounts;
  /** Where the broken records have ended, if there were any. */
  readonly poison?: PoisonPlaces;
  readonly poisonByKind?: { readonly [kind: string]: PoisonPlaces };
  /** What was made to go wrong, if anything. */
  readonly faults?: readonly FaultReport[];
  /** Records put on the stream again, since their transform failed as a whole. */
  readonly redriven?: number;
  /** Records that are in no place after the faults. */
  readonly lost?: number;
  /** Documents that another one equals, after the faults. */
  readonly duplicates?: number;
  readonly resources: { readonly deployed: number; readonly stubbed: readonly string[] };
  /** What became of the stack at the end, unless it is kept. */
  readonly destroyed?: Destroyed;
  readonly seconds: { readonly [step: string]: number };
}

/** Windows, and the records in them. */
export interface InsightCounts {
  readonly windows: number;
  readonly trips: number;
  readonly expectedWindows: number;
  readonly expectedTrips: number;
}

/** Where broken records have ended. */
export interface PoisonPlaces {
  /** Those that the stream has taken. */
  readonly sent: number;
  /** Under the error prefix of the curated bucket. */
  readonly errorObjects: number;
  readonly deadLetters: number;
  /** Documents: there was nothing wrong with them after all. */
  readonly indexed: number;
  /** In no place, or in several. */
  readonly unaccounted: number;
}
