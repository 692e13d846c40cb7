import { createHash } from 'node:crypto';
import { KINDS } from './kinds';

/** A record made to break a pipeline, and what to look for afterwards. */
export interface PoisonRecord {
  readonly kind: string;
  readonly partitionKey: string;
  readonly data: Buffer;
  readonly alone: boolean;
  /** Hex digest of the data, by which it is found where a pipeline keeps what it refuses. */
  readonly sha256: string;
  /** Id of the document that it may become. */
  readonly documentId: string;
}

/** So many records, of every kind in turn; no two are the same. */
export function* poisonRecords(count: number): Generator<PoisonRecord> {
  for (let number = 1; number <= count; number++) {
    const { name, data: make, alone = false, documentId = (tripId: string) => tripId } = KINDS[(number - 1) % KINDS.length];
    const tripId = `poison-${number}`;
    const data = make(tripId);
    yield { kind: name, partitionKey: tripId, data, alone, sha256: createHash('sha256').update(data).digest('hex'), documentId: documentId(tripId) };
  }
}
