import { FakeKinesis } from './fake-kinesis';
import { KinesisProducer, KinesisProducerOptions, ProducerError, PutResult } from '../../../runtime/producer';

/** How a put ended. */
export type Outcome = { readonly result: PutResult } | { readonly error: ProducerError };

export function producerOf(client: FakeKinesis, options: Partial<KinesisProducerOptions> = {}): KinesisProducer {
  return new KinesisProducer({ streamName: 'trips', client, ...options });
}

/** Notes how the put ends; a second settlement would be a second entry. */
export function track(put: Promise<PutResult>, outcomes: Outcome[] = []): Outcome[] {
  put.then(
    (result) => outcomes.push({ result }),
    (error: unknown) => {
      if (!(error instanceof ProducerError)) throw error;
      outcomes.push({ error });
    },
  );
  return outcomes;
}

/** Lets the fake clock run until the promise is settled. */
export async function settle<T>(promise: Promise<T>, limit = 600_000): Promise<T> {
  let isSettled = false;
  const end = () => {
    isSettled = true;
  };
  promise.then(end, end);
  for (let passed = 0; !isSettled; passed += 50) {
    if (passed > limit) throw new Error(`not settled after ${limit} ms`);
    await jest.advanceTimersByTimeAsync(50);
  }
  return promise;
}

export async function rejection(promise: Promise<unknown>): Promise<ProducerError> {
  return settle(promise.then(
    () => {
      throw new Error('resolved, but was to reject');
    },
    (error: unknown) => {
      if (error instanceof ProducerError) return error;
      throw error;
    },
  ));
}

/** A clock that stands still unless the test moves it, and the same random numbers in every run. */
export function useDeterminism(): void {
  beforeEach(() => {
    jest.useFakeTimers();
    let state = 42;
    jest.spyOn(Math, 'random').mockImplementation(() => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return state / 2147483648;
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });
}
