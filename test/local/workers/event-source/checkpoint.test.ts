import { Checkpoint } from '../../../../local/workers/event-source/checkpoint';
import { streamRecord, streamRecords } from '../records';

test('a checkpoint stands behind the last record before which all are done, in whatever order they end', () => {
  const checkpoint = new Checkpoint();
  checkpoint.begin(streamRecords(4));
  expect(checkpoint.finish([streamRecord(2), streamRecord(4)])).toBe(false);
  expect(checkpoint.sequenceNumber).toBeUndefined();
  expect(checkpoint.finish([streamRecord(1)])).toBe(true);
  expect(checkpoint.sequenceNumber).toBe('2');
  expect(checkpoint.finish([streamRecord(3)])).toBe(true);
  expect(checkpoint.sequenceNumber).toBe('4');
  expect(checkpoint.finish([])).toBe(false);
  expect(checkpoint.sequenceNumber).toBe('4');
});
