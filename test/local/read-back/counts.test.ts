import { ErrorLines } from '../../../local/read-back/error-lines';
import { readRejectedLines } from '../../../local/read-back/rejected-records';
import { UserRecords } from '../../../local/read-back/user-records';
import { AggregatedRecordEncoder } from '../../../runtime/kpl-format';
import { blockOf, text } from '../../runtime/compressed-block/blocks';
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

test('what the transform has kept itself is a record that it refused', () => {
  const errors = new ErrorLines();
  const body = Buffer.from(line({ data: 'YQ==', reasons: [{ rule: 'a number' }] }) + line({ data: 'Yg==', reasons: [{ rule: 'a number' }] }));
  for (const data of readRejectedLines(body, 'k')) errors.addRejected(data);
  expect([errors.count, errors.records.count, errors.settled.count, ...errors.byCode]).toEqual([2, 2, 2, ['Lambda.ProcessingFailedStatus', 2]]);
  for (const fields of [{ reasons: [{}] }, { data: 'YQ==' }, { data: 'YQ==', reasons: [] }]) {
    expect(() => readRejectedLines(Buffer.from(line(fields)), 'errors/x')).toThrow('the rejected records errors/x hold a line without data or reasons');
  }
});

test('user records are counted within their Kinesis records, and those that differ', () => {
  const records = new UserRecords();
  const encoder = new AggregatedRecordEncoder();
  for (const data of ['a', 'b', 'a']) encoder.add({ partitionKey: 'k', data: Buffer.from(data) });
  records.add(streamRecord(1, encoder.encode()));
  records.add(streamRecord(2, 'b'));
  expect([records.count, records.distinct]).toEqual([4, 2]);
});

test('the records of a compressed block are counted, and one that cannot be read is one record', () => {
  const whole = blockOf(['a', 'b', 'a'].map((data) => text('k', data)));
  const records = new UserRecords();
  records.add(streamRecord(1, whole));
  expect([records.count, records.distinct]).toEqual([3, 2]);
  records.add(streamRecord(2, whole.subarray(0, -3)));
  expect([records.count, records.distinct]).toEqual([4, 3]);
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
