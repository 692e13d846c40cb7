/** What a load program says it did with the records. */
export interface LoadCounts {
  readonly read: number;
  readonly rejected: number;
  readonly acknowledged: number;
  readonly failed: number;
}

/** A broken record that the stream has taken, and by what it is found. */
export interface PoisonRecord {
  /** What is wrong with it. */
  readonly kind: string;
  /** Hex digest of its data. */
  readonly sha256: string;
  /** Id of the document that it may become. */
  readonly documentId: string;
}

export interface LoadReport {
  readonly trips: LoadCounts;
  readonly poison: readonly PoisonRecord[];
}

const SHAPE = '{"read","rejected","acknowledged","failed"}';
const POISON_SHAPE = '"poison": [{"kind","sha256","documentId"}]';

/**
 * @param poison how many broken records were asked for.
 * @throws when the load program wrote something else than its four counts and, if there are any, the broken records.
 */
export function readLoadReport(text: string, file: string, poison = 0): LoadReport {
  const given = objectOf(text);
  const problems: string[] = [];
  const count = (name: string): number => {
    const value = given[name];
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    problems.push(`${name} must be a count, received ${JSON.stringify(value)}`);
    return 0;
  };
  const trips = { read: count('read'), rejected: count('rejected'), acknowledged: count('acknowledged'), failed: count('failed') };
  const listed: unknown[] = Array.isArray(given.poison) ? given.poison : [];
  const records = listed.filter(isPoisonRecord);
  if (poison > 0 && !Array.isArray(given.poison)) problems.push(`poison must be a list, received ${JSON.stringify(given.poison)}`);
  if (records.length < listed.length) problems.push(`poison must hold ${POISON_SHAPE}, received ${JSON.stringify(listed.find((record) => !isPoisonRecord(record)))}`);
  if (problems.length > 0) {
    throw new Error(`the load program's report ${file} is not of the form ${SHAPE}${poison > 0 ? ` with ${POISON_SHAPE}` : ''}: ${problems.join('; ')}`);
  }
  return { trips, poison: records };
}

function objectOf(text: string): { [name: string]: unknown } {
  try {
    const content: unknown = JSON.parse(text);
    return { ...(typeof content === 'object' ? content : {}) };
  } catch {
    return {};
  }
}

function isPoisonRecord(value: unknown): value is PoisonRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, sha256, documentId }: { kind?: unknown; sha256?: unknown; documentId?: unknown } = value;
  return typeof kind === 'string' && typeof documentId === 'string' && typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256);
}
