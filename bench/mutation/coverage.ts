import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Answer, TestsOfFile } from './protocol';
import { partOf } from './sample';

interface Test {
  readonly file: string;
  readonly name: string;
  readonly milliseconds: number;
}

/** Parts that every other one uses: whatever comes across them may be what notices. */
const SHARED = ['schema', 'metrics', 'encryption', 'private'];

/** Where every part is tested: whole pipelines, and the metrics of all parts. */
const EVERY_PART = ['pipeline', 'metrics'];

/** This one replaces a module, which needs jest itself. */
const NEEDS_JEST = 'function-code.test.js';
/** These synthesize every variant for each test, so only the pipeline's own mutants are tried with them; what they alone notice of a part survives. */
const SLOW = /\/(environments|streaming-analytics-pipeline)\.test\.js$/;

/** The compiled tests in the folder. */
export function testFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.test.js') && name !== NEEDS_JEST).sort().map((name) => join(folder, name));
}

/** The folders of tests that can notice a mutant of the part. */
export function testedBy(part: string | undefined, parts: readonly string[]): readonly string[] {
  return part === undefined || SHARED.includes(part) ? parts : [...new Set([part, ...EVERY_PART])];
}

/** Which tests come across which mutant. */
export class Coverage {
  private readonly tests = new Map<string, Test[]>();
  private readonly outside = new Set<string>();

  constructor(answers: readonly Answer[]) {
    for (const { file, results, covers } of answers.flatMap((answer) => answer.files)) {
      covers.forEach((mutant) => this.outside.add(mutant));
      for (const { name, milliseconds, covers: byTest } of results) {
        // what a file comes across outside of its tests, each of its tests may notice
        for (const mutant of new Set([...covers, ...byTest])) {
          this.tests.set(mutant, [...this.tests.get(mutant) ?? [], { file, name, milliseconds }]);
        }
      }
    }
  }

  /** The tests that come across the mutant, by file: those of its part first, then those of every part, then others. */
  public testsFor(mutant: string, sourceFile: string): TestsOfFile[] {
    const part = partOf(sourceFile);
    const near = [part, ...EVERY_PART];
    const distance = (file: string) => [...near.map((folder) => `/test/${folder}/`), ''].findIndex((folder) => file.includes(folder));
    const names = new Map<string, string[]>();
    for (const { file, name } of this.tests.get(mutant) ?? []) {
      if (part !== 'pipeline' && SLOW.test(file)) continue;
      if (distance(file) < near.length || SHARED.includes(part)) names.set(file, [...names.get(file) ?? [], name]);
    }
    const slowLast = (file: string) => distance(file) + (SLOW.test(file) ? 0.5 : 0);
    return [...names].map(([file, tests]) => ({ file, names: tests }))
      .sort((a, b) => slowLast(a.file) - slowLast(b.file) || a.names.length - b.names.length || basename(a.file).localeCompare(basename(b.file)));
  }

  /** Whether it matters while files are loaded, so that they have to be loaded with it. */
  public outsideTests(mutant: string): boolean {
    return this.outside.has(mutant);
  }

  /** How long tests take when nothing is wrong. */
  public milliseconds(mutant: string): number {
    return (this.tests.get(mutant) ?? []).reduce((sum, test) => sum + test.milliseconds, 0);
  }
}
