import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { readAll } from './trips-text';
import { DEFAULT_SEED, generateTrips, WRONG_EVERY } from '../../examples/taxi/generator';
import { taxiTrips } from '../../examples/taxi/schema';
import { Reason, RecordReader } from '../../runtime/schema';

const COUNT = 10_000;

interface GeneratedTrip {
  readonly trip_id: string;
  readonly pickup_at: string;
  readonly dropoff_at: string;
  readonly fare: number;
  readonly tip: number;
  readonly payment?: string;
  readonly distance: number;
  readonly pickup_borough?: string;
  readonly pickup_longitude?: number;
  readonly pickup_latitude?: number;
}

async function records(count: number, seed?: number): Promise<string[]> {
  const rows = await readAll(Readable.from(Array.from(generateTrips(count, seed), (line) => Buffer.from(line))));
  return rows.map((row) => (row.kind === 'trip' ? row.trip.data : `rejected: ${row.problem}`));
}

/** Why the schema refuses each of the records; nothing where it takes one. */
function reasonsOf(trips: string[]): Reason[][] {
  const reader = new RecordReader(taxiTrips._toConfig());
  return trips.map((trip) => {
    const found: Reason[] = [];
    reader.read(Buffer.from(trip), { row: () => undefined, rejected: (reasons) => found.push(...reasons) });
    return found;
  });
}

function hash(lines: Iterable<string>): string {
  return createHash('sha256').update(Array.from(lines).join('')).digest('hex');
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

describe('generated trips', () => {
  let trips: GeneratedTrip[];

  beforeAll(async () => {
    trips = (await records(COUNT)).map((record) => JSON.parse(record));
  });

  test('are the same on every machine', () => {
    expect(hash(generateTrips(1000))).toBe('46a42632e32af4b6e1701311f2251faff6942b581d2fb679e6737b7ccf649644');
    expect(hash(generateTrips(1000, DEFAULT_SEED))).toBe(hash(generateTrips(1000)));
    expect(hash(generateTrips(1000, 1))).not.toBe(hash(generateTrips(1000)));
  });

  test.each([1, 2, 999, 1000, 5000])('are %d when so many are asked for, and one in a thousand is refused by the schema', async (count) => {
    const verdicts = reasonsOf(await records(count));
    expect(verdicts).toHaveLength(count);
    const refused = verdicts.flatMap((reasons, index) => (reasons.length === 0 ? [] : [{ row: index + 1, reasons }]));
    expect(refused).toEqual(Array.from({ length: Math.floor(count / WRONG_EVERY) }, (_, index) => ({
      row: (index + 1) * WRONG_EVERY, reasons: [{ field: 'fare', rule: expect.stringContaining('minimum'), received: '1.00' }],
    })));
  });

  test('are valid trips whatever the seed', async () => {
    for (const seed of [0, 1, 7, 2 ** 31 - 1]) {
      expect(reasonsOf(await records(500, seed)).filter((reasons) => reasons.length > 0)).toEqual([]);
    }
  });

  test('are in the order of their times, all of March 2019, and end after they begin', () => {
    const pickups = trips.map((trip) => trip.pickup_at);
    expect([...pickups].sort()).toEqual(pickups);
    expect(pickups[0].slice(0, 13)).toBe('2019-03-01T05');
    expect(pickups[COUNT - 1].slice(0, 13)).toBe('2019-04-01T03');
    expect(trips.filter((trip) => trip.dropoff_at <= trip.pickup_at)).toEqual([]);
  });

  test('are many in the evening and few at night', () => {
    const at = (hour: number) => trips.filter((trip) => new Date(trip.pickup_at).getUTCHours() === hour).length;
    // 18:00 and 04:00 in New York, after and before 10 March
    expect(at(22) + at(23)).toBeGreaterThan(3 * (at(8) + at(9)));
  });

  test('cost more the farther they go, and are tipped on cards only', () => {
    const fares = (from: number, to: number) => median(trips.filter(({ distance }) => distance >= from && distance < to).map(({ fare }) => fare));
    expect(fares(1, 2)).toBeLessThan(fares(3, 5));
    expect(fares(3, 5)).toBeLessThan(fares(8, 12));
    expect(trips.filter((trip) => trip.payment === 'cash' && trip.tip !== 0)).toEqual([]);
    expect(trips.filter((trip) => trip.payment === 'credit card' && trip.tip > 0).length).toBeGreaterThan(COUNT / 2);
  });

  test('begin in all boroughs, most in Manhattan, and lack place and coordinates together', () => {
    const counts = new Map<string, number>();
    for (const { pickup_borough: borough = 'unknown' } of trips) counts.set(borough, (counts.get(borough) ?? 0) + 1);
    expect([...counts.keys()].sort()).toEqual(['Bronx', 'Brooklyn', 'Manhattan', 'Queens', 'Staten Island', 'unknown']);
    expect(counts.get('Manhattan')).toBeGreaterThan(0.7 * COUNT);
    expect(counts.get('unknown')).toBeLessThan(0.01 * COUNT);
    for (const trip of trips) {
      expect(trip.pickup_longitude === undefined).toBe(trip.pickup_borough === undefined);
      expect(trip.pickup_latitude === undefined).toBe(trip.pickup_borough === undefined);
    }
  });
});
