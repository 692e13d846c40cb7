import type { Random } from './random';
import type { Zone } from './zones';

/** What a passenger pays, in cents: whole numbers, so that sums have no rounding of their own. */
export interface Payment {
  /** Blank when the taxi did not report it. */
  readonly method: 'credit card' | 'cash' | '';
  readonly fare: number;
  readonly tip: number;
  readonly tolls: number;
  readonly total: number;
}

/** New York's tariff of 2019: https://www.nyc.gov/site/tlc/passengers/taxi-fare.page as it then stood. */
const INITIAL_CHARGE = 250;
/** For a fifth of a mile, or for a minute in slow traffic. */
const UNIT = 50;
const MILES_PER_UNIT = 0.2;
const AIRPORT_FLAT_FARE = 5200;
const TAX_AND_IMPROVEMENT = 80;
const CONGESTION_SURCHARGE = 250;
const TUNNEL_TOLL = 576;

const METHODS = [
  { method: 'credit card', weight: 711 },
  { method: 'cash', weight: 282 },
  { method: '', weight: 7 },
] as const;

const AIRPORT = 'JFK Airport';

/** What a trip of so many miles and slow minutes costs. */
export function payFor(from: Zone, to: Zone, miles: number, slowMinutes: number, random: Random): Payment {
  const flat = [from, to].some((zone) => zone.name === AIRPORT) && [from, to].some((zone) => zone.borough === 'Manhattan');
  const fare = flat ? AIRPORT_FLAT_FARE : INITIAL_CHARGE + UNIT * (Math.floor(miles / MILES_PER_UNIT) + slowMinutes);
  const tolls = from.borough !== to.borough && miles > 4 && random.chance(4000) ? TUNNEL_TOLL : 0;
  const surcharges = TAX_AND_IMPROVEMENT + (from.borough === 'Manhattan' || to.borough === 'Manhattan' ? CONGESTION_SURCHARGE : 0);
  const { method } = random.choose(METHODS);
  // the machine in the car reports tips on cards only
  const tip = method === 'credit card' && random.chance(9300) ? Math.round((fare + tolls + surcharges) * random.integer(10, 28) / 100) : 0;
  return { method, fare, tip, tolls, total: fare + tip + tolls + surcharges };
}
