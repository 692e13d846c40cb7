import { firstFailure } from '../../../../local/workers/event-source/partial-failure';
import { streamRecords } from '../records';

const batch = streamRecords(4);
const payload = (answer: unknown) => Buffer.from(JSON.stringify(answer));

test.each([
  ['nothing', Buffer.from('')],
  ['null', payload(null)],
  ['an empty string', payload('')],
  ['an empty object', payload({})],
  ['a null list', payload({ batchItemFailures: null })],
  ['an empty list', payload({ batchItemFailures: [] })],
])('%s is a success', (_, answer) => {
  expect(firstFailure(batch, answer)).toBeUndefined();
});

test('the lowest sequence number is where the retry begins', () => {
  expect(firstFailure(batch, payload({ batchItemFailures: [{ itemIdentifier: '4' }, { itemIdentifier: '2' }] }))).toBe(1);
});

test.each([
  ['an empty identifier', payload({ batchItemFailures: [{ itemIdentifier: '' }] })],
  ['a null identifier', payload({ batchItemFailures: [{ itemIdentifier: null }] })],
  ['a wrong key', payload({ batchItemFailures: [{ id: '2' }] })],
  ['an identifier that is not in the batch', payload({ batchItemFailures: [{ itemIdentifier: '3' }, { itemIdentifier: '9' }] })],
  ['a list that is none', payload({ batchItemFailures: 'all' })],
  ['what is no JSON', Buffer.from('{')],
  ['a number', payload(7)],
])('%s fails the whole batch', (_, answer) => {
  expect(firstFailure(batch, answer)).toBe(0);
});
