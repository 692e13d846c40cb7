/**
 * A number in plain decimal digits, without the exponent that `toString` writes for the very large and the very small:
 * 1e-7 is `0.0000001`. Where it has no digits (NaN, infinity), what `toString` writes.
 */
export function plainDigits(value: number): string {
  const [mantissa, exponent] = value.toString().split('e');
  if (exponent === undefined) {
    return mantissa;
  }
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole, fraction = ''] = mantissa.replace('-', '').split('.');
  const shift = Number(exponent);
  return shift < 0
    ? `${sign}0.${'0'.repeat(-shift - 1)}${whole}${fraction}`
    : `${sign}${(whole + fraction).padEnd(shift + 1, '0')}`;
}
