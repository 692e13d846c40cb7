import { judge } from '../../../local/report/judge';
import { readLoadReport } from '../../../local/report/report';

const GOOD = {
  trips: { read: 100, rejected: 1, acknowledged: 99, failed: 0 },
  stream: { records: 3, userRecords: 99 },
  transform: { invocations: 1 },
  curated: { records: 97, errors: 2, objects: 1 },
  search: { documents: 97, deadLetters: 0 },
  resources: { deployed: 10, stubbed: [] },
};

test('when every record is accounted for there is no reason against it', () => {
  expect(judge(GOOD, [])).toEqual([]);
  expect(judge({ ...GOOD, search: { leftOut: 'no Java' } }, [])).toEqual([]);
});

test('a producer retry may put a record twice: it is one document', () => {
  expect(judge({ ...GOOD, stream: { records: 3, userRecords: 100 }, curated: { records: 98, errors: 2, objects: 1 } }, [])).toEqual([]);
});

test.each([
  ['no records at all', {
    trips: { read: 0, rejected: 0, acknowledged: 0, failed: 0 },
    stream: { records: 0, userRecords: 0 },
    curated: { records: 0, errors: 0, objects: 0 },
    search: { documents: 0, deadLetters: 0 },
  }, 'no record was read'],
  ['a record that could not be put', { trips: { read: 101, rejected: 1, acknowledged: 99, failed: 1 } }, '1 records could not be put'],
  ['a record without a fate', { trips: { read: 101, rejected: 1, acknowledged: 99, failed: 0 } }, 'of 101 records read, 100 were'],
  ['a record missing in the stream', { stream: { records: 3, userRecords: 98 }, curated: { records: 96, errors: 2, objects: 1 }, search: { leftOut: '' } },
    'the stream holds 98 user records, 99'],
  ['a record missing in the bucket', { curated: { records: 96, errors: 2, objects: 1 }, search: { documents: 96, deadLetters: 0 } }, 'are 98, the stream holds 99'],
  ['a record twice in the bucket', { curated: { records: 98, errors: 2, objects: 1 }, search: { documents: 98, deadLetters: 0 } }, 'are 100, the stream holds 99'],
  ['a document missing', { search: { documents: 96, deadLetters: 0 } }, 'search holds 96 documents, 97'],
  ['a document too many', { search: { documents: 98, deadLetters: 0 } }, 'search holds 98 documents, 97'],
  ['a dead letter', { search: { documents: 97, deadLetters: 1 } }, '1 records went to the dead letters'],
])('%s is a reason', (_, change, reason) => {
  expect(judge({ ...GOOD, ...change }, [])).toEqual([expect.stringContaining(reason)]);
});

test('what a worker gave up is a reason', () => {
  expect(judge(GOOD, ['3 records of f were given up'])).toEqual(['3 records of f were given up']);
});

test('a load report has four counts', () => {
  expect(readLoadReport('{"read":2,"rejected":1,"acknowledged":1,"failed":0}', 'f')).toEqual({ read: 2, rejected: 1, acknowledged: 1, failed: 0 });
  expect(() => readLoadReport('{"read":-1,"rejected":"1","acknowledged":1}', 'f'))
    .toThrow(/read must be a count, received -1; rejected must be a count, received "1"; failed must be a count, received undefined/);
  expect(() => readLoadReport('', 'f')).toThrow('is not of the form');
});
