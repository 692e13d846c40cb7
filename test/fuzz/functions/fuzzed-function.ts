import type { Random } from '../../../examples/taxi/generator/random';

/** What came of one event. */
export interface Trial {
  /** How many records, or requests, the event held. */
  readonly records: number;
  /** How they ended, each under a name. */
  readonly outcomes: readonly string[];
  /** What must not be. */
  readonly problem?: string;
}

/** A function of the package between fakes of all that it calls. */
export interface FuzzedFunction {
  readonly name: string;
  /** Makes one event, hands it to the function and looks at what came of it. */
  readonly tryOne: (random: Random) => Promise<Trial>;
}
