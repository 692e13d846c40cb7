import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Stack } from 'aws-cdk-lib';
import { configOf, indexer, statementsOf, synthesize } from './indexers';
import { SearchDashboard } from '../../src';

const folder = mkdtempSync(join(tmpdir(), 'dashboards-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(...lines: (object | string)[]): string {
  const file = join(folder, 'trips.ndjson');
  writeFileSync(file, lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''));
  return file;
}

const pattern = { type: 'index-pattern', id: 'trips', attributes: { title: 'trips' }, references: [] };
const chart = { type: 'visualization', id: 'chart', attributes: {}, references: [{ name: 'index', type: 'index-pattern', id: 'trips' }] };

test('the saved objects of a file travel to the bootstrap, which may import them', () => {
  const file = fileOf(pattern, chart, { exportedCount: 2, missingRefCount: 0, missingReferences: [] });
  const dashboards = [SearchDashboard.fromFile(file)];
  const construct = indexer({ dashboards });
  expect(configOf(Stack.of(construct), 'IndexerBootstrapFunction').dashboards).toEqual([{ name: 'trips.ndjson', savedObjects: expect.stringContaining('"id":"chart"') }]);
  const posts = statementsOf(synthesize({ dashboards }), 'IndexerBootstrapFunctionRole').filter(({ Action }) => Action === 'es:ESHttpPost');
  expect(JSON.stringify(posts)).toContain('/_dashboards/api/saved_objects/_import');
  expect(JSON.stringify(statementsOf(synthesize(), 'IndexerBootstrapFunctionRole'))).not.toContain('_dashboards');
});

test.each<[string, (object | string)[], string]>([
  ['that is empty', [], 'file must have at least one saved object, got none: export it from Dashboards'],
  ['with text', [pattern, 'hello'], 'line 2 must be a saved object with type, id and attributes, got "hello": export it from Dashboards'],
  ['with an array', ['[]'], 'line 1 must be a saved object with type, id and attributes, got "[]"'],
  ['with an object without id', [{ ...pattern, id: 7 }], 'line 1 must be a saved object'],
  ['with an id twice', [pattern, pattern], 'line 2 must be another object than those before, got index-pattern/trips again: leave one out'],
  ['with a reference to elsewhere', [chart], 'visualization/chart must refer to objects of the file, got index-pattern/trips: export it with its related objects'],
])('refuses a file %s', (_, lines, message) => {
  expect(() => SearchDashboard.fromFile(fileOf(...lines))).toThrow(message);
});

test('refuses a file that is not there, or too large for the smallest domains, and names all problems of one', () => {
  expect(() => SearchDashboard.fromFile(join(folder, 'none'))).toThrow('file must be one that can be read, got Error: ENOENT');
  expect(() => SearchDashboard.fromFile(fileOf('x'.repeat(10 * 1024 * 1024)))).toThrow('file must have at most 10485760 bytes, which is what the smallest domains take, got 10485761');
  expect(() => SearchDashboard.fromFile(fileOf('a', chart))).toThrow(/has 2 problems:\n {2}- line 1 must be .*\n {2}- visualization\/chart must refer/);
});
