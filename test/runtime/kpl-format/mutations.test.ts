import { problemsOfDecoder } from './mutations';

test('mutated aggregates are decoded without an exception, a read past the end or more bytes than came', () => {
  expect(problemsOfDecoder(20_000, 20_260_106)).toEqual([]);
});
