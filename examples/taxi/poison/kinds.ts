import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { aggregateOf, bytesOf, sealed } from './aggregate';

/** What is wrong with a record. */
export interface PoisonKind {
  readonly name: string;
  /** Makes the record; every id makes another one. */
  readonly data: (tripId: string) => Buffer;
  /** Put on the stream as it is, and not packed together with its neighbours. */
  readonly alone?: boolean;
  /** Id of the document it may become, where that is not the trip's. */
  readonly documentId?: (tripId: string) => string;
}

const MEBIBYTE = 1024 * 1024;
/** Of one record with its partition key. */
const LARGEST_RECORD = MEBIBYTE;
const PARTITION_KEY_BYTES = 256;
const DEPTH = 50_000;
const BOMB = gzipSync(Buffer.alloc(16 * MEBIBYTE));

/** A valid trip, as JSON members that a kind can replace. */
function trip(tripId: string, changed: { readonly [field: string]: string } = {}): string {
  const members = {
    trip_id: JSON.stringify(tripId), pickup_at: '"2019-03-01T12:00:00.000Z"', dropoff_at: '"2019-03-01T12:10:00.000Z"', fare: '7.5', color: '"yellow"', ...changed,
  };
  return `{${Object.entries(members).map(([name, value]) => `"${name}":${value}`).join(',')}}`;
}

const text = (make: (tripId: string) => string) => (tripId: string) => Buffer.from(make(tripId));

function longString(tripId: string): string {
  const rest = Buffer.byteLength(trip(tripId, { payment: '""' }));
  return trip(tripId, { payment: `"${'x'.repeat(LARGEST_RECORD - PARTITION_KEY_BYTES - rest)}"` });
}

/** More than OpenSearch takes for an id, so the record can be curated and not be a document. */
const longId = (tripId: string) => `${tripId}-${'x'.repeat(1000)}`;

/** Every kind of record that a pipeline must survive; some of them turn out to be trips all the same. */
export const KINDS: readonly PoisonKind[] = [
  { name: 'truncated base64', data: text((tripId) => Buffer.from(trip(tripId)).toString('base64').slice(0, -7)) },
  { name: 'truncated JSON', data: text((tripId) => trip(tripId).slice(0, -20)) },
  { name: 'garbage', data: (tripId) => Buffer.from(Array.from(Buffer.from(tripId.repeat(20)), (byte, index) => (byte * 151 + index * 89) % 256)) },
  { name: 'invalid UTF-8', data: (tripId) => Buffer.from(trip(tripId, { payment: '"caf\u00e9"' }), 'latin1') },
  { name: 'JSON that is not an object', data: text((tripId) => `[${JSON.stringify(tripId)}]`) },
  { name: 'depth bomb', data: text((tripId) => trip(tripId, { payment: `${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}` })) },
  { name: '1 MiB string', data: text(longString), alone: true },
  { name: 'NaN', data: text((tripId) => trip(tripId, { fare: 'NaN' })) },
  { name: 'number out of range', data: text((tripId) => trip(tripId, { fare: '1e400' })) },
  { name: 'date that does not exist', data: text((tripId) => trip(tripId, { pickup_at: '"2019-02-30T12:00:00.000Z"' })) },
  { name: 'duplicate keys', data: text((tripId) => trip(tripId).replace('{', '{"fare":9.5,')) },
  { name: 'id too long for a document', data: text((tripId) => trip(longId(tripId))), documentId: longId },
  { name: 'aggregate with MD5 mismatch', data: (tripId) => bytesOf({ ...whole(tripId), digest: Buffer.alloc(16) }), alone: true },
  { name: 'aggregate with wrong magic', data: (tripId) => bytesOf({ ...whole(tripId), magic: Buffer.of(0xf3, 0x89, 0x9a, 0xc3) }), alone: true },
  { name: 'aggregate with bad inner length', data: (tripId) => bytesOf(sealed(whole(tripId).message.subarray(0, -3))), alone: true },
  { name: 'gzip bomb', data: (tripId) => Buffer.concat([BOMB, gzipSync(tripId)]), alone: true },
  { name: 'compressed block that is a bomb', data: blockBomb, alone: true },
];

/** A compressed block (docs/compressed-records.md) that says it stands for a record of 1,000 bytes, and stands for 16 MiB. */
function blockBomb(tripId: string): Buffer {
  const header = Buffer.alloc(18);
  Buffer.of(0xc1, 0x53, 0x41, 0x42, 1, 1).copy(header);
  header.writeUInt32BE(1, 6);
  header.writeUInt32BE(1000, 10);
  createHash('md5').update(tripId).digest().copy(header, 14, 0, 4);
  return Buffer.concat([header, BOMB]);
}

function whole(tripId: string) {
  return aggregateOf(tripId, Buffer.from(trip(tripId)));
}
