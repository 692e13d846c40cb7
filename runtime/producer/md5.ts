/**
 * MD5 (RFC 1321) of short ASCII text. Finding the shard of a record takes the MD5 of its partition key, and for a short key the call into
 * node:crypto costs several times the arithmetic.
 */
const ONE_BLOCK_CHARACTERS = 55;

const words = new Int32Array(16);

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

/** RFC 1321 §3.4, every step written out: calls and loops would cost several times as much. */
function mix(digest: Uint32Array): void {
  let a = 0x67452301;
  let b = -0x10325477;
  let c = -0x67452302;
  let d = 0x10325476;
  a = (a + (d ^ (b & (c ^ d))) + words[0] - 680876936) | 0;
  a = (b + ((a << 7) | (a >>> 25))) | 0;
  d = (d + (c ^ (a & (b ^ c))) + words[1] - 389564586) | 0;
  d = (a + ((d << 12) | (d >>> 20))) | 0;
  c = (c + (b ^ (d & (a ^ b))) + words[2] + 606105819) | 0;
  c = (d + ((c << 17) | (c >>> 15))) | 0;
  b = (b + (a ^ (c & (d ^ a))) + words[3] - 1044525330) | 0;
  b = (c + ((b << 22) | (b >>> 10))) | 0;
  a = (a + (d ^ (b & (c ^ d))) + words[4] - 176418897) | 0;
  a = (b + ((a << 7) | (a >>> 25))) | 0;
  d = (d + (c ^ (a & (b ^ c))) + words[5] + 1200080426) | 0;
  d = (a + ((d << 12) | (d >>> 20))) | 0;
  c = (c + (b ^ (d & (a ^ b))) + words[6] - 1473231341) | 0;
  c = (d + ((c << 17) | (c >>> 15))) | 0;
  b = (b + (a ^ (c & (d ^ a))) + words[7] - 45705983) | 0;
  b = (c + ((b << 22) | (b >>> 10))) | 0;
  a = (a + (d ^ (b & (c ^ d))) + words[8] + 1770035416) | 0;
  a = (b + ((a << 7) | (a >>> 25))) | 0;
  d = (d + (c ^ (a & (b ^ c))) + words[9] - 1958414417) | 0;
  d = (a + ((d << 12) | (d >>> 20))) | 0;
  c = (c + (b ^ (d & (a ^ b))) + words[10] - 42063) | 0;
  c = (d + ((c << 17) | (c >>> 15))) | 0;
  b = (b + (a ^ (c & (d ^ a))) + words[11] - 1990404162) | 0;
  b = (c + ((b << 22) | (b >>> 10))) | 0;
  a = (a + (d ^ (b & (c ^ d))) + words[12] + 1804603682) | 0;
  a = (b + ((a << 7) | (a >>> 25))) | 0;
  d = (d + (c ^ (a & (b ^ c))) + words[13] - 40341101) | 0;
  d = (a + ((d << 12) | (d >>> 20))) | 0;
  c = (c + (b ^ (d & (a ^ b))) + words[14] - 1502002290) | 0;
  c = (d + ((c << 17) | (c >>> 15))) | 0;
  b = (b + (a ^ (c & (d ^ a))) + words[15] + 1236535329) | 0;
  b = (c + ((b << 22) | (b >>> 10))) | 0;
  a = (a + (c ^ (d & (b ^ c))) + words[1] - 165796510) | 0;
  a = (b + ((a << 5) | (a >>> 27))) | 0;
  d = (d + (b ^ (c & (a ^ b))) + words[6] - 1069501632) | 0;
  d = (a + ((d << 9) | (d >>> 23))) | 0;
  c = (c + (a ^ (b & (d ^ a))) + words[11] + 643717713) | 0;
  c = (d + ((c << 14) | (c >>> 18))) | 0;
  b = (b + (d ^ (a & (c ^ d))) + words[0] - 373897302) | 0;
  b = (c + ((b << 20) | (b >>> 12))) | 0;
  a = (a + (c ^ (d & (b ^ c))) + words[5] - 701558691) | 0;
  a = (b + ((a << 5) | (a >>> 27))) | 0;
  d = (d + (b ^ (c & (a ^ b))) + words[10] + 38016083) | 0;
  d = (a + ((d << 9) | (d >>> 23))) | 0;
  c = (c + (a ^ (b & (d ^ a))) + words[15] - 660478335) | 0;
  c = (d + ((c << 14) | (c >>> 18))) | 0;
  b = (b + (d ^ (a & (c ^ d))) + words[4] - 405537848) | 0;
  b = (c + ((b << 20) | (b >>> 12))) | 0;
  a = (a + (c ^ (d & (b ^ c))) + words[9] + 568446438) | 0;
  a = (b + ((a << 5) | (a >>> 27))) | 0;
  d = (d + (b ^ (c & (a ^ b))) + words[14] - 1019803690) | 0;
  d = (a + ((d << 9) | (d >>> 23))) | 0;
  c = (c + (a ^ (b & (d ^ a))) + words[3] - 187363961) | 0;
  c = (d + ((c << 14) | (c >>> 18))) | 0;
  b = (b + (d ^ (a & (c ^ d))) + words[8] + 1163531501) | 0;
  b = (c + ((b << 20) | (b >>> 12))) | 0;
  a = (a + (c ^ (d & (b ^ c))) + words[13] - 1444681467) | 0;
  a = (b + ((a << 5) | (a >>> 27))) | 0;
  d = (d + (b ^ (c & (a ^ b))) + words[2] - 51403784) | 0;
  d = (a + ((d << 9) | (d >>> 23))) | 0;
  c = (c + (a ^ (b & (d ^ a))) + words[7] + 1735328473) | 0;
  c = (d + ((c << 14) | (c >>> 18))) | 0;
  b = (b + (d ^ (a & (c ^ d))) + words[12] - 1926607734) | 0;
  b = (c + ((b << 20) | (b >>> 12))) | 0;
  a = (a + (b ^ c ^ d) + words[5] - 378558) | 0;
  a = (b + ((a << 4) | (a >>> 28))) | 0;
  d = (d + (a ^ b ^ c) + words[8] - 2022574463) | 0;
  d = (a + ((d << 11) | (d >>> 21))) | 0;
  c = (c + (d ^ a ^ b) + words[11] + 1839030562) | 0;
  c = (d + ((c << 16) | (c >>> 16))) | 0;
  b = (b + (c ^ d ^ a) + words[14] - 35309556) | 0;
  b = (c + ((b << 23) | (b >>> 9))) | 0;
  a = (a + (b ^ c ^ d) + words[1] - 1530992060) | 0;
  a = (b + ((a << 4) | (a >>> 28))) | 0;
  d = (d + (a ^ b ^ c) + words[4] + 1272893353) | 0;
  d = (a + ((d << 11) | (d >>> 21))) | 0;
  c = (c + (d ^ a ^ b) + words[7] - 155497632) | 0;
  c = (d + ((c << 16) | (c >>> 16))) | 0;
  b = (b + (c ^ d ^ a) + words[10] - 1094730640) | 0;
  b = (c + ((b << 23) | (b >>> 9))) | 0;
  a = (a + (b ^ c ^ d) + words[13] + 681279174) | 0;
  a = (b + ((a << 4) | (a >>> 28))) | 0;
  d = (d + (a ^ b ^ c) + words[0] - 358537222) | 0;
  d = (a + ((d << 11) | (d >>> 21))) | 0;
  c = (c + (d ^ a ^ b) + words[3] - 722521979) | 0;
  c = (d + ((c << 16) | (c >>> 16))) | 0;
  b = (b + (c ^ d ^ a) + words[6] + 76029189) | 0;
  b = (c + ((b << 23) | (b >>> 9))) | 0;
  a = (a + (b ^ c ^ d) + words[9] - 640364487) | 0;
  a = (b + ((a << 4) | (a >>> 28))) | 0;
  d = (d + (a ^ b ^ c) + words[12] - 421815835) | 0;
  d = (a + ((d << 11) | (d >>> 21))) | 0;
  c = (c + (d ^ a ^ b) + words[15] + 530742520) | 0;
  c = (d + ((c << 16) | (c >>> 16))) | 0;
  b = (b + (c ^ d ^ a) + words[2] - 995338651) | 0;
  b = (c + ((b << 23) | (b >>> 9))) | 0;
  a = (a + (c ^ (b | ~d)) + words[0] - 198630844) | 0;
  a = (b + ((a << 6) | (a >>> 26))) | 0;
  d = (d + (b ^ (a | ~c)) + words[7] + 1126891415) | 0;
  d = (a + ((d << 10) | (d >>> 22))) | 0;
  c = (c + (a ^ (d | ~b)) + words[14] - 1416354905) | 0;
  c = (d + ((c << 15) | (c >>> 17))) | 0;
  b = (b + (d ^ (c | ~a)) + words[5] - 57434055) | 0;
  b = (c + ((b << 21) | (b >>> 11))) | 0;
  a = (a + (c ^ (b | ~d)) + words[12] + 1700485571) | 0;
  a = (b + ((a << 6) | (a >>> 26))) | 0;
  d = (d + (b ^ (a | ~c)) + words[3] - 1894986606) | 0;
  d = (a + ((d << 10) | (d >>> 22))) | 0;
  c = (c + (a ^ (d | ~b)) + words[10] - 1051523) | 0;
  c = (d + ((c << 15) | (c >>> 17))) | 0;
  b = (b + (d ^ (c | ~a)) + words[1] - 2054922799) | 0;
  b = (c + ((b << 21) | (b >>> 11))) | 0;
  a = (a + (c ^ (b | ~d)) + words[8] + 1873313359) | 0;
  a = (b + ((a << 6) | (a >>> 26))) | 0;
  d = (d + (b ^ (a | ~c)) + words[15] - 30611744) | 0;
  d = (a + ((d << 10) | (d >>> 22))) | 0;
  c = (c + (a ^ (d | ~b)) + words[6] - 1560198380) | 0;
  c = (d + ((c << 15) | (c >>> 17))) | 0;
  b = (b + (d ^ (c | ~a)) + words[13] + 1309151649) | 0;
  b = (c + ((b << 21) | (b >>> 11))) | 0;
  a = (a + (c ^ (b | ~d)) + words[4] - 145523070) | 0;
  a = (b + ((a << 6) | (a >>> 26))) | 0;
  d = (d + (b ^ (a | ~c)) + words[11] - 1120210379) | 0;
  d = (a + ((d << 10) | (d >>> 22))) | 0;
  c = (c + (a ^ (d | ~b)) + words[2] + 718787259) | 0;
  c = (d + ((c << 15) | (c >>> 17))) | 0;
  b = (b + (d ^ (c | ~a)) + words[9] - 343485551) | 0;
  b = (c + ((b << 21) | (b >>> 11))) | 0;
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
