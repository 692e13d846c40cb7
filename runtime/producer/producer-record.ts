import { InvalidRecordError } from './errors';
import { MAXIMUM_HASH_KEY } from './hash-key';
import type { UserRecord } from '../kpl-format/user-record';

/** A record to put. */
export interface ProducerRecord {
  /** 1 to 256 Unicode characters; records with the same key go to the same shard. */
  readonly partitionKey: string;
  /** A decimal number from 0 to 2^128 - 1 that decides the shard instead of the MD5 of the partition key. @default - the partition key decides */
  readonly explicitHashKey?: string;
  /** Bytes, or text to be sent as UTF-8. The producer does not copy them at once: leave them unchanged until `put` settles. */
  readonly data: Uint8Array | string;
}

const MAXIMUM_KEY_CHARACTERS = 256;
const DECIMAL = /^(0|[1-9]\d{0,38})$/;
const HALF_A_CHARACTER = /\p{Surrogate}/u;

/** @throws InvalidRecordError with every problem found */
export function toUserRecord(record: ProducerRecord): UserRecord {
  // the checks hold for callers without TypeScript, too
  const { partitionKey, explicitHashKey, data }: { partitionKey?: unknown; explicitHashKey?: unknown; data?: unknown } = record ?? {};
  if (isPartitionKey(partitionKey) && explicitHashKey === undefined && data instanceof Uint8Array) return { partitionKey, data };
  if (isPartitionKey(partitionKey) && isHashKey(explicitHashKey) && isData(data)) {
    return { partitionKey, explicitHashKey, data: typeof data === 'string' ? Buffer.from(data, 'utf8') : data };
  }
  throw new InvalidRecordError([
    ...(isPartitionKey(partitionKey) ? [] : [`partitionKey is ${show(partitionKey)}, allowed are 1 to ${MAXIMUM_KEY_CHARACTERS} Unicode characters`]),
    ...(isHashKey(explicitHashKey) ? []
      : [`explicitHashKey is ${show(explicitHashKey)}, allowed are decimal numbers from 0 to ${MAXIMUM_HASH_KEY} as text without leading zeros`]),
    ...(isData(data) ? [] : [`data is ${show(data)}, allowed are a Uint8Array and a string`]),
  ], isPartitionKey(partitionKey) ? partitionKey : undefined);
}

function isPartitionKey(value: unknown): value is string {
  if (typeof value !== 'string' || value.length === 0 || value.length > 2 * MAXIMUM_KEY_CHARACTERS) return false;
  for (let index = 0; index < value.length; index++) {
    const unit = value.charCodeAt(index);
    if (unit >= 0xd800 && unit <= 0xdfff) return !HALF_A_CHARACTER.test(value) && [...value].length <= MAXIMUM_KEY_CHARACTERS;
  }
  return value.length <= MAXIMUM_KEY_CHARACTERS;
}

function isHashKey(value: unknown): value is string | undefined {
  return value === undefined || (typeof value === 'string' && DECIMAL.test(value) && BigInt(value) <= MAXIMUM_HASH_KEY);
}

function isData(value: unknown): value is Uint8Array | string {
  return typeof value === 'string' || value instanceof Uint8Array;
}

function show(value: unknown): string {
  if (typeof value === 'string') return value.length <= 40 ? JSON.stringify(value) : `a string of ${value.length} UTF-16 units`;
  return value === null || typeof value !== 'object' ? String(value) : `an object of class ${value.constructor?.name ?? 'none'}`;
}
