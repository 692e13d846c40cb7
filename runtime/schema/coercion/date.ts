import { TokenKind } from '../token';
import { isDayAt } from './calendar';
import { AS_IS, Refusal, type Coercer } from './coercer';
import { unquoted } from './string';

const DATE = new Refusal('date (yyyy-MM-dd)');
const DAY_CHARACTERS = 'yyyy-MM-dd'.length;

export const coerceDate: Coercer = (bytes, start, end, kind) => {
  if (kind === TokenKind.STRING) return end - start === DAY_CHARACTERS + 2 && isDayAt(bytes, start + 1) ? AS_IS : DATE;
  if (kind !== TokenKind.ESCAPED_STRING) return DATE;
  const day = unquoted(bytes, start, end);
  return day.length === DAY_CHARACTERS && isDayAt(Buffer.from(day), 0) ? `"${day}"` : DATE;
};
