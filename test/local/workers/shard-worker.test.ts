import { streamRecords } from './records';
import { type ShardConsumer, ShardWorker } from '../../../local/workers/shard-worker';
import type { StreamRecord } from '../../../local/workers/stream-record';

/** A shard that gives what it has, at most `limit` at a time. */
class FakeShard {
  constructor(public readonly records: StreamRecord[]) {}

  public async read(limit: number) {
    const records = this.records.splice(0, limit);
    return { records, atTip: this.records.length === 0 };
  }
}

/** Holds what it takes until it is flushed. */
class Holding implements ShardConsumer {
  public readonly handedOn: string[] = [];
  private held: string[] = [];

  public room() {
    return 2;
  }

  public async take(records: readonly StreamRecord[]) {
    this.held.push(...records.map(({ sequenceNumber }) => sequenceNumber));
  }

  public async pump(flush: boolean) {
    if (flush) this.handedOn.push(...this.held.splice(0));
    return this.held.length > 0;
  }
}

test('a drain ends when all that was put has been handed on, in order', async () => {
  const stopping = new AbortController();
  const consumer = new Holding();
  const worker = new ShardWorker(new FakeShard(streamRecords(5)), consumer);
  const running = worker.run(stopping.signal);
  await worker.drain(true);
  expect(consumer.handedOn).toEqual(['1', '2', '3', '4', '5']);
  stopping.abort();
  await running;
});

test('a drain without flushing waits as long as something is held', async () => {
  const stopping = new AbortController();
  const shard = new FakeShard(streamRecords(1));
  const worker = new ShardWorker(shard, new Holding());
  const running = worker.run(stopping.signal);
  let drained = false;
  void worker.drain(false).then(() => { drained = true; });
  while (shard.records.length > 0) await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(drained).toBe(false);
  await worker.drain(true);
  expect(drained).toBe(true);
  stopping.abort();
  await running;
});

test('a failure of the consumer ends the worker', async () => {
  const consumer = { room: () => 1, take: async () => { throw new Error('full'); }, pump: async () => false };
  await expect(new ShardWorker(new FakeShard(streamRecords(1)), consumer).run(new AbortController().signal)).rejects.toThrow('full');
});

/** Has something under way that takes until it is let go, or until it is told to stop. */
function working(pump: (began: () => void) => Promise<boolean>) {
  const seen: string[] = [];
  let under: Promise<void> | undefined;
  return {
    seen,
    consumer: {
      room: () => 1,
      take: async () => undefined,
      pump: (_: boolean, signal: AbortSignal) => pump(() => {
        under ??= new Promise<void>((ended) => signal.addEventListener('abort', () => setImmediate(ended))).then(() => { seen.push('ended'); });
      }),
      settle: async () => under,
    },
  };
}

test('a worker that is stopped ends when what it has begun has ended', async () => {
  const stopping = new AbortController();
  const { consumer, seen } = working(async (begin) => {
    begin();
    stopping.abort();
    return true;
  });
  await new ShardWorker(new FakeShard(streamRecords(1)), consumer).run(stopping.signal);
  expect(seen).toEqual(['ended']);
});

test('a worker that fails stops what else it has begun', async () => {
  const { consumer, seen } = working(async (begin) => {
    begin();
    throw new Error('broken');
  });
  await expect(new ShardWorker(new FakeShard(streamRecords(1)), consumer).run(new AbortController().signal)).rejects.toThrow('broken');
  expect(seen).toEqual(['ended']);
});
