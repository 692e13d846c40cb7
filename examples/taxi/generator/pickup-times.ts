import { DateTime } from 'luxon';
import type { Random } from './random';

const ZONE = 'America/New_York';
const HOUR = 3_600_000;

/** How busy each hour of a day is, from midnight on. */
const WORKDAY = [16, 9, 6, 4, 4, 7, 20, 36, 44, 43, 41, 42, 44, 44, 47, 47, 44, 51, 60, 58, 53, 50, 42, 28];
const WEEKEND = [42, 37, 29, 21, 14, 8, 10, 15, 23, 32, 39, 43, 46, 47, 47, 46, 46, 48, 52, 49, 45, 44, 45, 40];

/**
 * When trips begin: `count` moments in March 2019, in milliseconds since 1970 and in rising order, more of them in a busy hour.
 * The hour that clocks skipped on 10 March has none.
 */
export function* pickupTimes(count: number, random: Random): Generator<number> {
  const hours = hoursOfTheMonth();
  const weightOfAll = hours.reduce((sum, hour) => sum + hour.weight, 0);
  let index = 0;
  let weightBefore = 0;
  for (let trip = 0; trip < count; trip += 1) {
    // each trip has an equal share of the month's weight, and lies somewhere in it
    const position = (trip + random.integer(0, 999) / 1000) / count * weightOfAll;
    while (position >= weightBefore + hours[index].weight) {
      weightBefore += hours[index].weight;
      index += 1;
    }
    const secondsIn = Math.floor((position - weightBefore) / hours[index].weight * 3600);
    yield hours[index].start + secondsIn * 1000;
  }
}

/** The time as New York's clocks show it, in the form of a trips file. */
export function onNewYorksClocks(time: number): string {
  return DateTime.fromMillis(time, { zone: ZONE }).toFormat('yyyy-MM-dd HH:mm:ss');
}

function hoursOfTheMonth(): { readonly start: number; readonly weight: number }[] {
  const begin = DateTime.fromObject({ year: 2019, month: 3, day: 1 }, { zone: ZONE });
  const end = begin.plus({ months: 1 });
  return Array.from({ length: (end.toMillis() - begin.toMillis()) / HOUR }, (_, index) => {
    const start = begin.plus({ hours: index });
    return { start: start.toMillis(), weight: (start.weekday > 5 ? WEEKEND : WORKDAY)[start.hour] };
  });
}
