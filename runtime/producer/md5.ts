/**
 * MD5 (RFC 1321) of short ASCII text. Finding the shard of a record takes the MD5 of its partition key, and for a short key the call into
 * node:crypto costs several times the arithmetic.
 */
const ONE_BLOCK_CHARACTERS = 55;

const words = new Int32Array(16);

const f = (b: number, c: number, d: number): number => d ^ (b & (c ^ d));
const g = (b: number, c: number, d: number): number => c ^ (d & (b ^ c));
const h = (b: number, c: number, d: number): number => b ^ c ^ d;
const i = (b: number, c: number, d: number): number => c ^ (b | ~d);

function step(sum: number, shift: number, next: number): number {
  return (next + ((sum << shift) | ((sum | 0) >>> (32 - shift)))) | 0;
}

/** The other byte order, as an unsigned number. */
function swap(word: number): number {
  return ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;
}

/** RFC 1321 §3.1 and §3.2: the characters, one bit, zeros, the length in bits. Bit 7 of the result tells whether a character is not ASCII. */
function pad(text: string): number {
  const length = text.length;
  let seen = 0;
  words.fill(0);
  for (let n = 0; n < length; n++) {
    const character = text.charCodeAt(n);
    seen |= character;
    words[n >> 2] |= character << ((n & 3) << 3);
  }
  words[length >> 2] |= 0x80 << ((length & 3) << 3);
  words[14] = length << 3;
  return seen;
}

/** RFC 1321 §3.4, every step written out: V8 keeps the state in registers this way. */
function mix(digest: Uint32Array): void {
  let a = 0x67452301;
  let b = -0x10325477;
  let c = -0x67452302;
  let d = 0x10325476;
  a = step(a + f(b, c, d) + words[0] - 680876936, 7, b);
  d = step(d + f(a, b, c) + words[1] - 389564586, 12, a);
  c = step(c + f(d, a, b) + words[2] + 606105819, 17, d);
  b = step(b + f(c, d, a) + words[3] - 1044525330, 22, c);
  a = step(a + f(b, c, d) + words[4] - 176418897, 7, b);
  d = step(d + f(a, b, c) + words[5] + 1200080426, 12, a);
  c = step(c + f(d, a, b) + words[6] - 1473231341, 17, d);
  b = step(b + f(c, d, a) + words[7] - 45705983, 22, c);
  a = step(a + f(b, c, d) + words[8] + 1770035416, 7, b);
  d = step(d + f(a, b, c) + words[9] - 1958414417, 12, a);
  c = step(c + f(d, a, b) + words[10] - 42063, 17, d);
  b = step(b + f(c, d, a) + words[11] - 1990404162, 22, c);
  a = step(a + f(b, c, d) + words[12] + 1804603682, 7, b);
  d = step(d + f(a, b, c) + words[13] - 40341101, 12, a);
  c = step(c + f(d, a, b) + words[14] - 1502002290, 17, d);
  b = step(b + f(c, d, a) + words[15] + 1236535329, 22, c);
  a = step(a + g(b, c, d) + words[1] - 165796510, 5, b);
  d = step(d + g(a, b, c) + words[6] - 1069501632, 9, a);
  c = step(c + g(d, a, b) + words[11] + 643717713, 14, d);
  b = step(b + g(c, d, a) + words[0] - 373897302, 20, c);
  a = step(a + g(b, c, d) + words[5] - 701558691, 5, b);
  d = step(d + g(a, b, c) + words[10] + 38016083, 9, a);
  c = step(c + g(d, a, b) + words[15] - 660478335, 14, d);
  b = step(b + g(c, d, a) + words[4] - 405537848, 20, c);
  a = step(a + g(b, c, d) + words[9] + 568446438, 5, b);
  d = step(d + g(a, b, c) + words[14] - 1019803690, 9, a);
  c = step(c + g(d, a, b) + words[3] - 187363961, 14, d);
  b = step(b + g(c, d, a) + words[8] + 1163531501, 20, c);
  a = step(a + g(b, c, d) + words[13] - 1444681467, 5, b);
  d = step(d + g(a, b, c) + words[2] - 51403784, 9, a);
  c = step(c + g(d, a, b) + words[7] + 1735328473, 14, d);
  b = step(b + g(c, d, a) + words[12] - 1926607734, 20, c);
  a = step(a + h(b, c, d) + words[5] - 378558, 4, b);
  d = step(d + h(a, b, c) + words[8] - 2022574463, 11, a);
  c = step(c + h(d, a, b) + words[11] + 1839030562, 16, d);
  b = step(b + h(c, d, a) + words[14] - 35309556, 23, c);
  a = step(a + h(b, c, d) + words[1] - 1530992060, 4, b);
  d = step(d + h(a, b, c) + words[4] + 1272893353, 11, a);
  c = step(c + h(d, a, b) + words[7] - 155497632, 16, d);
  b = step(b + h(c, d, a) + words[10] - 1094730640, 23, c);
  a = step(a + h(b, c, d) + words[13] + 681279174, 4, b);
  d = step(d + h(a, b, c) + words[0] - 358537222, 11, a);
  c = step(c + h(d, a, b) + words[3] - 722521979, 16, d);
  b = step(b + h(c, d, a) + words[6] + 76029189, 23, c);
  a = step(a + h(b, c, d) + words[9] - 640364487, 4, b);
  d = step(d + h(a, b, c) + words[12] - 421815835, 11, a);
  c = step(c + h(d, a, b) + words[15] + 530742520, 16, d);
  b = step(b + h(c, d, a) + words[2] - 995338651, 23, c);
  a = step(a + i(b, c, d) + words[0] - 198630844, 6, b);
  d = step(d + i(a, b, c) + words[7] + 1126891415, 10, a);
  c = step(c + i(d, a, b) + words[14] - 1416354905, 15, d);
  b = step(b + i(c, d, a) + words[5] - 57434055, 21, c);
  a = step(a + i(b, c, d) + words[12] + 1700485571, 6, b);
  d = step(d + i(a, b, c) + words[3] - 1894986606, 10, a);
  c = step(c + i(d, a, b) + words[10] - 1051523, 15, d);
  b = step(b + i(c, d, a) + words[1] - 2054922799, 21, c);
  a = step(a + i(b, c, d) + words[8] + 1873313359, 6, b);
  d = step(d + i(a, b, c) + words[15] - 30611744, 10, a);
  c = step(c + i(d, a, b) + words[6] - 1560198380, 15, d);
  b = step(b + i(c, d, a) + words[13] + 1309151649, 21, c);
  a = step(a + i(b, c, d) + words[4] - 145523070, 6, b);
  d = step(d + i(a, b, c) + words[11] - 1120210379, 10, a);
  c = step(c + i(d, a, b) + words[2] + 718787259, 15, d);
  b = step(b + i(c, d, a) + words[9] - 343485551, 21, c);
  digest[0] = swap((a + 0x67452301) | 0);
  digest[1] = swap((b - 0x10325477) | 0);
  digest[2] = swap((c - 0x67452302) | 0);
  digest[3] = swap((d + 0x10325476) | 0);
}

/** Puts the MD5 into `digest`, most significant word first; or answers false when the text is not ASCII or longer than one block. */
export function md5OfShortText(text: string, digest: Uint32Array): boolean {
  if (text.length > ONE_BLOCK_CHARACTERS || pad(text) >= 0x80) return false;
  mix(digest);
  return true;
}
