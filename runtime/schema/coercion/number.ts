import { comparePlainNumbers, numberKind, plainNumber } from '../number-text';
import { TokenKind, isNumber } from '../token';
import { Refusal, type Coercer } from './coercer';
import { unquoted } from './string';

/** Any number of up to this many digits is the same number as a double, so comparing doubles is exact and cheap. */
const EXACT_DIGITS = 15;

/** The plain form of a number token or of a string that holds a JSON number. */
function plain(text: string, start: number, end: number, kind: TokenKind): string | undefined {
  if (isNumber(kind)) return plainNumber(text.slice(start, end), kind);
  if (kind !== TokenKind.STRING && kind !== TokenKind.ESCAPED_STRING) return undefined;
  const value = unquoted(text, start, end, kind);
  const held = numberKind(value);
  return held === undefined ? undefined : plainNumber(value, held);
}

/** Whole numbers between two bounds; 5.0 and "5" are 5, while 5.5 is refused. */
function wholeNumber(rule: string, least: string, greatest: string): Coercer {
  const refusal = new Refusal(rule);
  return (text, start, end, kind) => {
    const value = plain(text, start, end, kind);
    if (value === undefined) return refusal;
    if (value.length < greatest.length) return kind === TokenKind.INTEGER || !value.includes('.') ? value : refusal;
    if (value.includes('.') || comparePlainNumbers(value, least) < 0 || comparePlainNumbers(value, greatest) > 0) return refusal;
    return value;
  };
}

export const coerceInteger = wholeNumber('integer', '-2147483648', '2147483647');

export const coerceBigint = wholeNumber('bigint', '-9223372036854775808', '9223372036854775807');

const DOUBLE = new Refusal('double');

/** Numbers within the range of a double, as they stand on the wire: the reader of the text rounds them, not we. */
export const coerceDouble: Coercer = (text, start, end, kind) => {
  let digits: string;
  if (isNumber(kind)) {
    digits = text.slice(start, end);
  } else if (kind === TokenKind.STRING || kind === TokenKind.ESCAPED_STRING) {
    digits = unquoted(text, start, end, kind);
    if (numberKind(digits) === undefined) return DOUBLE;
  } else {
    return DOUBLE;
  }
  // without an exponent only hundreds of digits leave the range
  if ((kind === TokenKind.INTEGER || kind === TokenKind.FRACTION) && digits.length < 300) return digits;
  return Number.isFinite(Number(digits)) ? digits : DOUBLE;
};

/** Numbers that fit the precision and scale without rounding. */
export function decimalCoercer(precision: number, scale: number): Coercer {
  const refusal = new Refusal(`decimal(${precision},${scale})`);
  const wholeDigits = precision - scale;
  return (text, start, end, kind) => {
    const value = plain(text, start, end, kind);
    if (value === undefined) return refusal;
    const first = value.charCodeAt(0) === 0x2d ? 1 : 0;
    const point = value.indexOf('.');
    const pointOrEnd = point < 0 ? value.length : point;
    if (point >= 0 && value.length - point - 1 > scale) return refusal;
    if (pointOrEnd - first > wholeDigits && !(pointOrEnd - first === 1 && value.charCodeAt(first) === 0x30)) return refusal;
    return value;
  };
}

/** Compares numbers that the coercers above have accepted with one bound. */
export function numberComparison(bound: string): (value: string) => number {
  const kind = numberKind(bound);
  const plainBound = kind === undefined ? undefined : plainNumber(bound, kind);
  if (plainBound === undefined) throw new Error(`a bound must be a decimal number, got '${bound}'`);
  const boundIsExact = plainBound.length <= EXACT_DIGITS;
  const number = Number(plainBound);
  return (value) => {
    if (boundIsExact && value.length <= EXACT_DIGITS) return Number(value) - number;
    const valueKind = numberKind(value);
    const plainValue = valueKind === undefined ? undefined : plainNumber(value, valueKind);
    return plainValue === undefined ? Number(value) - number : comparePlainNumbers(plainValue, plainBound);
  };
}
