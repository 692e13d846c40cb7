import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOGS } from '../../../local/places';
import { Cleanup } from '../../../local/processes/cleanup';
import { startSearch } from '../../../local/search/search-server';

const folder = mkdtempSync(join(tmpdir(), 'search-'));
const path = process.env.PATH;
const cleanup = new Cleanup();
afterAll(async () => {
  process.env.PATH = path;
  await cleanup.run();
  rmSync(folder, { recursive: true });
});

/** In the place of java: notes its arguments and its locale, finds its ports taken the first time, and answers on the HTTP port the second. */
const JAVA = `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
const calls = ${JSON.stringify(join(folder, 'calls'))};
appendFileSync(calls, JSON.stringify([...process.argv.slice(2), process.env.LC_ALL]) + '\\n');
if (readFileSync(calls, 'utf8').trim().split('\\n').length === 1) {
  console.error('BindTransportException: Failed to bind');
  process.exit(1);
}
const port = process.argv.find((argument) => /^\\d+$/.test(argument));
require('node:http').createServer((_, response) => response.end()).listen(Number(port), '127.0.0.1');
`;

test('it starts wherever the clone lies, and after a port was taken no port of the first attempt is tried again', async () => {
  mkdirSync(LOGS, { recursive: true });
  writeFileSync(join(folder, 'java'), JAVA);
  chmodSync(join(folder, 'java'), 0o755);
  process.env.PATH = folder;
  const { endpoint } = await startSearch(cleanup, folder, folder);
  const [first = [], second = []] = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')
    .map((line): string[] => JSON.parse(line).filter((argument: string) => /^\d+$/.test(argument)));
  expect(second).toContain(endpoint.split(':')[1]);
  expect(second.filter((port) => first.includes(port))).toEqual([]);
  // or Java takes a path with other letters than ASCII's for a wrong one
  expect(readFileSync(join(folder, 'calls'), 'utf8')).toContain('"C.UTF-8"');
}, 30_000);
