/** Why a whole file of trips cannot be read: missing, empty, or another file's header. A broken row is a `RejectedRow` instead. */
export class TripsError extends Error {
  public readonly name = 'TripsError';
}
