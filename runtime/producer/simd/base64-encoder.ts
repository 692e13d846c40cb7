import {
  addBytes, and, areBytesBelow, Code, constant, constantBytes, everyByte, everyWord, isBelow, load, Local, lookUp, multiply, or, plus, repeatWhile,
  shiftRight, shuffle, store, subtractBytes,
} from './instructions';
import { createFunction } from './module';

/** Bytes at a time, without padding in between since they are divisible by three; with their text they stay in the processor's cache. */
export const PART = 24_576;
const TEXT = PART / 3 * 4;
/** The last step reads and writes beyond what it is asked for. */
const BEYOND = 64;
const OUTPUT = PART + BEYOND;
const PADDING = '='.charCodeAt(0);

/** Bytes of a step, and of its text. */
const STEP = 12;
const STEP_TEXT = 16;
/** The steps do not depend on each other. */
const STEPS = 2;

/** Where each character of Base64 is from its number: A to Z, a to z, 0 to 9, +, /. */
const FIRST_LOWER = 26;
const LAST_LOWER = 51;
const UPPER_CLASS = 13;
const OFFSETS = [
  'a'.charCodeAt(0) - FIRST_LOWER,
  ...Array.from({ length: 10 }, () => '0'.charCodeAt(0) - LAST_LOWER - 1 & 0xff),
  '+'.charCodeAt(0) - 62 & 0xff,
  '/'.charCodeAt(0) - 63 & 0xff,
  'A'.charCodeAt(0),
  0,
  0,
];

/** Writes bytes as Base64 (https://www.rfc-editor.org/rfc/rfc4648), sixteen characters at the same time, and without a string that is garbage then. */
export class Base64Encoder {
  private readonly encode: (length: number) => void;
  private readonly input: Uint8Array;
  private readonly output: Uint8Array;

  /** @throws as `createFunction` */
  constructor() {
    const { memory, call } = createFunction(2, 2, encodingCode(), OUTPUT + TEXT + BEYOND);
    this.encode = call;
    this.input = new Uint8Array(memory, 0, OUTPUT);
    this.output = new Uint8Array(memory, OUTPUT, TEXT);
  }

  /** Returns where it ends. */
  public write(data: Uint8Array, target: Uint8Array, offset: number): number {
    let position = offset;
    for (let start = 0; start < data.length; start += PART) {
      const part = data.subarray(start, start + PART);
      const { length } = part;
      this.input.set(part);
      const missing = (3 - length % 3) % 3;
      const textLength = (length + missing) / 3 * 4;
      this.input.fill(0, length, length + missing);
      this.encode(length);
      this.output.fill(PADDING, textLength - missing, textLength);
      target.set(this.output.subarray(0, textLength), position);
      position += textLength;
    }
    return position;
  }
}

function encodingCode(): Code {
  const [length, position, textPosition, numbers, classes] = Array.from({ length: 5 }, (_, index) => new Local(index));
  const steps = Array.from({ length: STEPS }, (_, step) => [
    // of three bytes, each 32 bits get the second, the first, the third, and the second again: every number of six bits is within 16 bits then
    ...numbers.set(load(position.get, step * STEP)),
    ...numbers.set(shuffle(numbers.get, numbers.get, [1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10])),
    ...numbers.set(or(
      or(and(shiftRight(numbers.get, 10), everyWord(0x0000003f)), and(shiftRight(numbers.get, 6), everyWord(0x003f0000))),
      // a multiplication shifts each 16 bits by a distance of their own
      multiply(and(numbers.get, everyWord(0x003f03f0)), everyWord(0x01000010)),
    )),
    // class 0 are lower-case letters, 1 to 10 digits, 11 plus, 12 slash; upper-case letters would be 0, too
    ...classes.set(subtractBytes(numbers.get, everyByte(LAST_LOWER))),
    ...classes.set(or(classes.get, and(areBytesBelow(numbers.get, everyByte(FIRST_LOWER)), everyByte(UPPER_CLASS)))),
    ...store(textPosition.get, OUTPUT + step * STEP_TEXT, addBytes(lookUp(constantBytes(OFFSETS), classes.get), numbers.get)),
  ]).flat();
  return repeatWhile([
    ...steps,
    ...textPosition.set(plus(textPosition.get, constant(STEP_TEXT * STEPS))),
  ], isBelow(position.tee(plus(position.get, constant(STEP * STEPS))), length.get));
}
