import { curatedValue } from './schemas';

describe('each type takes what loses nothing and refuses the rest', () => {
  test.each([
    ['string', '"a"', '"a"'],
    ['string', '5.0', '"5.0"'],
    ['string', 'true', '"true"'],
    ['string', '"\\u00e9\\/"', '"é/"'],
    ['string', '"Łódź ✓"', '"Łódź ✓"'],
    ['string', '{"a":1}', 'refused: string'],
    ['string', '"\\ud83d\\ude00"', '"😀"'],
    ['string', '"\\ud83d"', 'refused: string of whole Unicode characters'],
    ['boolean', 'true', 'true'],
    ['boolean', '"FALSE"', 'false'],
    ['boolean', '1', 'true'],
    ['boolean', '"0"', 'false'],
    ['boolean', '2', 'refused: boolean'],
    ['boolean', '"yes"', 'refused: boolean'],
    ['integer', '5', '5'],
    ['integer', '"5"', '5'],
    ['integer', '5.0', '5'],
    ['integer', '50e-1', '5'],
    ['integer', '-0', '0'],
    ['integer', '2147483647', '2147483647'],
    ['integer', '-2147483648', '-2147483648'],
    ['integer', '2147483648', 'refused: integer'],
    ['integer', '-2147483649', 'refused: integer'],
    ['integer', '5.5', 'refused: integer'],
    ['integer', '5.00000000000000000001', 'refused: integer'],
    ['integer', '1e999999999', 'refused: integer'],
    ['integer', '"007"', 'refused: integer'],
    ['integer', '""', 'refused: integer'],
    ['integer', 'true', 'refused: integer'],
    ['bigint', '9007199254740993', '9007199254740993'],
    ['bigint', '"-9223372036854775808"', '-9223372036854775808'],
    ['bigint', '9223372036854775807.000', '9223372036854775807'],
    ['bigint', '9223372036854775808', 'refused: bigint'],
    ['double', '-73.982154846191406', '-73.982154846191406'],
    ['double', '"1e3"', '1e3'],
    ['double', '1e400', 'refused: double'],
    ['double', '"NaN"', 'refused: double'],
    ['double', '[1]', 'refused: double'],
    ['timestamp', '"2019-03-23T20:21:09Z"', '"2019-03-23 20:21:09.000"'],
    ['timestamp', '"2019-03-23T20:21:09.123Z"', '"2019-03-23 20:21:09.123"'],
    ['timestamp', '"2019-03-23T20:21:09.123999Z"', '"2019-03-23 20:21:09.123"'],
    ['timestamp', '"2019-03-23T20:21:09-05:00"', '"2019-03-24 01:21:09.000"'],
    ['timestamp', '"2019-03-23 20:21+0530"', '"2019-03-23 14:51:00.000"'],
    ['timestamp', '1553372469123', '"2019-03-23 20:21:09.123"'],
    ['timestamp', '"-1"', '"1969-12-31 23:59:59.999"'],
    ['timestamp', '"2019-03-23\\u0054\\u00320:21:09Z"', '"2019-03-23 20:21:09.000"'],
    ['timestamp', '"2020-02-29T00:00:00Z"', '"2020-02-29 00:00:00.000"'],
    ['date', '"2019-12-31"', '"2019-12-31"'],
    ['date', '"2019-02-29"', 'refused: date (yyyy-MM-dd)'],
    ['date', '"2019-2-09"', 'refused: date (yyyy-MM-dd)'],
    ['date', '20190209', 'refused: date (yyyy-MM-dd)'],
    ['json', '{"b":1.10, "a":[9007199254740993]}', JSON.stringify('{"b":1.10, "a":[9007199254740993]}')],
    ['json', '{"a b":\n  "c\\n d"}', JSON.stringify('{"a b":"c\\n d"}')],
    ['json', '{"big":12345678901234567890,"list":[1,null]}', JSON.stringify('{"big":12345678901234567890,"list":[1,null]}')],
    ['json', '{}', '"{}"'],
    ['json', 'null', ''],
    ['json', '[{"a":1}]', 'refused: JSON object'],
    ['json', '[]', 'refused: JSON object'],
    ['json', '"{}"', 'refused: JSON object'],
    ['json', '12345678901234567890', 'refused: JSON object'],
    ['json', 'false', 'refused: JSON object'],
  ] as const)('%s takes %s as %s', (type, wire, expected) => {
    expect(curatedValue(type, wire)).toBe(expected);
  });

  test.each([
    '"2019-03-23T20:21:09"', '"2019-02-29T20:21:09Z"', '"2019-13-01T00:00:00Z"', '"2019-03-23T24:00:00Z"', '"2019-03-23T20:60:00Z"', '"2019-03-23T20:21:60Z"',
    '"2019-03-23T20:21:09+19:00"', '"2019-03-23T20:21:09.Z"', '"0000-01-01T00:00:00Z"', '"0001-01-01T00:00:00+01:00"', '"yesterday"', '1553372469.5', 'true', '999999999999999',
  ])('timestamp refuses %s', (wire) => {
    expect(curatedValue('timestamp', wire)).toMatch(/^refused: timestamp/);
  });

  test.each([
    ['12.95', '"12.95"'],
    ['12.50', '"12.5"'],
    ['"7"', '"7"'],
    ['-0.00', '"0"'],
    ['1.2e1', '"12"'],
    ['0.001e3', '"1"'],
    ['999999.99', '"999999.99"'],
    ['0e99999', '"0"'],
    ['1000000', 'refused: decimal(8,2)'],
    ['12.955', 'refused: decimal(8,2)'],
    ['1e-400', 'refused: decimal(8,2)'],
    ['1e-99999', 'refused: decimal(8,2)'],
  ])('decimal(8,2) takes %s as %s', (wire, expected) => {
    expect(curatedValue('decimal', wire, { precision: 8, scale: 2 })).toBe(expected);
  });

  test('decimal(2,2) has no whole digits but may be zero', () => {
    expect(curatedValue('decimal', '0.25', { precision: 2, scale: 2 })).toBe('"0.25"');
    expect(curatedValue('decimal', '1.25', { precision: 2, scale: 2 })).toBe('refused: decimal(2,2)');
  });
});

test.each([1, 0.1, 0.3, 2.675, 1234567.89, 9007199254.7409, 0.000000000001, 99999999999999])('a bound compares %d as a parser reads it', (number) => {
  const text = String(number).includes('e') ? number.toFixed(12) : String(number);
  expect(curatedValue('double', text, { minimum: text, maximum: text })).toBe(text);
});

describe('the rules of a field', () => {
  test.each([
    ['integer', '0', { minimum: '0', maximum: '9' }, '0'],
    ['integer', '-1', { minimum: '0', maximum: '9' }, 'refused: minimum 0'],
    ['integer', '10', { minimum: '0', maximum: '9' }, 'refused: maximum 9'],
    ['integer', '2147483648', { maximum: '9' }, 'refused: integer'],
    ['decimal', '12.30', { precision: 5, scale: 2, maximum: '12.3' }, '"12.3"'],
    ['decimal', '-0.01', { precision: 5, scale: 2, minimum: '0' }, 'refused: minimum 0'],
    ['decimal', '0.30000000000000004', { precision: 38, scale: 20, maximum: '0.3' }, 'refused: maximum 0.3'],
    ['double', '1e-500', { minimum: '0' }, '1e-500'],
    ['timestamp', '"2019-03-23T20:21:09.5Z"', { allowedValues: ['2019-03-23T20:21:09.500Z'] }, '"2019-03-23 20:21:09.500"'],
    ['timestamp', '"2019-03-23T20:21:09Z"', { allowedValues: ['2019-03-23T20:21:09.000Z'] }, '"2019-03-23 20:21:09.000"'],
    ['bigint', '9007199254740993', { maximum: '9007199254740992' }, 'refused: maximum 9007199254740992'],
    ['bigint', '-9007199254740993', { minimum: '-9007199254740992' }, 'refused: minimum -9007199254740992'],
    ['double', '180.00000000000000001', { maximum: '180' }, 'refused: maximum 180'],
    ['double', '1.8e2', { maximum: '180' }, '1.8e2'],
    ['timestamp', '"2019-03-23T20:21:09Z"', { minimum: '2019-03-23T21:21:10+01:00' }, 'refused: minimum 2019-03-23T21:21:10+01:00'],
    ['timestamp', '"2019-03-23T20:21:10Z"', { minimum: '2019-03-23T21:21:10+01:00' }, '"2019-03-23 20:21:10.000"'],
    ['date', '"2020-01-01"', { maximum: '2019-12-31' }, 'refused: maximum 2019-12-31'],
    ['string', '"zürich"', { allowedValues: ['Bern', 'zürich'] }, '"zürich"'],
    ['string', '"z\\u00fcrich"', { allowedValues: ['Bern', 'zürich'] }, '"zürich"'],
    ['string', '"Genf"', { allowedValues: ['a', 'b', 'c', 'd', 'e', 'f'] }, 'refused: one of a, b, c, d, e, …'],
    ['integer', '2.0', { allowedValues: ['1', '2'] }, '2'],
    ['string', '"abc1"', { pattern: '[a-z]+' }, 'refused: pattern [a-z]+'],
    ['string', '"b"', { pattern: 'a|b' }, '"b"'],
    ['string', '"ba"', { pattern: 'a|b' }, 'refused: pattern a|b'],
    ['string', '"é"', { pattern: '.' }, '"é"'],
  ] as const)('%s %s under %j is %s', (type, wire, rules, expected) => {
    expect(curatedValue(type, wire, { ...rules, allowedValues: 'allowedValues' in rules ? [...rules.allowedValues] : undefined })).toBe(expected);
  });

  test.each([
    ['a decimal without precision', 'decimal', { scale: 2 }, /field 'v': a decimal needs a precision/],
    ['a bound that is no number', 'integer', { minimum: 'low' }, /a bound must be a decimal number, got 'low'/],
    ['an allowed value of another type', 'integer', { allowedValues: ['x'] }, /field 'v': 'x' is no value of its type/],
  ] as const)('%s stops the function when it is loaded', (_, type, rules, message) => {
    expect(() => curatedValue(type, '1', { ...rules, allowedValues: 'allowedValues' in rules ? [...rules.allowedValues] : undefined })).toThrow(message);
  });
});
