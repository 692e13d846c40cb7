import { TokenKind } from '../token';
import { isDayAt } from './calendar';
import { Refusal, type Coercer } from './coercer';
import { unquoted } from './string';

const DATE = new Refusal('date (yyyy-MM-dd)');

export const coerceDate: Coercer = (text, start, end, kind) => {
  if (kind === TokenKind.STRING) return end - start === 10 && isDayAt(text, start) ? text.slice(start - 1, end + 1) : DATE;
  if (kind !== TokenKind.ESCAPED_STRING) return DATE;
  const value = unquoted(text, start, end, kind);
  return value.length === 10 && isDayAt(value, 0) ? `"${value}"` : DATE;
};
