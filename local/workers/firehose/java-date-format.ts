import type { DateTime } from 'luxon';

/** Pattern letters of Java's DateTimeFormatter and what luxon calls them, by their count. */
const LETTERS: { readonly [letter: string]: (count: number) => string } = {
  y: (count) => (count === 2 ? 'yy' : 'yyyy'),
  u: (count) => (count === 2 ? 'yy' : 'yyyy'),
  Y: (count) => (count === 2 ? 'ii' : 'iiii'),
  M: (count) => 'M'.repeat(count),
  L: (count) => 'L'.repeat(count),
  d: (count) => 'd'.repeat(count),
  D: (count) => (count === 3 ? 'ooo' : 'o'),
  w: (count) => (count === 2 ? 'nn' : 'n'),
  E: (count) => (count === 4 ? 'EEEE' : 'EEE'),
  H: (count) => 'H'.repeat(count),
  h: (count) => 'h'.repeat(count),
  m: (count) => 'm'.repeat(count),
  s: (count) => 's'.repeat(count),
  a: () => 'a',
  Q: () => 'q',
};

/** A quoted text, two quotes for one, a run of one letter, or anything else. */
const TOKENS = /'((?:[^']|'')+)'|''|([A-Za-z])\2*|[^A-Za-z']+/g;

/**
 * Formats a time by a pattern of Java's DateTimeFormatter, as Firehose's prefixes use it. `YYYY` is the year of the week, Sunday first
 * as in Java's default locale: on the last days of December it is already the next one.
 * https://docs.oracle.com/javase/8/docs/api/java/time/format/DateTimeFormatter.html
 * @throws on a letter that is not known here.
 */
export function formatJava(time: DateTime, pattern: string): string {
  const english = time.setLocale('en-US');
  return pattern.replace(TOKENS, (token, quoted?: string, letter?: string) => {
    if (token === "''") return "'";
    if (quoted !== undefined) return quoted.replaceAll("''", "'");
    if (letter === undefined) return token;
    const toLuxon = LETTERS[letter];
    if (toLuxon === undefined) throw new Error(`the pattern '${pattern}' holds '${token}', which the local run does not know: it knows ${Object.keys(LETTERS).join(', ')}`);
    return english.toFormat(toLuxon(token.length));
  });
}
