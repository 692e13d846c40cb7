import { DateTime } from 'luxon';
import { formatJava } from '../../../../local/workers/firehose/java-date-format';

const time = (iso: string, zone = 'UTC') => DateTime.fromISO(iso, { zone: 'UTC' }).setZone(zone);

// expected values: java.time.format.DateTimeFormatter of Java 17, locale en-US
test.each([
  ['yyyy/MM/dd/HH', '2018/08/27/10'],
  ['yyyy/MM/dd/HH/', '2018/08/27/10/'],
  ["yyyy'-'MM'-'dd", '2018-08-27'],
  ["'year='yyyy", 'year=2018'],
  ["''yy''", "'18'"],
  ['DDD', '239'],
  ['D', '239'],
  ['d-M', '27-8'],
  ['MMM', 'Aug'],
  ['MMMM', 'August'],
  ['EEE', 'Mon'],
  ['EEEE', 'Monday'],
  ['hh a', '10 AM'],
  ['mm:ss', '30:05'],
  ['Q', '3'],
])('%s', (pattern, expected) => {
  expect(formatJava(time('2018-08-27T10:30:05Z'), pattern)).toBe(expected);
});

test('YYYY is the year of the week, not of the day', () => {
  expect(formatJava(time('2018-12-31T00:00:00Z'), 'yyyy')).toBe('2018');
  expect(formatJava(time('2018-12-31T00:00:00Z'), 'YYYY')).toBe('2019');
  expect(formatJava(time('2018-12-29T00:00:00Z'), 'YYYY')).toBe('2018');
  expect(formatJava(time('2018-12-30T00:00:00Z'), 'YYYY ww')).toBe('2019 01');
});

test('a time zone moves the hour, and the day with it', () => {
  expect(formatJava(time('2018-12-31T20:00:00Z', 'Asia/Tokyo'), 'yyyy/MM/dd/HH')).toBe('2019/01/01/05');
  expect(formatJava(time('2019-03-10T06:59:59Z', 'America/New_York'), 'HH')).toBe('01');
  expect(formatJava(time('2019-03-10T07:00:00Z', 'America/New_York'), 'HH')).toBe('03');
});

test('a letter that is not known is refused', () => {
  expect(() => formatJava(time('2018-08-27T10:30:05Z'), 'yyyy-XXX')).toThrow("the pattern 'yyyy-XXX' holds 'XXX'");
});
