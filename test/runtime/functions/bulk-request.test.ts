import { bulkRequests } from '../../../runtime/functions/indexer/bulk-request';
import type { IndexDocument } from '../../../runtime/functions/indexer/document';

const record = { streamArn: 'arn:s', shardId: 'shardId-0', sequenceNumber: '1', subSequenceNumber: 0, partitionKey: 'k', arrivalTimestamp: 1, data: new Uint8Array() };

function document(alias: string, id: string, source = '{}'): IndexDocument {
  return { alias, id, source, record };
}

function shape(documents: IndexDocument[]): [string, string[]][] {
  return bulkRequests(documents).map((request) => [request.alias, request.documents.map(({ id }) => id)]);
}

test('a bulk request is for one alias, and documents of one alias keep their order', () => {
  expect(shape([document('trips', '1'), document('insights', '2'), document('trips', '3')])).toEqual([['trips', ['1', '3']], ['insights', ['2']]]);
});

test('a bulk request ends before 5 MiB and after 2,000 documents', () => {
  const large = 'x'.repeat(3 * 1024 * 1024);
  expect(shape([document('trips', '1', large), document('trips', '2', large), document('trips', '3')])).toEqual([['trips', ['1']], ['trips', ['2', '3']]]);
  expect(bulkRequests(Array.from({ length: 2_001 }, (_, i) => document('trips', String(i)))).map(({ documents }) => documents.length)).toEqual([2_000, 1]);
});
