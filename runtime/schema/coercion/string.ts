import { toByteText } from '../byte-text';
import type { Row } from '../row';
import { TokenKind, isNumber } from '../token';
import { AS_IS, Refusal, type Coercer } from './coercer';

const STRING = new Refusal('string');
const UNICODE = new Refusal('string of whole Unicode characters');

/** Strings as they are; numbers and booleans as they stand on the wire, since a text loses nothing of them. */
export const coerceString: Coercer = (row, slot) => {
  const kind: TokenKind = row.kinds[slot];
  if (kind === TokenKind.STRING) return AS_IS;
  if (kind === TokenKind.ESCAPED_STRING) {
    const text = unquoted(row, slot);
    // half a surrogate pair has no UTF-8: every reader would make another character of it
    return /\p{Surrogate}/u.test(text) ? UNICODE : toByteText(JSON.stringify(text));
  }
  if (isNumber(kind) || kind === TokenKind.TRUE || kind === TokenKind.FALSE) return `"${row.token(slot)}"`;
  return STRING;
};

/** The text that a string token stands for. */
export function unquoted({ memory, starts, ends }: Row, slot: number): string {
  const value: unknown = JSON.parse(memory.bytes.toString('utf8', starts[slot], ends[slot]));
  return typeof value === 'string' ? value : '';
}
