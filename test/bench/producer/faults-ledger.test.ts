import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OUTCOME } from '../../../bench/producer/faults/assignment';
import { settle } from '../../../bench/producer/faults/ledger';

const KEYS = 3;
const TOTALS = 12;

let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'faults-ledger-')); });
afterEach(() => rmSync(folder, { recursive: true }));

/** Pairs of what the caller was told of a record and how often the sink has seen it. */
function account(...records: readonly (readonly [number, number])[]) {
  const [outcomes, ledger] = [join(folder, 'outcomes'), join(folder, 'ledger')];
  writeFileSync(outcomes, Buffer.from(records.map(([outcome]) => outcome)));
  // numbers that are no arrivals, so that one that is read there is seen
  const noise = Buffer.alloc(8 * TOTALS + 4 * KEYS, 0xff);
  writeFileSync(ledger, Buffer.concat([noise, Buffer.from(Uint32Array.from(records.map(([, arrivals]) => arrivals)).buffer)]));
  return settle(outcomes, ledger, KEYS);
}

test('what was acknowledged and arrived is delivered, more than once as well', () => {
  expect(account([OUTCOME.delivered, 1], [OUTCOME.delivered, 3])).toEqual({ delivered: 2, failed: 0, lost: 0, duplicates: 2 });
});

test('what failed in the caller\'s hands is not lost, whether it arrived or not', () => {
  expect(account([OUTCOME.failed, 0], [OUTCOME.failed, 2])).toEqual({ delivered: 0, failed: 2, lost: 0, duplicates: 1 });
});

test('what was acknowledged without arriving is lost, and what was never settled, arrived or not', () => {
  expect(account([OUTCOME.delivered, 0], [OUTCOME.none, 0], [OUTCOME.none, 1])).toEqual({ delivered: 0, failed: 0, lost: 3, duplicates: 0 });
});
