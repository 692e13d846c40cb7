import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkWritable } from '../../../local/options/files';

const folder = mkdtempSync(join(tmpdir(), 'files-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('looking whether a file can be written changes nothing', () => {
  const file = join(folder, 'there');
  writeFileSync(file, 'kept');
  checkWritable('--json', file);
  checkWritable('--json', join(folder, 'new'));
  expect(readFileSync(file, 'utf8')).toBe('kept');
  expect(existsSync(join(folder, 'new'))).toBe(false);
});

test.each([
  ['', 'is a folder: give a file'],
  ['none/report.json', 'cannot be written (ENOENT): give a file in a folder that exists and may be written'],
])("'%s' in a folder is refused", (place, message) => {
  expect(() => checkWritable('--json', join(folder, place))).toThrow(message);
});
