import { accessSync, constants, statSync } from 'node:fs';
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
