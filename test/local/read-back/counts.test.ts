import { ErrorLines } from '../../../local/read-back/error-lines';
import { UserRecords } from '../../../local/read-back/user-records';
import { AggregatedRecordEncoder } from '../../../runtime/kpl-format';
import { streamRecord } from '../workers/records';

const line = (fields: object) => `${JSON.stringify(fields)}\n`;

test('error records are counted by their code, and those that differ', () => {
  const errors = new ErrorLines();
  errors.add(Buffer.from(line({ errorCode: 'Lambda.FunctionError', rawData: 'YQ==' }) + line({ errorCode: 'Lambda.FunctionError', rawData: 'YQ==' })), 'k');
  errors.add(Buffer.from(line({ lastErrorCode: 'DataFormatConversion.MalformedData', rawData: 'Yg==' })), 'k');
  expect([errors.count, errors.records.count]).toEqual([3, 2]);
  expect([errors.settled.count, ...errors.settledByCode]).toEqual([1, ['DataFormatConversion.MalformedData', 1]]);
  expect([...errors.byCode]).toEqual([['Lambda.FunctionError', 2], ['DataFormatConversion.MalformedData', 1]]);
});

test('a line without a code is no error record', () => {
  expect(() => new ErrorLines().add(Buffer.from(line({ rawData: 'YQ==' })), 'errors/x')).toThrow('the error object errors/x holds a line without errorCode or rawData');
});

test('user records are counted within their Kinesis records, and those that differ', () => {
  const records = new UserRecords();
  const encoder = new AggregatedRecordEncoder();
  for (const data of ['a', 'b', 'a']) encoder.add({ partitionKey: 'k', data: Buffer.from(data) });
  records.add(streamRecord(1, encoder.encode()));
  records.add(streamRecord(2, 'b'));
  expect([records.count, records.distinct]).toEqual([4, 2]);
});

test('an aggregate with a broken digest is one record, as for the Kinesis Client Library', () => {
  const records = new UserRecords();
  const encoder = new AggregatedRecordEncoder();
  for (const data of ['a', 'b']) encoder.add({ partitionKey: 'k', data: Buffer.from(data) });
  const broken = Buffer.from(encoder.encode());
  broken.writeUInt32BE(0, broken.length - 4);
  records.add(streamRecord(1, broken));
  expect([records.count, records.distinct]).toEqual([1, 1]);
});
