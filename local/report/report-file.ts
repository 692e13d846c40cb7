import { lstatSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Report } from './report';
import { codeOf } from '../error-text';
import { checkWritable } from '../options/files';

/** The file that `--json` names: whatever ends a run, it never holds the report of an earlier one. */
export class ReportFile {
  private written = false;
  private readonly path: string;

  /**
   * Removes what an earlier run has written there.
   * @throws UsageError unless a file can be written there.
   */
  constructor(private readonly file: string) {
    this.path = resolve(file);
    checkWritable('--json', file);
    const found = lstatSync(this.path, { throwIfNoEntry: false });
    if (found === undefined) return;
    // a link or a device stays what it is
    if (found.isFile()) rmSync(this.path);
    else writeFileSync(this.path, '');
  }

  /** @throws when the file cannot be written any more, as on a disk that is full by now. */
  public write(report: Report): void {
    this.put(report);
  }

  /**
   * Says why there is no report, unless there is one.
   * @throws as `write`.
   */
  public fail(reason: string): void {
    if (!this.written) this.put({ ok: false, reasons: [reason] });
  }

  private put(content: object): void {
    try {
      writeFileSync(this.path, `${JSON.stringify(content, undefined, 2)}\n`);
    } catch (error) {
      throw new Error(`--json '${this.file}' could not be written (${codeOf(error)}): make room there, or give a file elsewhere`, { cause: error });
    }
    this.written = true;
  }
}
