import { DateTime } from 'luxon';
import { quote } from './quote';

const ZONE = 'America/New_York';
const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2} (?:[01]\d|2[0-3])):([0-5]\d):([0-5]\d)$/;
const EXAMPLE = '2019-03-23 20:21:09';
/** Bounds the memory that remembered hours take: more than five years of them. */
const MOST_REMEMBERED = 50_000;

/** The moment at which a local hour begins, in milliseconds since 1970, or why there is none. */
type HourStart = number | 'no such day' | 'skipped';

const remembered = new Map<string, HourStart>();

/**
 * A New York local time such as `2019-03-23 20:21:09`, in milliseconds since 1970.
 *
 * The hour that clocks skip in spring (2019-03-10 02:00 to 02:59) does not exist. The hour that they show twice in autumn
 * (2019-11-03 01:00 to 01:59) is taken as the first of the two, daylight saving time: the file does not say which it was.
 *
 * @throws an error that says what is wrong with the time
 */
export function newYorkTime(text: string): number {
  const [, hour, minutes, seconds] = LOCAL_TIME.exec(text) ?? [];
  const start = hour === undefined ? 'no such day' : startOfHour(hour);
  switch (start) {
    case 'no such day': throw new Error(`must be a New York local time such as ${EXAMPLE}, got ${quote(text)}`);
    case 'skipped': throw new Error(`must be a time that New York's clocks show, got ${quote(text)}, which they skipped that night`);
    default: return start + (Number(minutes) * 60 + Number(seconds)) * 1000;
  }
}

/** Clocks change on the hour, so one look at the time zone serves all times of an hour. */
function startOfHour(hour: string): HourStart {
  const known = remembered.get(hour);
  if (known !== undefined) return known;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const start = findStartOfHour(hour);
  remembered.set(hour, start);
  return start;
}

function findStartOfHour(hour: string): HourStart {
  const found = DateTime.fromFormat(hour, 'yyyy-MM-dd HH', { zone: ZONE });
  if (!found.isValid) return 'no such day';
  // luxon moves a time that does not exist forward
  if (found.toFormat('yyyy-MM-dd HH') !== hour) return 'skipped';
  return Math.min(...found.getPossibleOffsets().map((candidate) => candidate.toMillis()));
}
