import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { typescriptFiles } from './instrumented-project';
import type { Answer } from './protocol';
import { KEPT, PROJECT } from '../../local/places';

const FILE = join(KEPT, 'mutation', 'unchanged.json');

interface Kept {
  [testFile: string]: { readonly of: string; readonly answer: Answer };
}

/** What tests answered when nothing was changed, kept for the next run: it is asked again where the constructs, the test or its helpers differ. */
export class KeptAnswers {
  private readonly kept: Kept = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {};
  private readonly shared = hash(['src', 'test'].flatMap(typescriptFiles).filter((file) => !file.endsWith('.test.ts')));

  /** @param folder where the compiled tests are, which differs from run to run */
  constructor(private readonly folder: string) {}

  public find(file: string): Answer | undefined {
    const found = this.kept[this.source(file)];
    return found?.of === this.key(file) ? { ...found.answer, files: found.answer.files.map((result) => ({ ...result, file })) } : undefined;
  }

  public keep(file: string, answer: Answer): void {
    this.kept[this.source(file)] = { of: this.key(file), answer };
    mkdirSync(join(FILE, '..'), { recursive: true });
    writeFileSync(FILE, JSON.stringify(this.kept));
  }

  private key(file: string): string {
    return `${this.shared} ${hash([this.source(file)])}`;
  }

  private source(file: string): string {
    return file.slice(this.folder.length + 1).replace(/\.js$/, '.ts');
  }
}

function hash(files: readonly string[]): string {
  const sum = createHash('sha256');
  for (const file of files) sum.update(`${file}\n`).update(readFileSync(join(PROJECT, file)));
  return sum.digest('hex');
}
