import { TokenKind } from '../token';
import { isDayAt, twoDigits } from './calendar';
import { AS_IS, Refusal, type Coercer } from './coercer';
import { unquoted } from './string';

const TIMESTAMP = new Refusal('timestamp (ISO-8601 with Z or an offset, or epoch milliseconds)');
const EARLIEST = new Date('0001-01-01T00:00:00.000Z').getTime();
const LATEST = new Date('9999-12-31T23:59:59.999Z').getTime();
const ISO = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|z|[+-]\d\d(?::?\d\d)?)$/;
const EPOCH_MILLISECONDS = /^-?\d{1,15}$/;

/**
 * Instants between the years 0001 and 9999, in milliseconds: further digits of a second are cut off, because a millisecond is what the type
 * (`TIMESTAMP(3)`) holds. A time without `Z` or offset is refused: nobody can tell which instant it is.
 */
export const coerceTimestamp: Coercer = (row, slot) => {
  const kind: TokenKind = row.kinds[slot];
  const start = row.starts[slot];
  switch (kind) {
    case TokenKind.STRING: return isUtc(row.memory.bytes, start + 1, row.ends[slot] - start - 2) ? AS_IS : fromText(unquoted(row, slot));
    case TokenKind.ESCAPED_STRING: return fromText(unquoted(row, slot));
    case TokenKind.INTEGER: return fromText(row.token(slot));
    default: return TIMESTAMP;
  }
};

/** The form that producers should write: `yyyy-MM-ddTHH:mm:ssZ` with or without three digits of milliseconds. */
function isUtc(bytes: Uint8Array, at: number, length: number): boolean {
  if ((length !== 20 && length !== 24) || bytes[at + length - 1] !== 0x5a || bytes[at + 10] !== 0x54) return false;
  if (bytes[at + 13] !== 0x3a || bytes[at + 16] !== 0x3a || !isDayAt(bytes, at)) return false;
  if (!(twoDigits(bytes, at + 11) < 24 && twoDigits(bytes, at + 14) < 60 && twoDigits(bytes, at + 17) < 60)) return false;
  return length === 20 || (bytes[at + 19] === 0x2e && !Number.isNaN(twoDigits(bytes, at + 20) + twoDigits(bytes, at + 21)));
}

function fromText(text: string): string | Refusal {
  if (EPOCH_MILLISECONDS.test(text)) return fromMilliseconds(Number(text));
  const match = ISO.exec(text);
  if (match === null || !isDayAt(Buffer.from(match[1]), 0)) return TIMESTAMP;
  const [, day, hour, minute, second = '00', fraction = '', zone] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return TIMESTAMP;
  const offset = offsetMinutes(zone);
  if (offset === undefined) return TIMESTAMP;
  const local = new Date(`${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`).getTime();
  return fromMilliseconds(local - offset * 60_000);
}

/** ISO-8601 offsets reach from -12:00 to +14:00; a little more is not a reason to lose a record, a nonsense offset is. */
function offsetMinutes(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = zone.length === 3 ? 0 : Number(zone.slice(-2));
  if (hours > 18 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function fromMilliseconds(milliseconds: number): string | Refusal {
  if (!(milliseconds >= EARLIEST && milliseconds <= LATEST)) return TIMESTAMP;
  const iso = new Date(milliseconds).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 23)}`;
}

/** The canonical text of a token that was taken AS_IS. */
export function canonicalInstant(quotedIso: string): string {
  return `${quotedIso.slice(1, 11)} ${quotedIso.slice(12, 20)}${quotedIso.length === 22 ? '.000' : quotedIso.slice(20, 24)}`;
}
