/** As classes of errors are named; with a digit in it, it may be an id of a record. */
const CLASS_NAME = /^[A-Z][A-Za-z]{0,63}$/;

/** What kind of thing was thrown, in one word: no more of it, since all else may hold what the record holds. Whatever it is, this does not throw. */
export function errorKind(thrown: unknown): string {
  try {
    if (!(thrown instanceof Error)) return typeof thrown;
    const name: unknown = thrown.name;
    return typeof name === 'string' && CLASS_NAME.test(name) ? name : 'Error';
  } catch {
    return 'error';
  }
}
