import { replay } from '../../examples/taxi/loader/replay';
import type { Row } from '../../examples/taxi/trips/read-trips';

const START = 1_000_000;

function trip(tripId: string, pickupAt: number): Row {
  return { kind: 'trip', trip: { tripId, pickupAt, data: '{}' } };
}

async function* rowsOf(rows: Row[]): AsyncGenerator<Row> {
  yield* rows;
}

/** When each row is handed over, by a clock that only sleeping moves. */
async function schedule(rows: Row[], speedUp: number, options: { window?: number; signal?: AbortSignal } = {}) {
  const { window, signal = new AbortController().signal } = options;
  let now = START;
  const sleeps: number[] = [];
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      sleeps.push(milliseconds);
      now += milliseconds;
    },
  };
  const handed: [string, number][] = [];
  for await (const row of replay(rowsOf(rows), speedUp, clock, signal, window)) {
    handed.push([row.kind === 'trip' ? row.trip.tripId : `line ${row.line}`, now - START]);
  }
  return { handed, sleeps };
}

describe('a replay', () => {
  test('hands trips over at their own times, sped up, the first at once', async () => {
    const { handed } = await schedule([trip('a', 50_000), trip('b', 60_000), trip('c', 60_000), trip('d', 110_000)], 10);
    expect(handed).toEqual([['a', 0], ['b', 1000], ['c', 1000], ['d', 6000]]);
  });

  test('puts trips in order that are not', async () => {
    const { handed } = await schedule([trip('c', 30), trip('a', 10), trip('d', 40), trip('b', 20)], 1);
    expect(handed).toEqual([['a', 0], ['b', 10], ['c', 20], ['d', 30]]);
  });

  test('hands a trip over late rather than not at all when it is further out of place than the window', async () => {
    const { handed } = await schedule([trip('b', 20), trip('c', 30), trip('d', 40), trip('e', 50), trip('a', 10)], 1, { window: 1 });
    expect(handed).toEqual([['b', 0], ['c', 10], ['d', 20], ['a', 20], ['e', 30]]);
  });

  test('holds no more than two windows', async () => {
    let read = 0;
    const counted = async function* () {
      for (; read < 1000; read += 1) yield trip(String(read), read);
    };
    const clock = { now: () => START, sleep: async () => undefined };
    // time stands still, so an interrupted replay is used: it does not wait
    for await (const row of replay(counted(), 1, clock, AbortSignal.abort(), 10)) {
      expect(read - (row.kind === 'trip' ? Number(row.trip.tripId) : 0)).toBeLessThanOrEqual(20);
    }
    expect(read).toBe(1000);
  });

  test('passes rejected rows at once', async () => {
    const { handed } = await schedule([trip('a', 0), { kind: 'rejected', line: 3, problem: 'is broken' }, trip('b', 10)], 1);
    expect(handed).toEqual([['line 3', 0], ['a', 0], ['b', 10]]);
  });

  test('sleeps a day at most at a time, as timers end at 24.8 days', async () => {
    const days = 86_400_000;
    const { handed, sleeps } = await schedule([trip('a', 0), trip('b', 30.5 * days)], 1);
    expect(handed).toEqual([['a', 0], ['b', 30.5 * days]]);
    expect(sleeps).toEqual([...Array.from({ length: 30 }, () => days), 0.5 * days]);
  });

  test('does not wait any more when interrupted', async () => {
    const { handed } = await schedule([trip('a', 0), trip('b', 10)], 1, { signal: AbortSignal.abort() });
    expect(handed).toEqual([['a', 0], ['b', 0]]);
  });
});
