import { TokenKind } from '../token';
import { AS_IS, type Coercer } from './coercer';

const STRING_OR_SPACE = /("[^"\\]*(?:\\.[^"\\]*)*")|[ \t\r\n]+/g;

/**
 * Any JSON value as it stands on the wire, digits and key order included. Only line ends have to go, together with the other white space
 * between tokens, because both destinations are one line a record.
 */
export const coerceJson: Coercer = (bytes, start, end, kind) => {
  if (kind !== TokenKind.NESTED) return AS_IS;
  const json = bytes.toString('latin1', start, end);
  return /[\r\n]/.test(json) ? json.replace(STRING_OR_SPACE, '$1') : AS_IS;
};
