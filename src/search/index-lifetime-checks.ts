import { Duration, Size } from 'aws-cdk-lib';
import { rolloverAgeOf } from './index-lifetime';
import type { IndexLifetimeOptions } from './index-lifetime-options';
import { Problems } from '../private/problems';

const MEBIBYTES = { smallest: 1_024, greatest: 50 * 1_024 };
const HOUR = Duration.hours(1);
const DAY = Duration.days(1);
const LONGEST = Duration.days(3_650);
const MOST_INDEXES = 200;

/** Adds what is wrong with how long indexes are written and kept. */
export function checkIndexLifetime(options: IndexLifetimeOptions, problems: Problems): void {
  const { rolloverSize, rolloverAge, documentRetention } = options;
  checkSize(rolloverSize, problems);
  const ages = [
    checkAge('rolloverAge', rolloverAge, HOUR, problems),
    checkAge('documentRetention', documentRetention, DAY, problems),
  ];
  const age = ages.includes(false) ? undefined : rolloverAgeOf(options);
  if (age && documentRetention) {
    const indexes = Math.ceil(documentRetention.toMinutes() / age.toMinutes()) + 1;
    problems.when(indexes > MOST_INDEXES,
      `documentRetention must be over after at most ${MOST_INDEXES} indexes, got ${documentRetention.toHumanString()}, which are ${indexes} with one begun after `
      + `${age.toHumanString()}: set a longer rolloverAge`);
  }
}

function checkSize(size: Size | undefined, problems: Problems): void {
  if (!size) {
    return;
  }
  if (size.isUnresolved()) {
    problems.add('rolloverSize must be known when the app is synthesized, got a token: write the size out');
    return;
  }
  const mebibytes = size.toKibibytes() / 1_024;
  problems.when(!Number.isInteger(mebibytes) || mebibytes < MEBIBYTES.smallest || mebibytes > MEBIBYTES.greatest,
    `rolloverSize must be between 1 and 50 GiB in whole MiB, got ${mebibytes} MiB: a shard should hold 10 to 50 GiB`);
}

/** Whether the age can be compared with others. */
function checkAge(property: string, age: Duration | undefined, shortest: Duration, problems: Problems): boolean {
  if (!age) {
    return true;
  }
  if (age.isUnresolved()) {
    problems.add(`${property} must be known when the app is synthesized, got a token: write the duration out`);
    return false;
  }
  const milliseconds = age.toMilliseconds();
  const isFine = milliseconds >= shortest.toMilliseconds() && milliseconds <= LONGEST.toMilliseconds() && milliseconds % 60_000 === 0;
  problems.when(!isFine, `${property} must be between ${shortest.toHumanString()} and ${LONGEST.toHumanString()} in whole minutes, got ${age.toHumanString()}`);
  return isFine;
}
