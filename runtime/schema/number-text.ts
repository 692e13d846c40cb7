import { TokenKind } from './token';

/** An exponent beyond it is out of every type's range, and writing it out would cost memory. */
const EXPONENT_LIMIT = 400;
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** The kind of number that a text holds by JSON's grammar, or undefined. */
export function numberKind(text: string): TokenKind.INTEGER | TokenKind.FRACTION | TokenKind.EXPONENT | undefined {
  const match = JSON_NUMBER.exec(text);
  if (match === null) return undefined;
  if (match[2] !== undefined) return TokenKind.EXPONENT;
  return match[1] === undefined ? TokenKind.INTEGER : TokenKind.FRACTION;
}

/**
 * The same number in its one plain form: no exponent, no trailing zeros, no minus before zero; digit for digit, by text alone.
 * Undefined where the exponent is beyond every type's range.
 */
export function plainNumber(text: string, kind: TokenKind): string | undefined {
  if (kind === TokenKind.INTEGER) return text === '-0' ? '0' : text;
  if (kind === TokenKind.FRACTION) return withoutTrailingZeros(text);
  const [mantissa, exponentText] = text.toLowerCase().split('e');
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole, fraction = ''] = mantissa.slice(sign.length).split('.');
  const digits = whole + fraction;
  if (/^0+$/.test(digits)) return '0';
  const exponent = Number(exponentText);
  if (Math.abs(exponent) > EXPONENT_LIMIT) return undefined;
  const point = whole.length + exponent;
  const before = point > 0 ? digits.slice(0, point).padEnd(point, '0').replace(/^0+(?=\d)/, '') : '0';
  const after = point > 0 ? digits.slice(point) : '0'.repeat(-point) + digits;
  return withoutTrailingZeros(`${sign}${before}.${after}`);
}

function withoutTrailingZeros(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === 0x30) end--;
  if (text.charCodeAt(end - 1) === 0x2e) end--;
  const plain = text.slice(0, end);
  return plain === '-0' ? '0' : plain;
}

/** Compares two plain numbers exactly, whatever their length: negative, zero or positive, as a sort function answers. */
export function comparePlainNumbers(left: string, right: string): number {
  const leftNegative = left.startsWith('-');
  if (leftNegative !== right.startsWith('-')) return leftNegative ? -1 : 1;
  const order = leftNegative ? compareMagnitudes(right.slice(1), left.slice(1)) : compareMagnitudes(left, right);
  return order;
}

function compareMagnitudes(left: string, right: string): number {
  const [leftWhole, leftFraction = ''] = left.split('.');
  const [rightWhole, rightFraction = ''] = right.split('.');
  if (leftWhole.length !== rightWhole.length) return leftWhole.length - rightWhole.length;
  if (leftWhole !== rightWhole) return leftWhole < rightWhole ? -1 : 1;
  if (leftFraction === rightFraction) return 0;
  // plain fractions have no trailing zeros, so a prefix is the smaller one, as text order has it
  return leftFraction < rightFraction ? -1 : 1;
}
