import { payFor } from './generator/fare';
import { onNewYorksClocks, pickupTimes } from './generator/pickup-times';
import { Random } from './generator/random';
import { Zone, ZONES } from './generator/zones';
import { COLUMNS } from './trips/columns';

/** The seed of generated trips when nobody asks for another. */
export const DEFAULT_SEED = 2019;

/**
 * Every so many trips one is wrong: its fare is a dollar, below what New York's taximeters start at, as one of some 6,000 real trips has it.
 * The schema refuses it, so of N generated trips floor(N / 1000) end under the errors/ prefix, and all others are valid.
 */
export const WRONG_EVERY = 1000;
const WRONG_FARE = 100;

const PASSENGERS = [[1, 728], [2, 136], [3, 38], [4, 17], [5, 43], [6, 24], [0, 14]].map(([passengers, weight]) => ({ passengers, weight }));
const ELSEWHERE_GREEN = 7000;

const MILES_PER_DEGREE_OF_LATITUDE = 69;
/** At New York's latitude. */
const MILES_PER_DEGREE_OF_LONGITUDE = 52.4;

interface Place {
  readonly zone: Zone;
  /** False where the taxi did not know where it was: zone, borough and coordinates are then blank. */
  readonly known: boolean;
  readonly longitude: number;
  readonly latitude: number;
}

/**
 * Plausible New York taxi trips of March 2019 as the lines of a trips file, header first, in the order of their times.
 * The same count and seed give the same text on every machine.
 */
export function* generateTrips(count: number, seed: number = DEFAULT_SEED): Generator<string> {
  yield COLUMNS.map((column) => column.name).join(',') + '\n';
  const random = new Random(seed);
  let tripId = 0;
  for (const pickup of pickupTimes(count, random)) {
    tripId += 1;
    const cells = generateTrip(pickup, tripId % WRONG_EVERY === 0, random);
    yield COLUMNS.map((column) => cells[column.name]).join(',') + '\n';
  }
}

function generateTrip(pickup: number, wrong: boolean, random: Random): { [column: string]: string } {
  const from = choosePlace(40, random);
  const to = choosePlace(70, random);
  const miles = distance(from, to, random);
  const slowMinutes = random.integer(0, 8);
  const seconds = Math.round(miles / random.integer(14, 24) * 3600) + slowMinutes * 60 + random.integer(20, 90);
  const paid = payFor(from.zone, to.zone, miles, slowMinutes, random);
  const green = from.zone.borough !== 'Manhattan' || from.zone.latitude > 40.795;
  const fare = wrong ? WRONG_FARE : paid.fare;
  return {
    pickup: onNewYorksClocks(pickup),
    dropoff: onNewYorksClocks(pickup + seconds * 1000),
    passengers: String(random.choose(PASSENGERS).passengers),
    distance: miles.toFixed(2),
    fare: dollars(fare),
    tip: dollars(paid.tip),
    tolls: dollars(paid.tolls),
    total: dollars(paid.total - paid.fare + fare),
    color: green && !isAirport(from.zone) && random.chance(ELSEWHERE_GREEN) ? 'green' : 'yellow',
    payment: paid.method,
    pickup_zone: from.known ? from.zone.name : '',
    dropoff_zone: to.known ? to.zone.name : '',
    pickup_borough: from.known ? from.zone.borough : '',
    dropoff_borough: to.known ? to.zone.borough : '',
    pickup_longitude: from.known ? from.longitude.toFixed(6) : '',
    pickup_latitude: from.known ? from.latitude.toFixed(6) : '',
    dropoff_longitude: to.known ? to.longitude.toFixed(6) : '',
    dropoff_latitude: to.known ? to.latitude.toFixed(6) : '',
  };
}

/** Somewhere within some 500 metres of a zone's centre. */
function choosePlace(unknownPerTenThousand: number, random: Random): Place {
  const zone = random.choose(ZONES);
  return {
    zone,
    known: !random.chance(unknownPerTenThousand),
    longitude: zone.longitude + random.integer(-6000, 6000) / 1_000_000,
    latitude: zone.latitude + random.integer(-4500, 4500) / 1_000_000,
  };
}

/** Miles by street: as the crow flies and a tenth to a half more, in hundredths. Only arithmetic that every machine rounds alike. */
function distance(from: Place, to: Place, random: Random): number {
  const east = (to.longitude - from.longitude) * MILES_PER_DEGREE_OF_LONGITUDE;
  const north = (to.latitude - from.latitude) * MILES_PER_DEGREE_OF_LATITUDE;
  return Math.round(Math.sqrt(east * east + north * north) * random.integer(110, 150)) / 100;
}

function isAirport(zone: Zone): boolean {
  return zone.name.endsWith('Airport');
}

function dollars(cents: number): string {
  return (cents / 100).toFixed(2);
}
