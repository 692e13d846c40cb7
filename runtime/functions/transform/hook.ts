import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { constants, Script } from 'node:vm';

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
 * The function `hook` that a user's file exports, or a promise of it from a module that awaits something at its top. The file lies beside the
 * function's code.
 * @throws when it exports none.
 */
export function loadHook(directory: string, file: string): Hook | Promise<Hook> {
  const path = join(directory, file);
  try {
    return hookOf(createRequire(path)(`./${file}`), file);
  } catch (error) {
    if (!isAsyncModule(error)) throw error;
    return importModule(path).then((exported) => hookOf(exported, file));
  }
}

function hookOf(exported: unknown, file: string): Hook {
  const hook = typeof exported === 'object' && exported !== null && 'hook' in exported ? exported.hook : undefined;
  if (typeof hook !== 'function') throw new Error(`${file} must export a function named hook, got ${typeof hook}: exports.hook = (record) => record`);
  return (record) => hook(record);
}

/** https://nodejs.org/api/errors.html#err_require_async_module */
function isAsyncModule(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_REQUIRE_ASYNC_MODULE';
}

/** By a script of its own: in the function's bundle, `import()` is `require`, since Lambda's SDK is found by nothing else. */
async function importModule(path: string): Promise<unknown> {
  const importer: unknown = new Script('(url) => import(url)', { importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER }).runInThisContext();
  return typeof importer === 'function' ? importer(pathToFileURL(path).href) : undefined;
}
