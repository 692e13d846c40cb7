import { TokenKind } from '../token';
import { isDayAt } from './calendar';
import { AS_IS, Refusal, type Coercer } from './coercer';
import { unquoted } from './string';

const DATE = new Refusal('date (yyyy-MM-dd)');
const DAY_CHARACTERS = 'yyyy-MM-dd'.length;

export const coerceDate: Coercer = (row, slot) => {
  const kind: TokenKind = row.kinds[slot];
  const start = row.starts[slot];
  if (kind === TokenKind.STRING) return row.ends[slot] - start === DAY_CHARACTERS + 2 && isDayAt(row.memory.bytes, start + 1) ? AS_IS : DATE;
  if (kind !== TokenKind.ESCAPED_STRING) return DATE;
  const day = unquoted(row, slot);
  return day.length === DAY_CHARACTERS && isDayAt(Buffer.from(day), 0) ? `"${day}"` : DATE;
};
