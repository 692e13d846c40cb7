import { TokenKind } from '../token';
import type { Coercer } from './coercer';

const STRING_OR_SPACE = /("[^"\\]*(?:\\.[^"\\]*)*")|[ \t\r\n]+/g;

/**
 * Any JSON value as it stands on the wire, digits and key order included. Only line ends have to go, together with the other white space
 * between tokens, because both destinations are one line a record.
 */
export const coerceJson: Coercer = (text, start, end, kind) => {
  if (kind === TokenKind.STRING || kind === TokenKind.ESCAPED_STRING) return text.slice(start - 1, end + 1);
  const json = text.slice(start, end);
  return kind === TokenKind.NESTED && /[\r\n]/.test(json) ? json.replace(STRING_OR_SPACE, '$1') : json;
};
