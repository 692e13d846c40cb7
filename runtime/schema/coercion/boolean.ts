import { TokenKind } from '../token';
import { Refusal, type Coercer } from './coercer';
import { unquoted } from './string';

const BOOLEAN = new Refusal('boolean');

/** `true`, `false`, the same as text in any case, 1 and 0. */
export const coerceBoolean: Coercer = (text, start, end, kind) => {
  switch (kind) {
    case TokenKind.TRUE: return 'true';
    case TokenKind.FALSE: return 'false';
    case TokenKind.INTEGER: return fromWord(text.slice(start, end));
    case TokenKind.STRING: case TokenKind.ESCAPED_STRING: return fromWord(unquoted(text, start, end, kind));
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
