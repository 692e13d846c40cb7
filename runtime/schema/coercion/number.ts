import { comparePlainNumbers, numberKind, plainNumber } from '../number-text';
import type { Row } from '../row';
import { TokenKind, isNumber } from '../token';
import { AS_IS, Refusal, type Coercer } from './coercer';
import { unquoted } from './string';

const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;

/** The plain form of a number token or of a string that holds a JSON number. */
function plain(row: Row, slot: number): string | undefined {
  const kind: TokenKind = row.kinds[slot];
  if (isNumber(kind)) return plainNumber(row.token(slot), kind);
  if (kind !== TokenKind.STRING && kind !== TokenKind.ESCAPED_STRING) return undefined;
  const value = unquoted(row, slot);
  const held = numberKind(value);
  return held === undefined ? undefined : plainNumber(value, held);
}

/** Whether a token that begins with a zero, perhaps behind a minus, is minus zero: the one whole number whose token is not its plain form. */
function isMinusZero(bytes: Buffer, start: number, end: number): boolean {
  return end - start === 2 && bytes[start] === MINUS && bytes[start + 1] === ZERO;
}

/** Whole numbers between two bounds; 5.0 and "5" are 5, while 5.5 is refused. */
function wholeNumber(rule: string, least: string, greatest: string): Coercer {
  const refusal = new Refusal(rule);
  return (row, slot) => {
    const kind: TokenKind = row.kinds[slot];
    const start = row.starts[slot];
    const end = row.ends[slot];
    if (kind === TokenKind.INTEGER && end - start < greatest.length && !isMinusZero(row.memory.bytes, start, end)) return AS_IS;
    const value = plain(row, slot);
    if (value === undefined || value.includes('.')) return refusal;
    return comparePlainNumbers(value, least) < 0 || comparePlainNumbers(value, greatest) > 0 ? refusal : value;
  };
}

export const coerceInteger = wholeNumber('integer', '-2147483648', '2147483647');

export const coerceBigint = wholeNumber('bigint', '-9223372036854775808', '9223372036854775807');

const DOUBLE = new Refusal('double');
/** Without an exponent it takes more digits than these to leave the range of a double. */
const SURELY_FINITE_DIGITS = 300;

/** Numbers within the range of a double, as they stand on the wire: the reader of the text rounds them, not we. */
export const coerceDouble: Coercer = (row, slot) => {
  const kind: TokenKind = row.kinds[slot];
  if ((kind === TokenKind.INTEGER || kind === TokenKind.FRACTION) && row.ends[slot] - row.starts[slot] < SURELY_FINITE_DIGITS) return AS_IS;
  if (isNumber(kind)) return Number.isFinite(Number(row.token(slot))) ? AS_IS : DOUBLE;
  if (kind !== TokenKind.STRING && kind !== TokenKind.ESCAPED_STRING) return DOUBLE;
  const digits = unquoted(row, slot);
  return numberKind(digits) !== undefined && Number.isFinite(Number(digits)) ? digits : DOUBLE;
};

/** Numbers that fit the precision and scale without rounding. */
export function decimalCoercer(precision: number, scale: number): Coercer {
  const refusal = new Refusal(`decimal(${precision},${scale})`);
  const fits = (whole: number, fraction: number, leading: number) => (
    fraction <= scale && (whole <= precision - scale || (whole === 1 && leading === ZERO))
  );
  return (row, slot) => {
    const kind: TokenKind = row.kinds[slot];
    if (kind === TokenKind.INTEGER || kind === TokenKind.FRACTION) {
      const { bytes } = row.memory;
      const start = row.starts[slot];
      const end = kind === TokenKind.INTEGER ? row.ends[slot] : endOfPlainFraction(bytes, row.ends[slot]);
      if (!isMinusZero(bytes, start, end)) {
        row.ends[slot] = end;
        const first = bytes[start] === MINUS ? start + 1 : start;
        const whole = wholeDigits(bytes, first, end);
        return fits(whole, Math.max(0, end - first - whole - 1), bytes[first]) ? AS_IS : refusal;
      }
    }
    const value = plain(row, slot);
    if (value === undefined) return refusal;
    const first = value.startsWith('-') ? 1 : 0;
    const [whole, fraction = ''] = value.slice(first).split('.');
    return fits(whole.length, fraction.length, value.charCodeAt(first)) ? value : refusal;
  };
}

/** Where a number with a fraction ends without its trailing zeros, and without the dot where nothing is left behind it. */
function endOfPlainFraction(bytes: Buffer, end: number): number {
  while (bytes[end - 1] === ZERO) end--;
  return bytes[end - 1] === DOT ? end - 1 : end;
}

/** How many digits stand before the dot or the end. */
function wholeDigits(bytes: Buffer, first: number, end: number): number {
  let at = first;
  while (at < end && bytes[at] !== DOT) at++;
  return at - first;
}
