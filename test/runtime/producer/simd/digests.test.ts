import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import * as fc from 'fast-check';
import { writeDigests } from '../../../../runtime/producer/simd/digests';
import { LANES, PART } from '../../../../runtime/producer/simd/md5-function';
import { Md5Lanes } from '../../../../runtime/producer/simd/md5-lanes';

fc.configureGlobal({ seed: 20_260_105 });

const DIGESTS = join(__dirname, '../../../../runtime/producer/simd/digests.ts');
const AROUND = 0xee;

/** A message somewhere inside a buffer, and a place for its digest, with bytes around both. */
interface Place {
  readonly message: Uint8Array;
  readonly digest: Uint8Array;
  readonly around: () => readonly Uint8Array[];
}

function place(content: Uint8Array, offset: number): Place {
  const bytes = new Uint8Array(offset + content.length + 1).fill(AROUND);
  bytes.set(content, offset);
  const digest = new Uint8Array(offset + 17).fill(AROUND);
  return {
    message: bytes.subarray(offset, offset + content.length),
    digest: digest.subarray(offset, offset + 16),
    around: () => [bytes.subarray(0, offset), bytes.subarray(offset + content.length), digest.subarray(0, offset), digest.subarray(offset + 16)],
  };
}

function messageOf(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 167 + length * 13 + (index >> 8)) & 0xff);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function md5(message: Uint8Array): string {
  return createHash('md5').update(message).digest('hex');
}

function expectDigests(places: readonly Place[]): void {
  expect(places.map(({ digest }) => hex(digest))).toEqual(places.map(({ message }) => md5(message)));
  expect(places.flatMap(({ around }) => around()).every((bytes) => bytes.every((byte) => byte === AROUND))).toBe(true);
}

const lengths = {
  'from 0 to 300': Array.from({ length: 301 }, (_, length) => length),
  'around multiples of a block': [5, 8, 63, 100].flatMap((blocks) => [-10, -9, -8, -1, 0, 1].map((more) => blocks * 64 + more)),
  'around multiples of what is copied at once': [1, 2, 5].flatMap((parts) => [-65, -64, -63, -9, -8, -1, 0, 1, 63, 64].map((more) => parts * PART + more)),
  'that differ much': [1_000_000, 0, 70_000, 1, 4096, 51_200, 51_199, 8, 300_000, 55, 56, 64],
};

test.each(Object.entries(lengths))('the digests of messages of lengths %s', (_, all) => {
  const lanes = new Md5Lanes();
  for (const order of [all, [...all].reverse()]) {
    const places = order.map((length, index) => place(messageOf(length), index % 5));
    lanes.digest(places);
    expectDigests(places);
  }
});

test('any number of messages with any content', () => {
  const lanes = new Md5Lanes();
  const length = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 3 * PART }));
  const message = length.chain((size) => fc.uint8Array({ minLength: size, maxLength: size }));
  const places = fc.array(fc.tuple(message, fc.integer({ min: 0, max: 70 })), { maxLength: 3 * LANES });
  fc.assert(fc.property(places, (chosen) => {
    const [one, other] = [0, 1].map(() => chosen.map(([content, offset]) => place(content, offset)));
    lanes.digest(one);
    expectDigests(one);
    writeDigests(other);
    expectDigests(other);
  }), { numRuns: 150 });
});

test.each([
  ['few', [1, 2].map(() => 51_200)],
  ['one long among short ones', [500_000, ...Array.from({ length: 15 }, () => 10)]],
  ['as many as are digested together', Array.from({ length: 16 }, (_, index) => 51_200 - index * 37)],
])('whatever is faster digests: %s', (_, sizes) => {
  const places = sizes.map((size) => place(messageOf(size), 0));
  writeDigests(places);
  expectDigests(places);
});

test.each(['--jitless', '--noexpose-wasm'])('without WebAssembly, Node digests: %s', (flag) => {
  const script = `
    import { writeDigests } from ${JSON.stringify(DIGESTS)};
    const messages = Array.from({ length: 20 }, (_, index) => ({ message: new Uint8Array(5000).fill(index), digest: new Uint8Array(16) }));
    writeDigests(messages);
    console.log(JSON.stringify([typeof WebAssembly, ...messages.map(({ digest }) => Buffer.from(digest).toString('hex'))]));`;
  const { outputFiles: [program] } = buildSync({ stdin: { contents: script, resolveDir: __dirname, loader: 'ts' }, bundle: true, platform: 'node', write: false });
  const printed = execFileSync(process.execPath, [flag], { input: program.text, encoding: 'utf8', stdio: 'pipe' });
  expect(JSON.parse(printed)).toEqual(['undefined', ...Array.from({ length: 20 }, (_, index) => md5(new Uint8Array(5000).fill(index)))]);
});

test('where code is not to be compiled, Node digests', () => {
  const whole = Object.getOwnPropertyDescriptor(globalThis, 'WebAssembly');
  if (whole === undefined) throw new Error('this Node has no WebAssembly');
  const compile = jest.fn(() => {
    throw new Error('forbidden by the policy');
  });
  Object.defineProperty(globalThis, 'WebAssembly', { ...whole, value: { ...whole.value, Memory: whole.value.Memory, Module: compile } });
  try {
    jest.isolateModules(() => {
      const { writeDigests: write } = jest.requireActual<{ writeDigests: typeof writeDigests }>('../../../../runtime/producer/simd/digests');
      for (let time = 0; time < 2; time++) {
        const places = Array.from({ length: 10 }, (_, index) => place(messageOf(1000 + index), 0));
        write(places);
        expectDigests(places);
      }
    });
  } finally {
    Object.defineProperty(globalThis, 'WebAssembly', whole);
  }
  // once, not for every request
  expect(compile).toHaveBeenCalledTimes(1);
});
