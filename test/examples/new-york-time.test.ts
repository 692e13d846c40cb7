import { newYorkTime } from '../../examples/taxi/trips/new-york-time';

function utc(text: string): string {
  return new Date(newYorkTime(text)).toISOString();
}

describe('a New York local time', () => {
  test.each([
    ['2019-02-28 23:29:03', '2019-03-01T04:29:03.000Z'],
    ['2019-03-23 20:21:09', '2019-03-24T00:21:09.000Z'],
    ['2019-03-10 01:59:59', '2019-03-10T06:59:59.000Z'],
    ['2019-03-10 03:00:00', '2019-03-10T07:00:00.000Z'],
    ['2020-02-29 00:00:00', '2020-02-29T05:00:00.000Z'],
  ])('%s is %s', (local, expected) => {
    expect(utc(local)).toBe(expected);
  });

  test.each(['2019-03-10 02:00:00', '2019-03-10 02:30:00', '2019-03-10 02:59:59', '2024-03-10 02:30:00'])('does not exist at %s', (local) => {
    expect(() => newYorkTime(local)).toThrow(`must be a time that New York's clocks show, got "${local}", which they skipped that night`);
  });

  test('is the first of the two when clocks show it twice', () => {
    expect(utc('2019-11-03 00:59:59')).toBe('2019-11-03T04:59:59.000Z');
    expect(utc('2019-11-03 01:00:00')).toBe('2019-11-03T05:00:00.000Z');
    expect(utc('2019-11-03 01:59:59')).toBe('2019-11-03T05:59:59.000Z');
    expect(utc('2019-11-03 02:00:00')).toBe('2019-11-03T07:00:00.000Z');
  });

  test.each([
    '', 'yesterday', '2019-03-23', '2019-03-23T20:21:09', '2019-03-23 20:21:09Z', '2019-3-23 20:21:09', '2019-03-23 24:00:00', '2019-03-23 20:60:00',
    '2019-03-23 20:21:60', '2019-02-29 10:00:00', '2019-13-01 10:00:00', '0000-00-00 00:00:00', ' 2019-03-23 20:21:09',
  ])('is refused as %j', (text) => {
    expect(() => newYorkTime(text)).toThrow(`must be a New York local time such as 2019-03-23 20:21:09, got ${JSON.stringify(text)}`);
  });
});
