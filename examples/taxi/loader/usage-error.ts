/** A mistake in what a person asked for: its message is all they need. */
export class UsageError extends Error {
  public readonly name = 'UsageError';
}
