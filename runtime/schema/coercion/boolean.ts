import { TokenKind } from '../token';
import { AS_IS, Refusal, type Coercer } from './coercer';
import { unquoted } from './string';

const BOOLEAN = new Refusal('boolean');

/** `true`, `false`, the same as text in any case, 1 and 0. */
export const coerceBoolean: Coercer = (row, slot) => {
  const kind: TokenKind = row.kinds[slot];
  switch (kind) {
    case TokenKind.TRUE: case TokenKind.FALSE: return AS_IS;
    case TokenKind.INTEGER: return fromWord(row.token(slot));
    case TokenKind.STRING: case TokenKind.ESCAPED_STRING: return fromWord(unquoted(row, slot));
    default: return BOOLEAN;
  }
};

function fromWord(word: string): string | Refusal {
  switch (word.toLowerCase()) {
    case 'true': case '1': return 'true';
    case 'false': case '0': return 'false';
    default: return BOOLEAN;
  }
}
