import { Digests } from '../../../local/read-back/digests';
import { locatePoison, sumOf } from '../../../local/read-back/poison';
import type { PoisonRecord } from '../../../local/report/load-report';

const digests = (...contents: string[]) => {
  const found = new Digests();
  for (const content of contents) found.add(content);
  return found;
};
/** SHA-256 of a, b, c and d. */
const [A = '', B = '', C = '', D = ''] = [
  'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb', '3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d',
  '2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6', '18ac3e7343f016890c510e93f935261169d9e3f565436429830faf0934f4f8e4',
];
const record = (kind: string, sha256: string, documentId: string): PoisonRecord => ({ kind, sha256, documentId });

test('a broken record is accounted for where it is in exactly one place', () => {
  const records = [record('garbage', A, '1'), record('garbage', B, '2'), record('NaN', C, '3'), record('NaN', D, '4')];
  const byKind = locatePoison(records, { errorObjects: digests('a', 'x'), deadLetters: digests('b'), documents: new Set(['3']) });
  expect(byKind).toEqual({
    garbage: { sent: 2, errorObjects: 1, deadLetters: 1, indexed: 0, unaccounted: 0 },
    NaN: { sent: 2, errorObjects: 0, deadLetters: 0, indexed: 1, unaccounted: 1 },
  });
  expect(sumOf(byKind)).toEqual({ sent: 4, errorObjects: 1, deadLetters: 1, indexed: 1, unaccounted: 1 });
});

test.each([
  ['an error and a document', { errorObjects: digests('a'), deadLetters: digests(), documents: new Set(['1']) }],
  ['a dead letter and a document', { errorObjects: digests(), deadLetters: digests('a'), documents: new Set(['1']) }],
  ['an error and a dead letter', { errorObjects: digests('a'), deadLetters: digests('a'), documents: new Set<string>() }],
])('%s are two places', (_, places) => {
  expect(sumOf(locatePoison([record('garbage', A, '1')], places))).toEqual({ sent: 1, errorObjects: 0, deadLetters: 0, indexed: 0, unaccounted: 1 });
});
