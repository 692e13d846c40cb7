import { HintedBuffer } from '../../../../local/workers/firehose/hinted-buffer';

function collecting(bytes: number, millis: number) {
  const lots: string[][] = [];
  const buffer = new HintedBuffer<string>({ bytes, millis }, ({ length }) => length, async (items) => { lots.push([...items]); });
  return { lots, buffer };
}

const HOUR = 3_600_000;

test('a lot is handed on when it reaches the size', async () => {
  const { lots, buffer } = collecting(6, HOUR);
  for (const item of ['abc', 'def', 'ghi']) await buffer.add(item);
  await buffer.drain(true);
  expect(lots).toEqual([['abc', 'def'], ['ghi']]);
});

test('an item that would pass the size begins the next lot; one that is larger goes alone', async () => {
  const { lots, buffer } = collecting(5, HOUR);
  for (const item of ['abc', 'def', 'ghijklmno', 'p']) await buffer.add(item);
  await buffer.drain(true);
  expect(lots).toEqual([['abc'], ['def'], ['ghijklmno'], ['p']]);
});

test('a lot is handed on when its first item is old enough', async () => {
  jest.useFakeTimers();
  const { lots, buffer } = collecting(100, 60_000);
  await buffer.add('a');
  await jest.advanceTimersByTimeAsync(59_999);
  await buffer.add('b');
  expect(lots).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  expect(lots).toEqual([['a', 'b']]);
  jest.useRealTimers();
});

test('a drain without flushing waits for the interval', async () => {
  jest.useFakeTimers();
  const { lots, buffer } = collecting(100, 60_000);
  await buffer.add('a');
  let drained = false;
  const drain = buffer.drain(false).then(() => { drained = true; });
  await jest.advanceTimersByTimeAsync(59_900);
  expect(drained).toBe(false);
  await jest.advanceTimersByTimeAsync(300);
  await drain;
  expect(lots).toEqual([['a']]);
  jest.useRealTimers();
});

test('lots are handed on one after the other', async () => {
  const order: string[] = [];
  const buffer = new HintedBuffer<string>({ bytes: 1, millis: HOUR }, () => 1, async ([item = '']) => {
    order.push(`begin ${item}`);
    await new Promise((resolve) => setImmediate(resolve));
    order.push(`end ${item}`);
  });
  await buffer.add('a');
  await buffer.add('b');
  await buffer.drain(true);
  expect(order).toEqual(['begin a', 'end a', 'begin b', 'end b']);
});

test('who drains is told of a failure', async () => {
  const buffer = new HintedBuffer<string>({ bytes: 1, millis: HOUR }, () => 1, async () => { throw new Error('bucket gone'); });
  await buffer.add('a');
  await expect(buffer.drain(true)).rejects.toThrow('bucket gone');
});

test('what is discarded is not handed on', async () => {
  const { lots, buffer } = collecting(100, HOUR);
  await buffer.add('a');
  buffer.discard();
  await buffer.drain(true);
  expect(lots).toEqual([]);
});

test('after a discard nothing is handed on, also of what comes later', async () => {
  jest.useFakeTimers();
  const { lots, buffer } = collecting(4, 1000);
  await buffer.add('a');
  buffer.discard();
  for (const item of ['b', 'long enough']) await buffer.add(item);
  await jest.advanceTimersByTimeAsync(2000);
  await buffer.drain(true);
  expect(lots).toEqual([]);
  jest.useRealTimers();
});
