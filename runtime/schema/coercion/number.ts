import { comparePlainNumbers, numberKind, plainNumber } from '../number-text';
import { TokenKind, isNumber } from '../token';
import { AS_IS, Refusal, type Coercer } from './coercer';
import { unquoted } from './string';

const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;

/** The plain form of a number token or of a string that holds a JSON number. */
function plain(bytes: Buffer, start: number, end: number, kind: TokenKind): string | undefined {
  if (isNumber(kind)) return plainNumber(bytes.toString('latin1', start, end), kind);
  if (kind !== TokenKind.STRING && kind !== TokenKind.ESCAPED_STRING) return undefined;
  const value = unquoted(bytes, start, end);
  const held = numberKind(value);
  return held === undefined ? undefined : plainNumber(value, held);
}

/** Minus zero is the one whole number whose token is not its plain form. */
function isMinusZero(bytes: Buffer, start: number, end: number): boolean {
  return end - start === 2 && bytes[start] === MINUS && bytes[start + 1] === ZERO;
}

/** Whole numbers between two bounds; 5.0 and "5" are 5, while 5.5 is refused. */
function wholeNumber(rule: string, least: string, greatest: string): Coercer {
  const refusal = new Refusal(rule);
  return (bytes, start, end, kind) => {
    if (kind === TokenKind.INTEGER && end - start < greatest.length && !isMinusZero(bytes, start, end)) return AS_IS;
    const value = plain(bytes, start, end, kind);
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
export const coerceDouble: Coercer = (bytes, start, end, kind) => {
  if ((kind === TokenKind.INTEGER || kind === TokenKind.FRACTION) && end - start < SURELY_FINITE_DIGITS) return AS_IS;
  if (isNumber(kind)) return Number.isFinite(Number(bytes.toString('latin1', start, end))) ? AS_IS : DOUBLE;
  if (kind !== TokenKind.STRING && kind !== TokenKind.ESCAPED_STRING) return DOUBLE;
  const digits = unquoted(bytes, start, end);
  return numberKind(digits) !== undefined && Number.isFinite(Number(digits)) ? digits : DOUBLE;
};

/** Numbers that fit the precision and scale without rounding. */
export function decimalCoercer(precision: number, scale: number): Coercer {
  const refusal = new Refusal(`decimal(${precision},${scale})`);
  const fits = (whole: number, fraction: number, leading: number) => (
    fraction <= scale && (whole <= precision - scale || (whole === 1 && leading === ZERO))
  );
  return (bytes, start, end, kind) => {
    if (kind === TokenKind.INTEGER && !isMinusZero(bytes, start, end)) {
      const first = bytes[start] === MINUS ? start + 1 : start;
      return fits(end - first, 0, bytes[first]) ? AS_IS : refusal;
    }
    if (kind === TokenKind.FRACTION && bytes[end - 1] !== ZERO) {
      const first = bytes[start] === MINUS ? start + 1 : start;
      let dot = end - 2;
      while (bytes[dot] !== DOT) dot--;
      return fits(dot - first, end - dot - 1, bytes[first]) ? AS_IS : refusal;
    }
    const value = plain(bytes, start, end, kind);
    if (value === undefined) return refusal;
    const first = value.startsWith('-') ? 1 : 0;
    const [whole, fraction = ''] = value.slice(first).split('.');
    return fits(whole.length, fraction.length, value.charCodeAt(first)) ? value : refusal;
  };
}
