import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { documentedReader } from './documented-reader';
import { interoperableRecords, lineOf } from './user-records';
import { blockOf, framed, handmadeBlock, text } from '../runtime/compressed-block/blocks';

/** A line in is a block in Base64, a line out a record of it or what is wrong with it. */
const DRIVER = `
import base64
import sys

from block_reader import read_block


def encoded(data):
    return base64.b64encode(data).decode()


for line in sys.stdin:
    try:
        for key, hash_key, data in read_block(base64.b64decode(line)):
            print('\\t'.join([encoded(key.encode()), hash_key or '', encoded(data)]))
    except (ValueError, zlib.error) as error:
        print('error', error)
`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'python-reader-'));
  writeFileSync(join(folder, 'block_reader.py'), documentedReader('python'));
  writeFileSync(join(folder, 'driver.py'), DRIVER.replace('import sys\n', 'import sys\nimport zlib\n'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function read(...blocks: Uint8Array[]): string[] {
  const input = blocks.map((block) => `${Buffer.from(block).toString('base64')}\n`).join('');
  return execFileSync('python3', ['-B', join(folder, 'driver.py')], { input, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).trimEnd().split('\n');
}

test('the documented reader reads what the producer frames, compressed or stored', () => {
  const records = interoperableRecords();
  expect(read(blockOf(records))).toEqual(records.map(lineOf));
  expect(read(blockOf([text('k', 'short')]))).toEqual([lineOf(text('k', 'short'))]);
});

const FRAME = framed(1, 0, 500, `k${'data '.repeat(100)}`);
const gzipped = gzipSync(FRAME);

test.each<[string, Uint8Array, string]>([
  ['wrong magic', Buffer.concat([Buffer.from('c1534143', 'hex'), blockOf([text('k', 'x')]).subarray(4)]), 'error no compressed block'],
  ['a header that is cut off', handmadeBlock(FRAME, gzipped).subarray(0, 17), 'error no compressed block'],
  ['another version', handmadeBlock(FRAME, gzipped, { version: 2 }), 'error no compressed block'],
  ['another codec', handmadeBlock(FRAME, gzipped, { codec: 2 }), 'error no compressed block'],
  ['a bomb that admits its size', handmadeBlock(FRAME, gzipped, { size: 0x7fffffff }), 'error the block claims too much'],
  ['a bomb that lies', handmadeBlock(FRAME, gzipSync(Buffer.alloc(50_000_000))), 'error the block is not what it claims'],
  ['a payload that is cut off', handmadeBlock(FRAME, gzipped.subarray(0, 15)), 'error the block is not what it claims'],
  ['a payload that is no gzip', handmadeBlock(FRAME, Buffer.from('no gzip')), 'error Error -3'],
  ['a wrong checksum', handmadeBlock(FRAME, gzipped, { checksum: 7 }), 'error the block is not what it claims'],
  ['a wrong count', handmadeBlock(FRAME, gzipped, { count: 2 }), 'error the records do not end where the block does'],
  ['a record longer than the block', handmadeBlock(framed(1, 0, 9, 'kx'), framed(1, 0, 9, 'kx'), { codec: 0 }), 'error the records do not end where the block does'],
])('it refuses %s, and goes on', (_, bad, message) => {
  const [error, record] = read(bad, blockOf([text('k', 'x')]));
  expect(error).toContain(message);
  expect(record).toBe(lineOf(text('k', 'x')));
});
