import { Poisoner } from '../../examples/taxi/loader/poisoner';
import type { Row } from '../../examples/taxi/trips/read-trips';

class Stream {
  public readonly put = jest.fn(async (_: { readonly partitionKey: string; readonly data: Uint8Array }) => undefined);
  public readonly flush = jest.fn(async () => undefined);
}

async function* rowsOf(count: number): AsyncGenerator<Row> {
  for (let line = 1; line <= count; line++) yield { kind: 'rejected', line, problem: '' };
}

const ignore = () => undefined;

test('poison comes evenly among the rows, whole records alone and others packed', async () => {
  const [packing, plain] = [new Stream(), new Stream()];
  const poisoner = new Poisoner(20, packing, plain, ignore);
  const sent: number[] = [];
  let rows = 0;
  for await (const row of poisoner.among(rowsOf(100), (read) => read / 100)) {
    expect(row).toMatchObject({ line: ++rows });
    sent.push(packing.put.mock.calls.length + plain.put.mock.calls.length);
  }
  await poisoner.flush();
  expect(rows).toBe(100);
  expect([sent[25], sent[50], sent[75]]).toEqual([5, 10, 15]);
  expect(packing.put.mock.calls.length + plain.put.mock.calls.length).toBe(20);
  expect(plain.put.mock.calls.length).toBeGreaterThan(0);
  expect([packing.flush, plain.flush].map((flush) => flush.mock.calls.length)).toEqual([1, 1]);
  expect(poisoner.acknowledged).toHaveLength(20);
});

test('all of it comes, also where the rows end earlier than was thought', async () => {
  const packing = new Stream();
  const poisoner = new Poisoner(7, packing, new Stream(), ignore);
  for await (const row of poisoner.among(rowsOf(1), () => 0.1)) expect(row.kind).toBe('rejected');
  await poisoner.flush();
  expect(poisoner.acknowledged).toHaveLength(7);
});

test('what the stream does not take is counted and told, and not listed', async () => {
  const packing = new Stream();
  packing.put.mockRejectedValueOnce(new Error('full'));
  const told: unknown[] = [];
  const poisoner = new Poisoner(2, packing, new Stream(), (kind, error) => told.push([kind, error]));
  for await (const row of poisoner.among(rowsOf(1), () => 1)) expect(row.kind).toBe('rejected');
  await poisoner.flush();
  expect([poisoner.failed, poisoner.acknowledged.map(({ kind }) => kind)]).toEqual([1, ['truncated JSON']]);
  expect(told).toEqual([['truncated base64', new Error('full')]]);
});
