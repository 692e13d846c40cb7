import { type Evidence, type Found, judge } from '../../../local/report/judge';

const GOOD: Found = {
  trips: { read: 100, rejected: 1, acknowledged: 99, failed: 0 },
  stream: { records: 3, userRecords: 99 },
  curated: { records: 97, errors: 2, objects: 1 },
  search: { documents: 97, deadLetters: 0 },
};
const REFUSED = 'Lambda.ProcessingFailedStatus';
const EVIDENCE: Evidence = { distinctUserRecords: 99, distinctRecords: 97, distinctErrors: 2, errorsByCode: new Map([[REFUSED, 2]]), failures: [] };

test('when every record is accounted for there is no reason against it', () => {
  expect(judge(GOOD, EVIDENCE)).toEqual([]);
  expect(judge({ ...GOOD, search: { leftOut: 'no Java' } }, EVIDENCE)).toEqual([]);
});

test('a producer retry may put a record twice: it is one document', () => {
  expect(judge({ ...GOOD, stream: { records: 3, userRecords: 100 }, curated: { records: 98, errors: 2, objects: 1 } }, EVIDENCE)).toEqual([]);
  expect(judge({ ...GOOD, stream: { records: 3, userRecords: 100 }, curated: { records: 97, errors: 3, objects: 1 } },
    { ...EVIDENCE, errorsByCode: new Map([[REFUSED, 3]]) })).toEqual([]);
});

test('a few records may come alone', () => {
  const few = { read: 3, rejected: 0, acknowledged: 3, failed: 0 };
  const curated = { records: 3, errors: 0, objects: 1 };
  const found = { trips: few, stream: { records: 3, userRecords: 3 }, curated, search: { documents: 3, deadLetters: 0 } };
  expect(judge(found, { distinctUserRecords: 3, distinctRecords: 3, distinctErrors: 0, errorsByCode: new Map(), failures: [] }))
    .toEqual([]);
});

const NONE = { distinctUserRecords: 0, distinctRecords: 0, distinctErrors: 0, errorsByCode: new Map() };

test.each<[string, Partial<Found>, Partial<Evidence>, string[]]>([
  ['no records at all', {
    trips: { read: 0, rejected: 0, acknowledged: 0, failed: 0 },
    stream: { records: 0, userRecords: 0 },
    curated: { records: 0, errors: 0, objects: 0 },
    search: { documents: 0, deadLetters: 0 },
  }, NONE, ['no record was read']],
  ['a record that could not be put', { trips: { read: 101, rejected: 1, acknowledged: 99, failed: 1 } }, {}, ['1 records could not be put']],
  ['a record without a fate', { trips: { read: 101, rejected: 1, acknowledged: 99, failed: 0 } }, {}, ['of 101 records read, 100 were']],
  ['a record missing in the stream', { stream: { records: 3, userRecords: 98 }, curated: { records: 96, errors: 2, objects: 1 }, search: { leftOut: '' } },
    { distinctUserRecords: 98, distinctRecords: 96 }, ['the stream holds 98 user records, 99']],
  ['a record lost in the stream and another twice', { search: { leftOut: '' } }, { distinctUserRecords: 98, distinctRecords: 96 },
    ['the stream holds 98 different user records, 99 were acknowledged']],
  ['records that are not aggregated', {
    trips: { read: 100, rejected: 0, acknowledged: 100, failed: 0 },
    stream: { records: 100, userRecords: 100 },
    curated: { records: 98, errors: 2, objects: 1 },
    search: { documents: 98, deadLetters: 0 },
  }, { distinctUserRecords: 100, distinctRecords: 98 }, ['100 user records take 100 Kinesis records: they are not aggregated']],
  ['a record missing in the bucket', { curated: { records: 96, errors: 2, objects: 1 }, search: { documents: 96, deadLetters: 0 } }, { distinctRecords: 96 },
    ['are 98, the stream holds 99']],
  ['a record twice in the bucket', { curated: { records: 98, errors: 2, objects: 1 } }, {}, ['are 100, the stream holds 99']],
  ['a curated record lost and another twice', { search: { leftOut: '' } }, { distinctRecords: 96 },
    ['96 different curated records and 2 different errors are 98, the stream holds 99 different user records']],
  ['an error lost and another twice', {}, { distinctErrors: 1 }, ['97 different curated records and 1 different errors are 98']],
  ['a transform that refuses everything', { curated: { records: 0, errors: 99, objects: 0 }, search: { leftOut: 'no Java' } },
    { distinctRecords: 0, distinctErrors: 99, errorsByCode: new Map([[REFUSED, 99]]) }, ['no record was curated, 99 were acknowledged']],
  ['a transform that throws on everything', { curated: { records: 0, errors: 99, objects: 0 }, search: { leftOut: 'no Java' } },
    { distinctRecords: 0, distinctErrors: 99, errorsByCode: new Map([['Lambda.FunctionError', 99]]) },
    ['no record was curated', '99 records failed with Lambda.FunctionError']],
  ['a record that does not fit the table', {}, { errorsByCode: new Map([[REFUSED, 1], ['DataFormatConversion.MalformedData', 1]]) },
    ['1 records failed with DataFormatConversion.MalformedData']],
  ['a document missing', { search: { documents: 96, deadLetters: 0 } }, {}, ['search holds 96 documents, 97']],
  ['a document too many', { search: { documents: 98, deadLetters: 0 } }, {}, ['search holds 98 documents, 97']],
  ['a document of each duplicate that the producer made', {
    trips: { read: 100, rejected: 0, acknowledged: 100, failed: 0 },
    stream: { records: 5, userRecords: 110 },
    curated: { records: 110, errors: 0, objects: 1 },
    search: { documents: 110, deadLetters: 0 },
  }, { distinctUserRecords: 100, distinctRecords: 100, distinctErrors: 0, errorsByCode: new Map() },
  ['search holds 110 documents, 100 different records of 110 were curated']],
  ['more documents than were acknowledged', {
    stream: { records: 5, userRecords: 110 }, curated: { records: 108, errors: 2, objects: 1 }, search: { documents: 108, deadLetters: 0 },
  }, { distinctUserRecords: 110, distinctRecords: 108 }, ['search holds 108 documents and 2 records failed, 99 were acknowledged']],
  ['a dead letter', { search: { documents: 97, deadLetters: 1 } }, {}, ['1 records went to the dead letters']],
  ['what failed on the way', {}, { failures: ['3 records of f were given up'] }, ['3 records of f were given up']],
])('%s is a reason', (_, change, evidence, reasons) => {
  expect(judge({ ...GOOD, ...change }, { ...EVIDENCE, ...evidence })).toEqual(reasons.map((reason) => expect.stringContaining(reason)));
});

const POISON = { sent: 4, errorObjects: 2, deadLetters: 1, indexed: 1, unaccounted: 0 };
const WITH_POISON: Found = {
  trips: GOOD.trips,
  stream: { records: 5, userRecords: 103 },
  curated: { records: 99, errors: 4, objects: 1 },
  search: { documents: 98, deadLetters: 1 },
  poison: POISON,
  poisonByKind: { garbage: POISON },
};
const POISON_EVIDENCE: Evidence = {
  distinctUserRecords: 103, distinctRecords: 99, distinctErrors: 4, errorsByCode: new Map([[REFUSED, 4]]), poisonAsked: 4, failures: [],
};

test('broken records may be errors, dead letters and documents', () => {
  expect(judge(WITH_POISON, POISON_EVIDENCE)).toEqual([]);
});

test.each<[string, Partial<Found>, string[]]>([
  ['one in no place', { poisonByKind: { garbage: { ...POISON, unaccounted: 1 } } }, ['1 broken records (garbage) are in no place or in several']],
  ['one that was not put', { poison: { ...POISON, sent: 3 } }, ['search holds', '3 broken records were put, 4 were asked for']],
  ['a neighbour among the dead letters', { search: { documents: 97, deadLetters: 2 } },
    ['search holds 97 documents and 1 broken records are dead letters, 99 different', '1 records went to the dead letters']],
  ['a neighbour that is no document', { search: { documents: 97, deadLetters: 1 } }, ['search holds 97 documents']],
])('of broken records, %s is a reason', (_, change, reasons) => {
  expect(judge({ ...WITH_POISON, ...change }, POISON_EVIDENCE)).toEqual(reasons.map((reason) => expect.stringContaining(reason)));
});

const FAULTED: Found = {
  trips: GOOD.trips,
  stream: { records: 53, userRecords: 149 },
  curated: { records: 97, errors: 52, objects: 2 },
  search: { documents: 97, deadLetters: 0 },
  faults: [{ name: 'transform failing', seconds: 20, hits: 4 }],
  redriven: 50,
  lost: 0,
  duplicates: 0,
};

test('after faults, what was redriven is in its place', () => {
  expect(judge(FAULTED, EVIDENCE)).toEqual([]);
});

test.each<[string, Partial<Found>, string[]]>([
  ['a lost record', { lost: 1 }, ['1 records are lost']],
  ['a document twice', { duplicates: 2 }, ['2 documents are there twice']],
  ['a fault that nothing met', { faults: [{ name: 'transform failing', seconds: 20, hits: 0 }] }, ["nothing met the fault 'transform failing'"]],
])('after faults, %s is a reason', (_, change, reasons) => {
  expect(judge({ ...FAULTED, ...change }, EVIDENCE)).toEqual(reasons.map((reason) => expect.stringContaining(reason)));
});
