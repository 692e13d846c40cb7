import { accessSync, constants, lstatSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { codeOf } from '../error-text';
import { UsageError } from '../usage-error';

/** @throws UsageError unless the file is there, is a file, may be read and holds something. */
export function checkReadable(option: string, file: string): void {
  const path = resolve(file);
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    throw new UsageError(`${option} '${file}' cannot be read (${codeOf(error)}): give a file that exists`);
  }
  const stats = statSync(path);
  if (!stats.isFile()) throw new UsageError(`${option} '${file}' is not a file: give a file`);
  if (stats.size === 0) throw new UsageError(`${option} '${file}' is empty: give a file with records`);
}

/**
 * Removes what an earlier run has written there, so that nobody takes it for this run's.
 * @throws UsageError unless a file can be written there.
 */
export function checkWritable(option: string, file: string): void {
  const path = resolve(file);
  try {
    writeFileSync(path, '');
    // a link or a device stays what it is
    if (lstatSync(path).isFile()) rmSync(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EISDIR') throw new UsageError(`${option} '${file}' is a folder: give a file`);
    throw new UsageError(`${option} '${file}' cannot be written (${code}): give a file in a folder that exists and may be written`);
  }
}
