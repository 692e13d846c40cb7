import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * A valid record as a user's hook gets it, under the names of the schema. Absent values are left out.
 *
 * A bigint is a BigInt, a decimal is a string of its digits, a timestamp is ISO-8601 with `Z`, and nested JSON is an object: nothing of a value is
 * lost by it, and what the hook leaves as it is keeps every digit in any case.
 */
export interface HookRecord {
  [field: string]: unknown;
}

/** Gives back the record, changed or not; `null` to drop it; or throws, to fail it. Each of them may be a promise. */
export type Hook = (record: HookRecord) => unknown;

/**
 * The function `hook` that a user's file exports. The file lies beside the function's code.
 * @throws when it exports none.
 */
export function loadHook(directory: string, file: string): Hook {
  const exported: unknown = createRequire(join(directory, file))(`./${file}`);
  const hook = typeof exported === 'object' && exported !== null && 'hook' in exported ? exported.hook : undefined;
  if (typeof hook !== 'function') throw new Error(`${file} must export a function named hook, got ${typeof hook}: exports.hook = (record) => record`);
  return (record) => hook(record);
}
