import { readLoadReport } from '../../../local/report/load-report';

const COUNTS = { read: 2, rejected: 1, acknowledged: 1, failed: 0 };
const POISON = { kind: 'garbage', sha256: 'a'.repeat(64), documentId: 'p' };

test('a load report has four counts', () => {
  expect(readLoadReport(JSON.stringify(COUNTS), 'f')).toEqual({ trips: COUNTS, poison: [] });
  expect(() => readLoadReport('{"read":-1,"rejected":"1","acknowledged":1}', 'f'))
    .toThrow(/read must be a count, received -1; rejected must be a count, received "1"; failed must be a count, received undefined/);
  expect(() => readLoadReport('', 'f')).toThrow('is not of the form');
});

test('with broken records it lists them', () => {
  expect(readLoadReport(JSON.stringify({ ...COUNTS, poison: [POISON] }), 'f', 1)).toEqual({ trips: COUNTS, poison: [POISON] });
});

test.each([
  [undefined, 'poison must be a list, received undefined'],
  [[{ ...POISON, sha256: 'x' }], /poison must hold "poison": \[\{"kind","sha256","documentId"\}\], received \{"kind":"garbage","sha256":"x"/],
  [[POISON, null], 'received null'],
])('a list of broken records that is %j is refused', (poison, message) => {
  expect(() => readLoadReport(JSON.stringify({ ...COUNTS, poison }), 'f', 2)).toThrow(message);
});
