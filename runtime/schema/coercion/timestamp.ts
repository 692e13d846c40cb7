import { TokenKind } from '../token';
import { isDayAt, twoDigits } from './calendar';
import { Refusal, type Coercer } from './coercer';
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
export const coerceTimestamp: Coercer = (text, start, end, kind) => {
  switch (kind) {
    case TokenKind.STRING: return fromUtc(text, start, end) ?? fromText(text.slice(start, end));
    case TokenKind.ESCAPED_STRING: return fromText(unquoted(text, start, end, kind));
    case TokenKind.INTEGER: return fromText(text.slice(start, end));
    default: return TIMESTAMP;
  }
};

/** The form that producers should write, `yyyy-MM-ddTHH:mm:ssZ` with or without three digits of milliseconds, without a Date in between. */
function fromUtc(text: string, start: number, end: number): string | undefined {
  const length = end - start;
  if ((length !== 20 && length !== 24) || text.charCodeAt(end - 1) !== 0x5a || text.charCodeAt(start + 10) !== 0x54) return undefined;
  if (text.charCodeAt(start + 13) !== 0x3a || text.charCodeAt(start + 16) !== 0x3a || !isDayAt(text, start)) return undefined;
  if (!(twoDigits(text, start + 11) < 24 && twoDigits(text, start + 14) < 60 && twoDigits(text, start + 17) < 60)) return undefined;
  const day = text.slice(start, start + 10);
  if (length === 20) return `${day} ${text.slice(start + 11, start + 19)}.000`;
  const milliseconds = twoDigits(text, start + 20) + twoDigits(text, start + 21);
  if (Number.isNaN(milliseconds) || text.charCodeAt(start + 19) !== 0x2e) return undefined;
  return `${day} ${text.slice(start + 11, start + 23)}`;
}

function fromText(text: string): string | Refusal {
  if (EPOCH_MILLISECONDS.test(text)) return fromMilliseconds(Number(text));
  const match = ISO.exec(text);
  if (match === null || !isDayAt(match[1], 0)) return TIMESTAMP;
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
  const hours = twoDigits(zone, 1);
  const minutes = zone.length === 3 ? 0 : twoDigits(zone, zone.length - 2);
  if (hours > 18 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function fromMilliseconds(milliseconds: number): string | Refusal {
  if (!(milliseconds >= EARLIEST && milliseconds <= LATEST)) return TIMESTAMP;
  const iso = new Date(milliseconds).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 23)}`;
}
