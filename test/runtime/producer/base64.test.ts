import * as fc from 'fast-check';
import { writeBase64 } from '../../../runtime/producer/base64';
import { Base64Encoder, PART } from '../../../runtime/producer/simd/base64-encoder';

fc.configureGlobal({ seed: 20_260_106 });

const AROUND = 0xee;

type Write = (data: Uint8Array, target: Buffer, offset: number) => number;

const encoder = new Base64Encoder();
const writers: [string, Write][] = [
  ['by SIMD', (data, target, offset) => encoder.write(data, target, offset)],
  ['by whichever is faster', writeBase64],
];

/** Writes it amid other bytes, and checks that they stay. */
function expectBase64(write: Write, data: Uint8Array, offset: number): void {
  const expected = Buffer.from(data).toString('base64');
  const target = Buffer.alloc(offset + expected.length + 70, AROUND);
  const end = write(data, target, offset);
  expect(end).toBe(offset + expected.length);
  expect(target.toString('latin1', offset, end)).toBe(expected);
  expect([...target.subarray(0, offset), ...target.subarray(end)].every((byte) => byte === AROUND)).toBe(true);
}

function bytesOf(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 167 + length * 13 + (index >> 8)) & 0xff);
}

describe.each(writers)('Base64 is written %s', (_, write) => {
  test('with every number of six bits at every place of a step', () => {
    for (let number = 0; number < 64; number++) {
      const text = Array.from({ length: 67 }, (__, place) => (number + place) % 64);
      const bits = text.map((value) => value.toString(2).padStart(6, '0')).join('');
      expectBase64(write, Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => parseInt(byte, 2)), number);
    }
  });

  test.each([
    ['from 1 to 200', Array.from({ length: 200 }, (__, index) => index + 1)],
    ['around what becomes worthwhile', [4094, 4095, 4096, 4097, 4098]],
    ['around what is encoded at once', [1, 2, 5].flatMap((parts) => [-25, -24, -13, -12, -2, -1, 0, 1, 2, 11, 12, 13, 23, 24].map((more) => parts * PART + more))],
    ['of the largest records', [1_048_576, 10_485_760]],
  ])('for lengths %s', (__, lengths) => {
    for (const length of lengths) expectBase64(write, bytesOf(length), length % 5);
  });

  test('for any content, also of a part of a buffer, after longer and shorter ones', () => {
    const length = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 4000, max: 3 * PART }));
    const content = length.chain((size) => fc.uint8Array({ minLength: size, maxLength: size }));
    fc.assert(fc.property(content, fc.nat(70), fc.nat(70), (data, skipped, offset) => {
      expectBase64(write, data.subarray(Math.min(skipped, data.length)), offset);
    }), { numRuns: 150 });
  });
});

test('where SIMD is not to be had, Node writes it', () => {
  const whole = Object.getOwnPropertyDescriptor(globalThis, 'WebAssembly');
  if (whole === undefined) throw new Error('this Node has no WebAssembly');
  const compile = jest.fn(() => {
    throw new Error('forbidden by the policy');
  });
  Object.defineProperty(globalThis, 'WebAssembly', { ...whole, value: { ...whole.value, Memory: whole.value.Memory, Module: compile } });
  try {
    jest.isolateModules(() => {
      const { writeBase64: write } = jest.requireActual<{ writeBase64: Write }>('../../../runtime/producer/base64');
      for (const length of [100, 4096, 61_439, 61_440, 61_441, 200_000]) expectBase64(write, bytesOf(length), 3);
    });
  } finally {
    Object.defineProperty(globalThis, 'WebAssembly', whole);
  }
  // once, not for every record
  expect(compile).toHaveBeenCalledTimes(1);
});
