import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from '../../../local/places';
import { Cleanup } from '../../../local/processes/cleanup';
import { installOpenSearch } from '../../../local/tools/open-search';
import { installPython } from '../../../local/tools/python-environment';

const folder = mkdtempSync(join(tmpdir(), 'tools-'));
const path = process.env.PATH;
let programs: string;

beforeEach(() => {
  programs = mkdtempSync(join(folder, 'bin-'));
  process.env.PATH = programs;
});
afterEach(() => { process.env.PATH = path; });
afterAll(() => rmSync(folder, { recursive: true }));

/** A machine that has this program, which says this. */
function program(name: string, says: string): void {
  const file = join(programs, name);
  writeFileSync(file, `#!${process.execPath}\nconsole.error('${says}'); console.log('${says}');\n`);
  chmodSync(file, 0o755);
}

const ENVIRONMENT = { name: 'the emulator', folder: join(folder, 'python'), requirements: __filename, module: 'ministack' };
const none = () => undefined;

test('without Python a line says what is needed', async () => {
  await expect(installPython(new Cleanup(), ENVIRONMENT, none)).rejects.toThrow(
    'the emulator needs Python 3.11 or newer with its venv module (on Debian and Ubuntu: apt install python3 python3-venv): no python3 on the PATH');
});

test.each(['3.9', '3.10'])('Python %s is not enough', async (version) => {
  program('python3', version);
  await expect(installPython(new Cleanup(), ENVIRONMENT, none)).rejects.toThrow(`found python3 ${version}`);
});

test.each(['README.md', 'CONTRIBUTING.md', 'local/README.md'])('%s asks for the Python that is needed', (file) => {
  const asked = readFileSync(join(PROJECT, file), 'utf8').match(/Python \d+\.\d+/g);
  expect(new Set(asked)).toEqual(new Set(['Python 3.11']));
});

test('without Java search is left out', async () => {
  expect(await installOpenSearch(new Cleanup(), none, join(folder, 'jars'))).toEqual({ leftOut: 'no java on the PATH: OpenSearch needs a JDK, 17 or newer' });
});

test.each([['11.0.2', 11], ['1.8.0_372', 8]])('Java %s is not enough', async (version, major) => {
  program('java', `openjdk version "${version}" 2018-10-16`);
  expect(await installOpenSearch(new Cleanup(), none, join(folder, 'jars'))).toEqual({ leftOut: `found Java ${major}: OpenSearch needs a JDK, 17 or newer` });
});

test('with Java, but without Maven, a line says what is needed', async () => {
  program('java', 'openjdk version "21.0.1" 2023-10-17');
  await expect(installOpenSearch(new Cleanup(), none, join(folder, 'jars'))).rejects.toThrow('no mvn on the PATH');
});
