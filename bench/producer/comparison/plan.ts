import type { Timing } from './contest';
import { KPL_SETTINGS } from './kpl-settings';

export interface Plan {
  readonly rounds: number;
  /** Bytes of a record. */
  readonly sizes: readonly number[];
  readonly kplSettings: readonly string[];
  readonly timing: Timing;
}

const SIZES = [100, 500, 1024, 5120];

export const FULL: Plan = {
  rounds: 3,
  sizes: SIZES,
  kplSettings: Object.keys(KPL_SETTINGS),
  timing: { warmSeconds: 2, slowWarmSeconds: 10, seconds: 4 },
};

/** At most three minutes on two processors that have nothing else to do. */
export const SHORT: Plan = {
  rounds: 1,
  sizes: SIZES,
  kplSettings: Object.keys(KPL_SETTINGS).slice(0, 2),
  timing: { warmSeconds: 2, slowWarmSeconds: 5, seconds: 2 },
};
