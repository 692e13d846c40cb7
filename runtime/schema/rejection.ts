import type { Reason } from './reason';

/** A record that its schema does not take, with every reason found. */
export class Rejection {
  readonly valid = false;

  constructor(readonly reasons: readonly Reason[]) {}
}
