/**
 * Instructions of WebAssembly as expressions: each holds the code of its operands in front of its own. Their numbers are those of
 * https://webassembly.github.io/spec/core/binary/instructions.html.
 */
export type Code = readonly number[];

const VECTOR = 0xfd;
const VECTOR_ALIGNMENT = 4;
const WORD_ALIGNMENT = 2;

/** LEB128, unsigned. */
export function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [value & 0x7f | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): Code {
  return value >= -0x40 && value < 0x40 ? [value & 0x7f] : [value & 0x7f | 0x80, ...signed(value >> 7)];
}

function vector(operation: number, ...operands: readonly Code[]): Code {
  return [...operands.flat(), VECTOR, ...unsigned(operation)];
}

/** A local variable of the function. */
export class Local {
  public readonly get: Code;

  constructor(private readonly index: number) {
    this.get = [0x20, ...unsigned(index)];
  }

  public set(value: Code): Code {
    return [...value, 0x21, ...unsigned(this.index)];
  }

  /** Sets it, and is the value. */
  public tee(value: Code): Code {
    return [...value, 0x22, ...unsigned(this.index)];
  }
}

export const constant = (value: number): Code => [0x41, ...signed(value)];
export const plus = (one: Code, other: Code): Code => [...one, ...other, 0x6a];
export const isBelow = (one: Code, other: Code): Code => [...one, ...other, 0x49];

/** Runs the body, and once more as long as the condition behind it holds. */
export const repeatWhile = (body: Code, condition: Code): Code => [0x03, 0x40, ...body, ...condition, 0x0d, 0, 0x0b];

export const load = (address: Code, offset: number): Code => [...vector(0x00, address), VECTOR_ALIGNMENT, ...unsigned(offset)];
/** The 32 bits at this address, in each of the four words. */
export const loadWord = (address: Code, offset: number): Code => [...vector(0x09, address), WORD_ALIGNMENT, ...unsigned(offset)];
export const store = (address: Code, offset: number, value: Code): Code => [...vector(0x0b, address, value), VECTOR_ALIGNMENT, ...unsigned(offset)];

export const not = (value: Code): Code => vector(0x4d, value);
export const and = (one: Code, other: Code): Code => vector(0x4e, one, other);
export const andNot = (one: Code, other: Code): Code => vector(0x4f, one, other);
export const or = (one: Code, other: Code): Code => vector(0x50, one, other);
export const xor = (one: Code, other: Code): Code => vector(0x51, one, other);

/** These treat a vector as four words of 32 bits. */
export const shiftLeft = (value: Code, bits: number): Code => vector(0xab, value, constant(bits));
export const shiftRight = (value: Code, bits: number): Code => vector(0xad, value, constant(bits));
export const add = (...values: readonly Code[]): Code => values.reduce((sum, value) => vector(0xae, sum, value));

/** Sixteen bytes, chosen by their numbers: 0 to 15 are those of the one vector, 16 to 31 those of the other. */
export const shuffle = (one: Code, other: Code, bytes: readonly number[]): Code => [...vector(0x0d, one, other), ...bytes];
/** Four words, chosen by their numbers: 0 to 3 are those of the one vector, 4 to 7 those of the other. */
export const pick = (one: Code, other: Code, words: readonly [number, number, number, number]): Code => {
  return shuffle(one, other, words.flatMap((word) => [word * 4, word * 4 + 1, word * 4 + 2, word * 4 + 3]));
};

export const constantBytes = (bytes: readonly number[]): Code => [...vector(0x0c), ...bytes];
export const everyByte = (byte: number): Code => constantBytes(Array.from({ length: 16 }, () => byte));
export const everyWord = (word: number): Code => constantBytes(Array.from({ length: 16 }, (_, index) => word >>> index % 4 * 8 & 0xff));

/** Treats the vectors as eight numbers of 16 bits. */
export const multiply = (one: Code, other: Code): Code => vector(0x95, one, other);

/** These treat the vectors as sixteen numbers of 8 bits. */
export const addBytes = (one: Code, other: Code): Code => vector(0x6e, one, other);
/** Nothing below zero. */
export const subtractBytes = (one: Code, other: Code): Code => vector(0x73, one, other);
/** All bits of a byte where it holds, else none. */
export const areBytesBelow = (one: Code, other: Code): Code => vector(0x25, one, other);
/** For each byte the one of the table with this number. */
export const lookUp = (table: Code, numbers: Code): Code => vector(0x0e, table, numbers);
