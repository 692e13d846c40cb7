import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Mutant } from '@stryker-mutator/api/core' with { 'resolution-mode': 'import' };
import { build } from 'esbuild';
import { PROJECT } from '../../local/places';

/** What the tests of the constructs load. */
const FOLDERS = ['test', 'bench', 'local', 'runtime'];
/** What is found beside them by its place. */
const LINKED = ['lib', 'samples', 'package.json'];

/** One change of the constructs that a test should notice. */
export interface Place {
  readonly id: string;
  /** Path of the source file, from the project's folder. */
  readonly file: string;
  /** The first line is 1. */
  readonly line: number;
  readonly column: number;
  readonly mutator: string;
  readonly replacement: string;
  /** What is replaced. */
  readonly original: string;
}

/**
 * Copies the constructs and their tests into the folder as plain JavaScript, with every mutant in the constructs, each switched off.
 *
 * The tests are loaded without a type check and without jest: that loads aws-cdk-lib anew for each file, which is nearly all of the time that a file takes.
 */
export async function instrumentProject(folder: string): Promise<Place[]> {
  const { Instrumenter } = await import('@stryker-mutator/instrumenter');
  const silent = () => undefined;
  const logger = {
    isTraceEnabled: () => false,
    isDebugEnabled: () => false,
    isInfoEnabled: () => false,
    isWarnEnabled: () => false,
    isErrorEnabled: () => false,
    isFatalEnabled: () => false,
    trace: silent,
    debug: silent,
    info: silent,
    warn: silent,
    error: silent,
    fatal: silent,
  };
  const sources = typescriptFiles('src').map((file) => ({ name: file, content: readFileSync(join(PROJECT, file), 'utf8'), mutate: true }));
  const { files, mutants } = await new Instrumenter(logger).instrument(sources, { plugins: null, excludedMutations: [], ignorers: [] });

  const instrumented = join(folder, 'instrumented');
  for (const { name, content } of files) {
    mkdirSync(dirname(join(instrumented, name)), { recursive: true });
    writeFileSync(join(instrumented, name), content);
  }
  await transform(files.map(({ name }) => join(instrumented, name)), instrumented, folder);
  await transform(FOLDERS.flatMap(typescriptFiles).map((file) => join(PROJECT, file)), PROJECT, folder);
  rmSync(instrumented, { recursive: true });
  LINKED.forEach((name) => symlinkSync(join(PROJECT, name), join(folder, name)));

  const originals = new Map(sources.map(({ name, content }) => [name, content.split('\n')]));
  return mutants.map((mutant) => placeOf(mutant, originals));
}

async function transform(entryPoints: string[], outbase: string, outdir: string): Promise<void> {
  await build({ entryPoints, outbase, outdir, bundle: false, format: 'cjs', platform: 'node', target: 'node20', logLevel: 'error', tsconfigRaw: {} });
}

/** Paths from the project's folder, sorted. */
export function typescriptFiles(folder: string): string[] {
  return readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && !file.split(sep).includes('node_modules'))
    .map((file) => join(folder, file))
    .sort();
}

function placeOf({ id, fileName, location: { start, end }, mutatorName, replacement }: Mutant, originals: Map<string, string[]>): Place {
  const file = relative(PROJECT, join(PROJECT, fileName));
  const lines = (originals.get(file) ?? []).slice(start.line, end.line + 1);
  const original = lines
    .map((line, place) => line.slice(place === 0 ? start.column : 0, place === lines.length - 1 ? end.column : undefined).trim())
    .join(' ');
  return { id, file, line: start.line + 1, column: start.column + 1, mutator: mutatorName, replacement, original };
}
