import { createHash } from 'node:crypto';
import { md5OfShortText } from './md5';

/** A 128-bit number as four unsigned words, most significant first. */
export type HashKey = Uint32Array;

export const HASH_KEY_WORDS = 4;
export const MAXIMUM_HASH_KEY = 2n ** 128n - 1n;

export function newHashKey(): HashKey {
  return new Uint32Array(HASH_KEY_WORDS);
}

/** Where Kinesis places the record: the explicit hash key, else the MD5 of the partition key in UTF-8. */
export function hashKeyOf(partitionKey: string, explicitHashKey: string | undefined, hashKey: HashKey): void {
  if (explicitHashKey !== undefined) {
    writeHashKey(BigInt(explicitHashKey), hashKey, 0);
  } else if (!md5OfShortText(partitionKey, hashKey)) {
    const digest = createHash('md5').update(partitionKey, 'utf8').digest();
    for (let word = 0; word < HASH_KEY_WORDS; word++) hashKey[word] = digest.readUInt32BE(word * 4);
  }
}

/** Writes the number into `words`, from index `offset` on. */
export function writeHashKey(value: bigint, words: Uint32Array, offset: number): void {
  for (let word = 0; word < HASH_KEY_WORDS; word++) words[offset + word] = Number((value >> BigInt(32 * (3 - word))) & 0xffffffffn);
}

/** Negative, zero or positive, as the number in `words` at `offset` is smaller than, equal to or greater than the hash key. */
export function compareHashKey(words: Uint32Array, offset: number, hashKey: HashKey): number {
  for (let word = 0; word < HASH_KEY_WORDS; word++) {
    const difference = words[offset + word] - hashKey[word];
    if (difference !== 0) return difference;
  }
  return 0;
}
