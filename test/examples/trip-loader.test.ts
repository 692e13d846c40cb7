import { setImmediate } from 'node:timers/promises';
import { FakeProducer } from './fake-producer';
import { LoadCounts, TripLoader } from '../../examples/taxi/loader/trip-loader';
import type { Row } from '../../examples/taxi/trips/read-trips';

function trip(tripId: number): Row {
  return { kind: 'trip', trip: { tripId: String(tripId), pickupAt: 0, data: `{"trip_id":"${tripId}"}` } };
}

const BROKEN: Row = { kind: 'rejected', line: 7, problem: 'fare must be a number' };

/** Rows that count how many of them were asked for. */
class Source {
  public asked = 0;
  public closed = false;

  constructor(private readonly rows: Row[], private readonly error?: Error) {}

  public async* [Symbol.asyncIterator](): AsyncGenerator<Row> {
    try {
      for (const row of this.rows) {
        this.asked += 1;
        yield row;
      }
      if (this.error) throw this.error;
    } finally {
      this.closed = true;
    }
  }
}

function loaderOf(producer: FakeProducer, mostOutstanding?: number) {
  const events: unknown[] = [];
  const progress: LoadCounts[] = [];
  const loader = new TripLoader(producer, {
    rejected: (line, problem) => events.push({ line, problem }),
    failed: (tripId, error) => events.push({ tripId, error: String(error) }),
    progress: (counts) => progress.push({ ...counts }),
  }, mostOutstanding);
  return { loader, events, progress };
}

function withCode(code: string): Error {
  return Object.assign(new Error(`it failed with ${code}`), { code });
}

const never = new AbortController().signal;

describe('the loader', () => {
  test('puts trips under their id and counts what is acknowledged, rejected and failed', async () => {
    const producer = new FakeProducer((key) => (key === '2' ? withCode('RecordExpired') : undefined));
    const { loader, events, progress } = loaderOf(producer);
    await loader.load(new Source([trip(1), trip(2), BROKEN, trip(4)]), never);
    expect(loader.counts).toEqual({ read: 4, rejected: 1, acknowledged: 2, failed: 1 });
    expect(producer.delivered).toEqual([{ partitionKey: '1', data: '{"trip_id":"1"}' }, { partitionKey: '4', data: '{"trip_id":"4"}' }]);
    expect(events).toEqual([{ line: 7, problem: 'fare must be a number' }, { tripId: '2', error: 'Error: it failed with RecordExpired' }]);
    expect(progress.at(-1)).toEqual(loader.counts);
  });

  test('reads no further than its bound while nothing is acknowledged', async () => {
    const producer = new FakeProducer();
    const { loader } = loaderOf(producer, 10);
    const source = new Source(Array.from({ length: 1000 }, (_, index) => trip(index)));
    const loading = loader.load(source, never);
    await setImmediate();
    expect(source.asked).toBe(10);
    producer.settle(3);
    await setImmediate();
    expect(source.asked).toBe(13);
    while (source.asked < 1000) {
      producer.settle(10);
      await setImmediate();
    }
    await loading;
    expect(producer.mostPending).toBe(10);
    expect(loader.counts).toEqual({ read: 1000, rejected: 0, acknowledged: 1000, failed: 0 });
  });

  test('counts failures against its bound, too', async () => {
    const producer = new FakeProducer(() => withCode('RetriesExhausted'));
    const { loader } = loaderOf(producer, 2);
    const loading = loader.load(new Source([trip(1), trip(2), trip(3)]), never);
    await setImmediate();
    producer.settle();
    await loading;
    expect(loader.counts).toEqual({ read: 3, rejected: 0, acknowledged: 0, failed: 3 });
  });

  test('stops reading when a thousand trips in a row have failed', async () => {
    // the fifth succeeds, so the thousand begin with the sixth
    const producer = new FakeProducer((key) => (key === '4' ? undefined : withCode('AccessDenied')));
    const { loader } = loaderOf(producer, 5);
    const source = new Source(Array.from({ length: 5000 }, (_, index) => trip(index)));
    const loading = loader.load(source, never);
    while (!source.closed) {
      producer.settle();
      await setImmediate();
    }
    await loading;
    expect(loader.hopeless).toBe(true);
    expect(loader.counts.acknowledged).toBe(1);
    expect(loader.counts.failed).toBe(loader.counts.read - 1);
    expect(loader.counts.read).toBeGreaterThanOrEqual(1005);
    expect(loader.counts.read).toBeLessThanOrEqual(1010);
  });

  test('delivers what was put when it is interrupted, and reads no more', async () => {
    const producer = new FakeProducer();
    const { loader } = loaderOf(producer, 5);
    const source = new Source(Array.from({ length: 1000 }, (_, index) => trip(index)));
    const interruption = new AbortController();
    const loading = loader.load(source, interruption.signal);
    await setImmediate();
    interruption.abort();
    producer.settle(1);
    await loading;
    expect(loader.counts).toEqual({ read: 5, rejected: 0, acknowledged: 5, failed: 0 });
    expect(producer.calls).toEqual(['flush']);
    expect(source.closed).toBe(true);
  });

  test('delivers what was put when the rows end with an error, and hands the error over', async () => {
    const producer = new FakeProducer();
    const { loader } = loaderOf(producer);
    await expect(loader.load(new Source([trip(1), trip(2)], new Error('the file is gone')), never)).rejects.toThrow('the file is gone');
    expect(loader.counts).toEqual({ read: 2, rejected: 0, acknowledged: 2, failed: 0 });
  });
});
