import type { UserRecord } from '../../runtime/kpl-format';

/**
 * Beside ordinary records those that are easily gotten wrong: long keys (the Kinesis Producer Library takes 256 UTF-16 units, the service as many
 * characters), keys beyond ASCII, explicit hash keys, data like an aggregate's.
 */
export function interoperableRecords(): UserRecord[] {
  const ordinary = Array.from({ length: 300 }, (_, n): UserRecord => {
    return { partitionKey: `taxi-${n % 40}`, data: Buffer.from(JSON.stringify({ trip: n, total: n / 7 })) };
  });
  const explicit = [0n, 1n, 2n ** 63n, 2n ** 64n, 2n ** 126n - 1n, 2n ** 126n, 2n ** 127n, 2n ** 128n - 1n].map((hashKey, n): UserRecord => {
    return { partitionKey: `explicit-${n}`, explicitHashKey: String(hashKey), data: Buffer.from(`explicit ${hashKey}`) };
  });
  const keys = ['é', '键', '🚕', '"quoted\\"', 'line\nbreak', 'x'.repeat(127), 'x'.repeat(128), 'x'.repeat(256), '🚕'.repeat(128)].map((partitionKey): UserRecord => {
    return { partitionKey, data: Buffer.from(`key of ${partitionKey.length} units`) };
  });
  const lengths = [1, 127, 128, 16_383, 16_384, 60_000].map((length): UserRecord => {
    return { partitionKey: `length-${length}`, data: Buffer.alloc(length, length % 251) };
  });
  const likeAnAggregate: UserRecord = { partitionKey: 'magic', data: Buffer.from('f3899ac2000102030405060708090a0b0c0d0e0f10', 'hex') };
  return [...ordinary, ...explicit, ...keys, ...lengths, likeAnAggregate];
}

/** A record as one line of text, to be compared with another reader's. */
export function lineOf({ partitionKey, explicitHashKey = '', data }: UserRecord): string {
  return [Buffer.from(partitionKey).toString('base64'), explicitHashKey, Buffer.from(data).toString('base64')].join('\t');
}

/** The same without the explicit hash key, which some readers get wrong when only some records of an aggregate have one. */
export function lineWithoutHashKey({ partitionKey, data }: UserRecord): string {
  return lineOf({ partitionKey, data });
}
