/** A mistake in what a person asked for, or something their machine lacks: the message is all they need, so no stack is shown. */
export class UsageError extends Error {
  public readonly name = 'UsageError';
}
