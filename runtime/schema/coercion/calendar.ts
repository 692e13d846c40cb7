const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const HYPHEN = 0x2d;

/** The number that two digits at a position stand for; not a number where they are not digits. */
export function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at] - 0x30;
  const ones = bytes[at + 1] - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/** Whether `yyyy-MM-dd` stands at a position and names a day that exists in the years 0001 to 9999. */
export function isDayAt(bytes: Uint8Array, at: number): boolean {
  const year = twoDigits(bytes, at) * 100 + twoDigits(bytes, at + 2);
  const month = twoDigits(bytes, at + 5);
  const day = twoDigits(bytes, at + 8);
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1) || bytes[at + 4] !== HYPHEN || bytes[at + 7] !== HYPHEN) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 && leap ? 29 : MONTH_DAYS[month - 1]);
}
