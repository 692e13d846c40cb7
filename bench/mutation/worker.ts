import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { jestExpect } from '@jest/expect';
import * as circus from 'jest-circus';
import { ModuleMocker } from 'jest-mock';
import { SnapshotState } from 'jest-snapshot';
import type { Answer, FileResult, Order, TestResult, TestsOfFile } from './protocol';

/** What the instrumented constructs read and write. */
interface Switch {
  activeMutant?: string;
  currentTestId?: string;
  mutantCoverage: { static: { [mutant: string]: number }; perTest: { [test: string]: { [mutant: string]: number } } };
  hitCount?: number;
  hitLimit?: number;
}

/** Far more often than any line runs in all tests together: a loop that does not end. */
const MOST_HITS = 1_000_000;
/** Coverage of what runs outside of tests. */
const OUTSIDE = '(outside)';
const RELOADED = [join(__dirname, '..', '..', 'src'), join(__dirname, '..', '..', 'test')];

/** Forgets what it loaded where that is wanted, which an import does not. */
const load = createRequire(__filename);

const mutants: Switch = { mutantCoverage: { static: {}, perTest: {} } };
const mocker = new ModuleMocker(globalThis);
Object.assign(globalThis, circus, { expect: jestExpect, jest: mocker, __stryker__: mutants });

interface Run {
  readonly results: TestResult[];
  failed?: string;
}

/** Whether what is loaded was loaded with a mutant switched on. */
let stale = false;
let run: Run = { results: [] };
let wanted: ReadonlySet<string> | undefined;
let snapshots: SnapshotState | undefined;

function fullName(test: { readonly name: string; readonly parent?: Parameters<typeof fullName>[0] }): string {
  return test.parent ? `${fullName(test.parent)} ${test.name}`.replace(/^ROOT_DESCRIBE_BLOCK /, '') : test.name;
}

circus.addEventHandler((event) => {
  if (event.name === 'test_start') {
    const { test } = event;
    const name = fullName(test);
    if (run.failed !== undefined || (wanted && !wanted.has(name))) test.mode = 'skip';
    mutants.currentTestId = name;
    const state = { currentTestName: name, snapshotState: snapshots, testPath: 'test' };
    jestExpect.setState(state);
  } else if (event.name === 'test_done') {
    const name = fullName(event.test);
    mutants.currentTestId = OUTSIDE;
    mocker.clearAllMocks();
    if (event.test.mode === 'skip') return;
    run.results.push({ name, milliseconds: event.test.duration ?? 0, covers: Object.keys(mutants.mutantCoverage.perTest[name] ?? {}) });
    if (event.test.errors.length > 0) run.failed ??= `${name}: ${String(event.test.asyncError ?? '')}${firstLines(event.test.errors[0])}`;
  } else if (event.name === 'error') {
    run.failed ??= String(event.error);
  }
});

async function runFile({ file, names }: TestsOfFile): Promise<FileResult> {
  circus.resetState();
  wanted = names && new Set(names);
  mutants.currentTestId = OUTSIDE;
  snapshots = new SnapshotState(snapshotsOf(file), { updateSnapshot: 'none', expand: false, rootDir: '/', snapshotFormat: { escapeString: false, printBasicPrototype: false }, prettierPath: null });
  try {
    load(file);
  } catch (error) {
    run.failed ??= `while loading: ${firstLines(error)}`;
  }
  if (run.failed === undefined) await circus.run();
  return { file, results: run.results, covers: Object.keys(mutants.mutantCoverage.perTest[OUTSIDE] ?? {}) };
}

/** Compiled tests lie deep in the project; their snapshots stay where jest keeps them. */
function snapshotsOf(file: string): string {
  const source = file.replace(/^.*\/\.local\/run\/\d+\//, `${process.cwd()}/`).replace(/\.js$/, '.ts');
  return join(dirname(source), '__snapshots__', `${basename(source)}.snap`);
}

function firstLines(error: unknown): string {
  const text = Array.isArray(error) ? String(error[0]) : String(error);
  return text.split('\n').slice(0, 3).join(' ').slice(0, 300);
}

async function carryOut({ mutant, reload, tests }: Order): Promise<Answer> {
  const files: FileResult[] = [];
  mutants.activeMutant = mutant;
  mutants.hitCount = 0;
  mutants.hitLimit = MOST_HITS;
  let failed: string | undefined;
  if (reload || stale) unload();
  stale = reload;
  for (const one of tests) {
    mutants.mutantCoverage.static = {};
    mutants.mutantCoverage.perTest = {};
    delete load.cache[one.file];
    run = { results: [] };
    files.push(await runFile(one));
    failed ??= run.failed && `${basename(one.file)}: ${run.failed}`;
    if (failed !== undefined && mutant !== undefined) break;
  }
  return { failed, files };
}

function unload(): void {
  for (const file of Object.keys(load.cache)) {
    if (RELOADED.some((folder) => file.startsWith(folder))) delete load.cache[file];
  }
}

process.on('message', (order: Order) => {
  void carryOut(order).then((answer) => process.send?.(answer));
});
