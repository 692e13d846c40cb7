/** A mistake in what a person asked for: its message is all they need. */
export class UsageError extends Error {
  public override readonly name = 'UsageError';
}

export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
