import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../../local/report/report';
import { ReportFile } from '../../../local/report/report-file';

const folder = mkdtempSync(join(tmpdir(), 'report-'));
const file = join(folder, 'report.json');
const read = () => JSON.parse(readFileSync(file, 'utf8'));
beforeEach(() => writeFileSync(file, '{"ok":true}'));
afterAll(() => rmSync(folder, { recursive: true }));

const REPORT: Report = {
  ok: true,
  trips: { read: 1, rejected: 0, acknowledged: 1, failed: 0 },
  stream: { records: 1, userRecords: 1 },
  transform: { invocations: 1 },
  curated: { records: 1, errors: 0, objects: 1 },
  search: { leftOut: 'no Java' },
  resources: { deployed: 1, stubbed: [] },
  seconds: { total: 1 },
};

test('a run that begins removes the report of the one before', () => {
  new ReportFile(file);
  expect(existsSync(file)).toBe(false);
});

test('a failure says so in the place of a report, but not over one', () => {
  const report = new ReportFile(file);
  report.fail('no python');
  expect(read()).toEqual({ ok: false, reasons: ['no python'] });
  const another = new ReportFile(file);
  another.write(REPORT);
  another.fail('interrupted');
  expect(read()).toEqual(REPORT);
});

test('behind a link nothing of an earlier report is left, and the link stays', () => {
  const link = join(folder, 'link.json');
  symlinkSync(file, link);
  const report = new ReportFile(link);
  expect(readFileSync(file, 'utf8')).toBe('');
  report.fail('no python');
  expect(read()).toEqual({ ok: false, reasons: ['no python'] });
});

test.each([
  ['a folder', '', 'is a folder: give a file'],
  ['a folder that is not there', 'none/report.json', 'cannot be written (ENOENT): give a file in a folder that exists and may be written'],
  ['a file for a folder', 'report.json/report.json', 'cannot be written (ENOTDIR)'],
])('%s is refused', (_, place, message) => {
  expect(() => new ReportFile(join(folder, place))).toThrow(message);
});

test('what cannot be written at the end is an error that names the option, the file and why', () => {
  const gone = join(folder, 'gone');
  mkdirSync(gone);
  const place = join(gone, 'report.json');
  const report = new ReportFile(place);
  rmSync(gone, { recursive: true });
  const message = `--json '${place}' could not be written (ENOENT): make room there, or give a file elsewhere`;
  expect(() => report.write(REPORT)).toThrow(message);
  expect(() => report.fail('no python')).toThrow(message);
});
