import { comparePlainNumbers, numberKind, plainNumber } from '../number-text';
import type { Row } from '../row';
import { TokenKind } from '../token';
import { AS_IS } from './coercer';

/** A number of up to this many characters is the same number as a double, so comparing doubles is exact, and cheap. */
const EXACT_CHARACTERS = 15;
const POWERS_OF_TEN = Array.from({ length: EXACT_CHARACTERS + 1 }, (_, exponent) => 10 ** exponent);
const MINUS = 0x2d;
const DOT = 0x2e;

/** Compares a value that its coercer has made of a slot's token with a bound: negative, zero or positive. */
export type Comparison = (value: string, row: Row, slot: number) => number;

export function numberComparison(bound: string): Comparison {
  const plainBound = plainOf(bound);
  if (plainBound === undefined) throw new Error(`a bound must be a decimal number, got '${bound}'`);
  const boundIsExact = plainBound.length <= EXACT_CHARACTERS;
  const number = Number(plainBound);
  return (value, row, slot) => {
    const start = row.starts[slot];
    const end = row.ends[slot];
    const kind: TokenKind = row.kinds[slot];
    if (value === AS_IS && boundIsExact && end - start <= EXACT_CHARACTERS && kind !== TokenKind.EXPONENT) {
      return exactNumber(row.memory.bytes, start, end) - number;
    }
    const text = value === AS_IS ? row.token(slot) : value;
    const plain = plainOf(text);
    // an exponent too large to write out is a double's, so the double is the value
    return plain === undefined ? Number(text) - number : comparePlainNumbers(plain, plainBound);
  };
}

function plainOf(text: string): string | undefined {
  const kind = numberKind(text);
  return kind === undefined ? undefined : plainNumber(text, kind);
}

/** Digits, perhaps with sign and fraction, as a number: the one division of two exact integers rounds as a parser does. */
function exactNumber(bytes: Buffer, start: number, end: number): number {
  const negative = bytes[start] === MINUS;
  let digits = 0;
  let dot = end - 1;
  for (let at = negative ? start + 1 : start; at < end; at++) {
    if (bytes[at] === DOT) dot = at;
    else digits = digits * 10 + bytes[at] - 0x30;
  }
  const number = digits / POWERS_OF_TEN[end - 1 - dot];
  return negative ? -number : number;
}
