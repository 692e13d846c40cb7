import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDemoOptions } from '../../../local/options/demo-options';
import { exampleFor } from '../../../local/options/example';

const folder = mkdtempSync(join(tmpdir(), 'studio-run-'));
afterAll(() => rmSync(folder, { recursive: true }));

const STUDIO = { note: 'hours', app: ['fast'], load: ['slow'], expect: ['count'], index: 'hours', id: 'window_id', count: 'trips' };

function example(studio?: object) {
  writeFileSync(join(folder, 'local-run.json'), JSON.stringify({ app: ['app'], stack: 'S', load: ['load'], studio }));
  return exampleFor({ example: folder, studio: true });
}

test('with --studio, the app and the load are those of the Studio', () => {
  expect(example(STUDIO)).toEqual({ folder, app: ['fast'], stack: 'S', load: ['slow'], studio: STUDIO });
  expect(exampleFor({ example: folder, studio: false }).app).toEqual(['app']);
});

test('an example without a Studio is refused', () => {
  expect(() => example()).toThrow('local-run.json has no studio that says which note to run');
});

test('everything that is wrong is named', () => {
  expect(() => example({ ...STUDIO, note: '', load: 'load', index: undefined, notes: 1 })).toThrow(
    'studio.notes is not known: allowed are note, app, load, expect, index, id, count; studio.note must be a text, received ""; '
    + 'studio.load must be a command as a list of words, received "load"; studio.index must be a text, received undefined');
});

test.each([['--faults'], ['--compressed'], ['--poison', '5']])('--studio with %s is refused', (...other) => {
  expect(() => parseDemoOptions(['--studio', ...other])).toThrow('--studio counts what is in the input alone: leave out --faults, --poison and --compressed');
  expect(parseDemoOptions(['--studio']).studio).toBe(true);
});
