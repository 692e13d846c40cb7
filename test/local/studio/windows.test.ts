import { judgeWindows, readWindows, sumOf } from '../../../local/studio/windows';

const EXPECTED = new Map([['2019-03-24T00:00:00.000Z/Bronx', 2], ['2019-03-24T00:00:00.000Z/~', 1]]);

test('windows that are all there, with their counts, are right', () => {
  expect(judgeWindows('search', EXPECTED, new Map(EXPECTED))).toEqual([]);
});

test.each<[string, [string, number][], string]>([
  ['a window that is missing', [['2019-03-24T00:00:00.000Z/Bronx', 2]], '1 windows in search are wrong: 2019-03-24T00:00:00.000Z/~ holds nothing instead of 1'],
  ['records in the wrong window although the sum is right', [['2019-03-24T00:00:00.000Z/Bronx', 1], ['2019-03-24T00:00:00.000Z/~', 2]], '2 windows in search are wrong'],
  ['a window too many', [...EXPECTED, ['2019-03-24T01:00:00.000Z/~', 1]], '2019-03-24T01:00:00.000Z/~ is not in the input'],
])('%s is named', (_, found, message) => {
  expect(judgeWindows('search', EXPECTED, new Map(found))).toEqual([expect.stringContaining(message)]);
});

test('what to expect is read from the report of the example', () => {
  const windows = readWindows('{"a":2,"b":3}', 'report.json');
  expect([windows.size, sumOf(windows)]).toEqual([2, 5]);
});

test.each(['{}', '[]', '{"a":0}', '{"a":1.5}', '{"a":"2"}'])('%s is no count of windows', (text) => {
  expect(() => readWindows(text, 'report.json')).toThrow('report.json must hold {"WINDOW ID": COUNT}, received');
});
