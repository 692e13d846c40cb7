import { sourceRecords } from './records';
import { readVerdicts } from '../../../../local/workers/firehose/verdicts';

const records = sourceRecords(2);
const [one = '', two = ''] = records.map(({ recordId }) => recordId);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const verdicts = (answer: unknown) => readVerdicts(records, Buffer.from(JSON.stringify(answer))).map(({ verdict }) => verdict);

test('Ok delivers the data, Dropped nothing, ProcessingFailed is an error', () => {
  expect(verdicts({ records: [{ recordId: one, result: 'Ok', data: base64('x') }, { recordId: two, result: 'Dropped' }] }))
    .toEqual([{ result: 'Ok', data: Buffer.from('x') }, { result: 'Dropped' }]);
  expect(verdicts({ records: [{ recordId: one, result: 'ProcessingFailed', data: base64('x') }, { recordId: two, result: 'Dropped' }] })[0])
    .toMatchObject({ result: 'Failed', failure: { errorCode: 'Lambda.ProcessingFailedStatus' } });
});

test('the order of the answer does not matter', () => {
  expect(verdicts({ records: [{ recordId: two, result: 'Dropped' }, { recordId: one, result: 'Ok', data: base64('x') }] })[0]).toMatchObject({ result: 'Ok' });
});

test.each([
  ['a record that is not answered', [{ recordId: two, result: 'Dropped' }], 'Lambda.MissingRecordId'],
  ['an id that was not sent', [{ recordId: 'other', result: 'Ok', data: '' }, { recordId: two, result: 'Dropped' }], 'Lambda.MissingRecordId'],
  ['an id that is answered twice', [{ recordId: one, result: 'Ok', data: '' }, { recordId: one, result: 'Ok', data: '' }, { recordId: two, result: 'Dropped' }],
    'Lambda.DuplicatedRecordId'],
  ['Ok without data', [{ recordId: one, result: 'Ok' }, { recordId: two, result: 'Dropped' }], 'Lambda.JsonProcessingException'],
  ['a result that does not exist', [{ recordId: one, result: 'ok', data: '' }, { recordId: two, result: 'Dropped' }], 'Lambda.JsonProcessingException'],
])('%s fails alone', (_, answer, errorCode) => {
  expect(verdicts({ records: answer })).toEqual([{ result: 'Failed', failure: expect.objectContaining({ errorCode }) }, { result: 'Dropped' }]);
});

test.each([['no records', {}], ['null', null], ['a list', []], ['records that are none', { records: 'x' }]])('an answer with %s fails every record', (_, answer) => {
  expect(verdicts(answer)).toEqual([1, 2].map(() => ({ result: 'Failed', failure: expect.objectContaining({ errorCode: 'Lambda.JsonProcessingException' }) })));
});
