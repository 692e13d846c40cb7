import { Duration, Token } from 'aws-cdk-lib';
import type { Problems } from '../../private/problems';
import { isReservedTableName } from '../../schema/reserved-names';

const SNAKE_CASE = /^[a-z][a-z0-9_]*$/;
const PLAIN = /^[A-Za-z][A-Za-z0-9_]*$/;
/** From the longest to the shortest, in seconds. */
const UNITS: ReadonlyArray<[string, number]> = [['DAY', 86_400], ['HOUR', 3_600], ['MINUTE', 60], ['SECOND', 1]];
/** Flink takes this many digits in an interval without being told. */
const DIGITS_OF_INTERVALS = 2;
/** And no more than this many: https://nightlies.apache.org/flink/flink-docs-release-1.15/docs/dev/table/types/#interval-day-to-second */
const MOST_DIGITS_OF_INTERVALS = 6;

/** A name as SQL reads it: in backticks only where it would be read otherwise. */
export function identifier(name: string): string {
  return PLAIN.test(name) && !isReservedTableName(name.toLowerCase()) ? name : `\`${name}\``;
}

/** A text in quotes. */
export function literal(text: string): string {
  return `'${text.replace(/'/g, "''")}'`;
}

/** A time span in its longest whole unit. */
export function interval(duration: Duration): string {
  const seconds = duration.toSeconds();
  const [unit, length] = UNITS.find(([, size]) => seconds % size === 0) ?? ['SECOND', 1];
  const count = String(seconds / length);
  return `INTERVAL '${count}' ${unit}${count.length > DIGITS_OF_INTERVALS ? `(${count.length})` : ''}`;
}

/** A text, each line of it further in. */
export function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}

/** Checks a name that a person chose for a table or a column. */
export function checkIdentifier(problems: Problems, property: string, name: string): void {
  if (Token.isUnresolved(name)) {
    problems.add(`${property} must be known when the app is synthesized, got a token`);
    return;
  }
  problems.when(!SNAKE_CASE.test(name),
    `${property} must be snake_case (a lower-case letter, then lower-case letters, digits and underscores), got ${JSON.stringify(name)}`);
  problems.when(isReservedTableName(name),
    `${property} must not be a word that Flink SQL reserves, got ${JSON.stringify(name)}: rename it, for example to ${JSON.stringify(`${name}_value`)}`);
}

/** Checks a time span: Flink's intervals are whole seconds here, above none. */
export function checkInterval(problems: Problems, property: string, duration: Duration | undefined, minimum = 1): void {
  if (duration === undefined) {
    return;
  }
  if (duration.isUnresolved()) {
    problems.add(`${property} must be known when the app is synthesized, got a token`);
    return;
  }
  const milliseconds = duration.toMilliseconds();
  if (milliseconds % 1000 !== 0 || milliseconds < minimum * 1000) {
    problems.add(`${property} must be whole seconds, at least ${minimum}, got ${milliseconds} milliseconds`);
    return;
  }
  problems.when((/'(\d+)'/.exec(interval(duration))?.[1] ?? '').length > MOST_DIGITS_OF_INTERVALS,
    `${property} must be a number of at most ${MOST_DIGITS_OF_INTERVALS} digits in its longest whole unit, got ${interval(duration)}`);
}
