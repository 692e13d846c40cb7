import type { Roll } from './dice';

/** A decoder under broken input. */
export interface FuzzedDecoder {
  readonly name: string;
  /** Decodes one broken input; answers how it ended, in a word, or what went wrong. */
  readonly tryOne: (roll: Roll) => { readonly outcome: string } | { readonly problem: string };
}
