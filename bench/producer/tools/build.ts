import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { KEPT, PROJECT } from '../../../local/places';
import type { Cleanup } from '../../../local/processes/cleanup';
import { runCommand } from '../../../local/processes/command';

const SOURCES = join(PROJECT, 'bench', 'producer');
const BUILT = join(KEPT, 'bench', 'producer');
const COPY_JARS = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

/** Compiles a Go program of the bench; Go keeps what has not changed. @returns the program */
export async function buildGo(cleanup: Cleanup, folder: 'sink' | 'a8m'): Promise<string> {
  const program = join(BUILT, folder);
  mkdirSync(BUILT, { recursive: true });
  await runCommand(cleanup, ['go', 'build', '-buildvcs=false', '-o', program, '.'], { cwd: join(SOURCES, folder) });
  return program;
}

/** Fetches the Kinesis Producer Library with Maven, once, and compiles what drives it. @returns the class path */
export async function buildKpl(cleanup: Cleanup): Promise<string> {
  const pom = join(SOURCES, 'kpl', 'pom.xml');
  const jars = join(BUILT, 'kpl-jars');
  const stamp = join(jars, 'installed');
  const wanted = createHash('sha256').update(readFileSync(pom)).digest('hex');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    rmSync(jars, { recursive: true, force: true });
    await runCommand(cleanup, ['mvn', '-q', '-B', '--no-transfer-progress', '-f', pom, COPY_JARS, `-DoutputDirectory=${jars}`]);
    writeFileSync(stamp, wanted);
  }
  const classes = join(BUILT, 'kpl-classes');
  const code = join(SOURCES, 'kpl');
  await runCommand(cleanup, ['javac', '-d', classes, '-cp', join(jars, '*'), ...readdirSync(code).filter((file) => file.endsWith('.java')).map((file) => join(code, file))]);
  return [classes, join(jars, '*')].join(':');
}

/** Bundles a Node program of the bench as the package itself is bundled, so that no loader runs beside it. @returns the program */
export function buildNode(entry: string): string {
  const program = join(BUILT, `${entry.replaceAll('/', '-')}.js`);
  buildSync({
    entryPoints: [join(SOURCES, `${entry}.ts`)],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  return program;
}
