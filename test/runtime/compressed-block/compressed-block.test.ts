import { brotliCompressSync, constants, gunzipSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { blockOf, CODECS, framed, handmadeBlock, text } from './blocks';
import { BlockEncoder, codecOf, CompressedBlockError, EXPANDED_LIMIT, openBlock, startsWithBlockMagic } from '../../../runtime/compressed-block';

fc.configureGlobal({ seed: 20_260_111 });

const record = fc.record({
  partitionKey: fc.string({ unit: 'binary', minLength: 1, maxLength: 256 }),
  explicitHashKey: fc.option(fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map(String), { nil: undefined }),
  data: fc.uint8Array({ maxLength: 3000 }),
});

/** As plain values, so that views and buffers compare. */
function plain(records: readonly { partitionKey: string; explicitHashKey?: string; data: Uint8Array }[]) {
  return records.map(({ partitionKey, explicitHashKey, data }) => ({ partitionKey, explicitHashKey, data: Buffer.from(data).toString('hex') }));
}

test.each(CODECS)('%s: whatever records go into a block come out of it', (codec) => {
  fc.assert(fc.property(fc.array(record, { minLength: 1, maxLength: 20 }), (records) => {
    const block = blockOf(records, codec);
    expect(startsWithBlockMagic(block)).toBe(true);
    expect(plain(openBlock(block).records)).toEqual(plain(records));
  }), { numRuns: 200 });
});

test('the layout is the documented one, byte for byte', () => {
  const block = blockOf([text('k1', 'one'), { partitionKey: 'k2', explicitHashKey: '340', data: Buffer.from('two, and a long tail of the same: ' + 'x'.repeat(200)) }]);
  const frame = Buffer.concat([framed(2, 0, 3, 'k1one'), framed(2, 3, 234, `k2340two, and a long tail of the same: ${'x'.repeat(200)}`)]);
  expect(gunzipSync(block.subarray(18))).toEqual(frame);
  expect(block.subarray(0, 18)).toEqual(handmadeBlock(frame, Buffer.alloc(0), { count: 2 }));
});

test('what does not become smaller is stored as it is', () => {
  const block = blockOf([text('k', 'short')], 'brotli');
  expect(block).toEqual(handmadeBlock(framed(1, 0, 5, 'kshort'), framed(1, 0, 5, 'kshort'), { codec: 0 }));
});

test('an encoder that was cleared knows nothing of what was before', () => {
  const gzip = codecOf('gzip');
  if (gzip === undefined) throw new Error('every Node has gzip');
  const encoder = new BlockEncoder(gzip);
  encoder.add(text('old', 'x'.repeat(10_000)));
  encoder.clear();
  expect([encoder.count, encoder.size]).toEqual([0, 0]);
  encoder.add(text('k', 'short'));
  expect(encoder.encode()).toEqual(blockOf([text('k', 'short')]));
});

const FRAME = framed(1, 0, 500, `k${'data '.repeat(100)}`);
const gzipped = gzipSync(FRAME);
const BOMB = brotliCompressSync(Buffer.alloc(EXPANDED_LIMIT * 4), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });

test.each<[string, Buffer, string, RegExp]>([
  ['nothing behind the magic', Buffer.from('c1534142', 'hex'), 'Truncated', /has 4 bytes, its header alone takes 18/],
  ['a header that is cut off', handmadeBlock(FRAME, gzipped).subarray(0, 17), 'Truncated', /has 17 bytes/],
  ['another version', handmadeBlock(FRAME, gzipped, { version: 2 }), 'UnknownVersion', /has version 2, this reader knows 1/],
  ['another codec', handmadeBlock(FRAME, gzipped, { codec: 9 }), 'UnknownCodec', /has codec 9, allowed are 0 to 3/],
  ['no payload', handmadeBlock(FRAME, Buffer.alloc(0)), 'Damaged', /cannot be expanded \(Z_BUF_ERROR\)/],
  ['a payload that is cut off', handmadeBlock(FRAME, gzipped.subarray(0, 20)), 'Damaged', /cannot be expanded/],
  ['a payload of another codec', handmadeBlock(FRAME, brotliCompressSync(FRAME)), 'Damaged', /cannot be expanded \(Z_DATA_ERROR\)/],
  ['gzip called brotli', handmadeBlock(FRAME, gzipped, { codec: 2 }), 'Damaged', /cannot be expanded/],
  ['a size beyond the limit', handmadeBlock(FRAME, gzipped, { size: EXPANDED_LIMIT + 1 }), 'TooLarge', /claims 16777217 bytes of records, at most 16777216 are allowed/],
  ['the largest size there is', handmadeBlock(FRAME, gzipped, { size: 0xffffffff }), 'TooLarge', /claims 4294967295 bytes/],
  ['a bomb that admits its size', handmadeBlock(Buffer.alloc(EXPANDED_LIMIT * 4), BOMB, { codec: 2 }), 'TooLarge', /claims 67108864 bytes/],
  ['more than such a payload can be', handmadeBlock(FRAME, BOMB, { codec: 2, size: EXPANDED_LIMIT }), 'TooLarge', /claims 16777216 bytes of records in \d+ compressed ones, at most \d+ are allowed/],
  ['a bomb that lies', handmadeBlock(FRAME, BOMB, { codec: 2 }), 'SizeMismatch', /claims 508 bytes of records, but has more/],
  ['a gzip bomb that lies', handmadeBlock(FRAME, gzipSync(Buffer.alloc(5_000_000))), 'SizeMismatch', /but has more/],
  ['fewer bytes than claimed', handmadeBlock(FRAME, gzipped, { size: 509 }), 'SizeMismatch', /claims 509 bytes of records, but has 508/],
  ['stored, but other bytes than claimed', handmadeBlock(FRAME, FRAME.subarray(1), { codec: 0 }), 'SizeMismatch', /claims 508 bytes of records, but has 507/],
  ['another checksum', handmadeBlock(FRAME, gzipped, { checksum: 1 }), 'ChecksumMismatch', /do not match its checksum/],
  ['no record', handmadeBlock(FRAME, gzipped, { count: 0 }), 'CountMismatch', /claims 0 records in 508 bytes, where at least 1 and at most 72 can be/],
  ['more records than the bytes can hold', handmadeBlock(FRAME, gzipped, { count: 0xffffffff }), 'CountMismatch', /claims 4294967295 records/],
  ['one record more than there is', handmadeBlock(FRAME, gzipped, { count: 2 }), 'CountMismatch', /claims 2 records, but has 1/],
  ['a key without bytes', handmadeBlock(framed(0, 0, 1, 'x'), framed(0, 0, 1, 'x'), { codec: 0 }), 'MalformedFrame', /record 0 of the compressed block has a partition key of 0 bytes/],
  ['a key longer than any', handmadeBlock(framed(1025, 0, 0, 'k'.repeat(1025)), framed(1025, 0, 0, 'k'.repeat(1025)), { codec: 0 }), 'MalformedFrame', /has a partition key of 1025 bytes/],
  ['a record longer than the block', handmadeBlock(framed(1, 0, 9, 'kx'), framed(1, 0, 9, 'kx'), { codec: 0 }), 'MalformedFrame', /record 0 .* is longer than the block/],
  ['data of four gigabytes', handmadeBlock(framed(1, 0, 0xffffffff, 'kx'), framed(1, 0, 0xffffffff, 'kx'), { codec: 0 }), 'MalformedFrame', /is longer than the block/],
  ['a record that is cut off', handmadeBlock(Buffer.concat([FRAME, Buffer.alloc(3, 1)]), gzipSync(Buffer.concat([FRAME, Buffer.alloc(3, 1)])), { count: 2 }), 'MalformedFrame', /record 1 .* is cut off/],
  ['a hash key that is no number', handmadeBlock(framed(1, 2, 1, 'k-1x'), framed(1, 2, 1, 'k-1x'), { codec: 0 }), 'MalformedFrame', /an explicit hash key that is no decimal number/],
])('%s is an error of its own kind', (_, block, code, message) => {
  const open = () => openBlock(block);
  expect(open).toThrow(CompressedBlockError);
  expect(open).toThrow(expect.objectContaining({ code }));
  expect(open).toThrow(message);
});

test('a codec that this Node lacks is an error of its own kind', () => {
  const open = () => openBlock(handmadeBlock(FRAME, gzipped, { codec: 3 }));
  expect(open).toThrow(expect.objectContaining({ code: codecOf('zstd') === undefined ? 'CodecUnavailable' : 'Damaged' }));
});

test('a bomb takes no memory to speak of', () => {
  const gigantic = gzipSync(Buffer.alloc(EXPANDED_LIMIT * 4));
  const bomb = handmadeBlock(FRAME, gigantic, { size: EXPANDED_LIMIT });
  const before = process.memoryUsage().rss;
  expect(() => openBlock(bomb)).toThrow(/claims 16777216 bytes of records, but has more/);
  // the limit itself and the copy that joins the pieces
  expect(process.memoryUsage().rss - before).toBeLessThan(3 * EXPANDED_LIMIT);
});

test.each(CODECS)('%s: what becomes smaller than readers believe is written so that they do', (codec) => {
  const zeros = { partitionKey: 'k', data: Buffer.alloc(1_000_000) };
  expect(plain(openBlock(blockOf([zeros], codec)).records)).toEqual(plain([zeros]));
});
