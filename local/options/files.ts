import { accessSync, closeSync, constants, lstatSync, openSync, rmSync, statSync } from 'node:fs';
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

/** @throws UsageError unless a file can be written there; what is there already stays as it is. */
export function checkWritable(option: string, file: string): void {
  const path = resolve(file);
  try {
    const isNew = lstatSync(path, { throwIfNoEntry: false }) === undefined;
    closeSync(openSync(path, 'a'));
    if (isNew) rmSync(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EISDIR') throw new UsageError(`${option} '${file}' is a folder: give a file`);
    throw new UsageError(`${option} '${file}' cannot be written (${code}): give a file in a folder that exists and may be written`);
  }
}
