import { fromByteText, toByteText } from '../byte-text';
import { TokenKind, isNumber } from '../token';
import { Refusal, type Coercer } from './coercer';

const STRING = new Refusal('string');

/** Strings as they are; numbers and booleans as they stand on the wire, since a text loses nothing of them. */
export const coerceString: Coercer = (text, start, end, kind) => {
  if (kind === TokenKind.STRING) return text.slice(start - 1, end + 1);
  if (kind === TokenKind.ESCAPED_STRING) return canonicalString(text.slice(start - 1, end + 1));
  if (isNumber(kind) || kind === TokenKind.TRUE || kind === TokenKind.FALSE) return `"${text.slice(start, end)}"`;
  return STRING;
};

/** The same JSON string with only the escapes it needs. */
function canonicalString(json: string): string {
  return toByteText(JSON.stringify(JSON.parse(fromByteText(json))));
}

/** The text that a token holds, for the types that also take their value from a string. */
export function unquoted(text: string, start: number, end: number, kind: TokenKind): string {
  if (kind !== TokenKind.ESCAPED_STRING) return text.slice(start, end);
  const value: unknown = JSON.parse(fromByteText(text.slice(start - 1, end + 1)));
  return typeof value === 'string' ? value : '';
}
