import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readExample } from '../../../local/options/example';

const folder = mkdtempSync(join(tmpdir(), 'example-'));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (content: string) => writeFileSync(join(folder, 'local-run.json'), content);

test('an example says how to build its app, its stack, and how to load it', () => {
  const content = { prepare: ['make'], check: ['tsx', 'check.ts'], app: ['tsx', 'app.ts'], stack: 'Trips', load: ['tsx', 'load.ts'], poison: ['tsx', 'poison.ts'], compressed: ['tsx', 'small.ts'] };
  write(JSON.stringify(content));
  expect(readExample(folder)).toEqual({ folder, ...content });
});

test.each([
  ['{', 'is not JSON'],
  ['[]', 'app must be a command'],
  ['{"app":["a"],"stack":"","load":["l"]}', 'stack must be the name of a stack, received ""'],
  ['{"app":"a","stack":"S","load":[1]}', /app must be a command as a list of words, received "a"; load must be a command as a list of words, received \[1\]/],
  ['{"app":["a"],"stack":"S","load":["l"],"check":"c"}', 'check must be a command as a list of words, received "c"'],
  ['{"app":["a"],"stack":"S","load":["l"],"loader":1}', 'loader is not known: allowed are app, stack, load, prepare, check, poison, compressed, studio'],
  ['{"app":["a"],"stack":"S","load":["l"],"poison":[]}', 'poison must be a command as a list of words, received []'],
  ['{"app":["a"],"stack":"S","load":["l"],"compressed":true}', 'compressed must be a command as a list of words, received true'],
])('%s is refused', (content, message) => {
  write(content);
  expect(() => readExample(folder)).toThrow(message);
});

test('a folder without the file is refused', () => {
  expect(() => readExample(join(folder, 'none'))).toThrow('has no local-run.json');
});
