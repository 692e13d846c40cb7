import fc from 'fast-check';
import { curatedValue, documentOf, field, schemaOf } from './schemas';
import { comparePlainNumbers, numberKind, plainNumber } from '../../../runtime/schema/number-text';

const digits = (least: number, most: number) => fc.stringMatching(new RegExp(`^[1-9][0-9]{${least - 1},${most - 1}}$`));

test('every 64-bit integer arrives digit for digit, as a number and as a string', () => {
  fc.assert(fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
    expect(curatedValue('bigint', String(value))).toBe(String(value));
    expect(curatedValue('bigint', `"${value}"`)).toBe(String(value));
  }));
});

test('every integer outside 64 bits is refused', () => {
  fc.assert(fc.property(fc.bigInt({ min: 2n ** 63n, max: 2n ** 80n }), fc.boolean(), (value, negative) => {
    expect(curatedValue('bigint', negative ? `-${value + 1n}` : String(value))).toBe('refused: bigint');
  }));
});

test('decimals of 38 digits arrive digit for digit in both destinations', () => {
  fc.assert(fc.property(digits(1, 28), fc.stringMatching(/^[0-9]{0,9}[1-9]$/), fc.boolean(), (whole, fraction, negative) => {
    const value = `${negative ? '-' : ''}${whole}.${fraction}`;
    const rules = { precision: 38, scale: 10 };
    expect(curatedValue('decimal', value, rules)).toBe(`"${value}"`);
    expect(documentOf(schemaOf(field('v', 'decimal', rules)), `{"v":${value}}`)).toBe(`{"v":${value}}`);
  }));
});

test('an exponent says the same number', () => {
  fc.assert(fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 40 }), (value, shift) => {
    const text = `${value}e-${shift}`;
    const plain = plainNumber(text, numberKind(text) ?? 0);
    const [whole, fraction = ''] = (plain ?? '').split('.');
    // the definition: value = plain × 10^shift
    expect(BigInt(whole + fraction) * 10n ** BigInt(shift - fraction.length)).toBe(value);
  }));
});

test('plain numbers compare as the integers they scale to', () => {
  const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.integer({ min: 0, max: 20 }));
  fc.assert(fc.property(decimal, decimal, ([a, aScale], [b, bScale]) => {
    const text = ([value, scale]: [bigint, number]) => {
      const number = `${value}e-${scale}`;
      return plainNumber(number, numberKind(number) ?? 0) ?? '';
    };
    const left = a * 10n ** BigInt(20 - aScale);
    const right = b * 10n ** BigInt(20 - bScale);
    expect(Math.sign(comparePlainNumbers(text([a, aScale]), text([b, bScale])))).toBe(left < right ? -1 : Number(left > right));
  }));
});

test('doubles keep their text, which is what a reader rounds', () => {
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
    const text = JSON.stringify(value);
    expect(Number(curatedValue('double', text))).toBe(JSON.parse(text));
  }));
});

test('nested json keeps key order and digits', () => {
  const wire = '{"z":1,"a":{"big":123456789012345678901234567890,"one":1.000}}';
  expect(documentOf(schemaOf(field('v', 'json')), `{"v":${wire}}`)).toBe(`{"v":${wire}}`);
});
