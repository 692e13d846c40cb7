import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Report } from './report';
import { checkWritable } from '../options/files';

/** The file that `--json` names: whatever ends a run, it never holds the report of an earlier one. */
export class ReportFile {
  private written = false;
  private readonly path: string;

  /**
   * Removes what an earlier run has written there.
   * @throws UsageError unless a file can be written there.
   */
  constructor(file: string) {
    this.path = resolve(file);
    checkWritable('--json', file);
  }

  public write(report: Report): void {
    this.put(report);
  }

  /** Says why there is no report, unless there is one. */
  public fail(reason: string): void {
    if (!this.written) this.put({ ok: false, reasons: [reason] });
  }

  private put(content: object): void {
    writeFileSync(this.path, `${JSON.stringify(content, undefined, 2)}\n`);
    this.written = true;
  }
}
