import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../error-text';
import type { Cleanup } from '../processes/cleanup';
import { CommandError, runCommand } from '../processes/command';
import type { Advance } from '../progress/progress';
import { UsageError } from '../usage-error';

export interface PythonEnvironment {
  /** What it is for, as messages call it. */
  readonly name: string;
  /** Where it is kept. */
  readonly folder: string;
  /** File of requirements, each pinned by version and hash. */
  readonly requirements: string;
  /** A module that works when the environment does. */
  readonly module: string;
}

/** On 3.10 hypercorn needs packages more, which the requirements do not pin. */
const OLDEST_MINOR = 11;

/**
 * Installs requirements into a virtual environment of their own. Done once: later runs find it.
 * @returns path of the environment's Python.
 * @throws UsageError without a Python that fits.
 */
export async function installPython(cleanup: Cleanup, environment: PythonEnvironment, advance: Advance): Promise<string> {
  const { name, folder, requirements, module } = environment;
  const python = join(folder, 'bin', 'python');
  const stamp = join(folder, 'installed');
  const content = readFileSync(requirements, 'utf8');
  const wanted = createHash('sha256').update(content).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && await imports(cleanup, python, module)) return python;

  const needed = `${name} needs Python 3.${OLDEST_MINOR} or newer with its venv module (on Debian and Ubuntu: apt install python3 python3-venv)`;
  const system = await findPython(cleanup, needed);
  rmSync(folder, { recursive: true, force: true });
  try {
    await runCommand(cleanup, [system, '-m', 'venv', folder]);
  } catch (error) {
    throw new UsageError(`${needed}: ${system} -m venv failed: ${error instanceof CommandError ? error.lines.at(-1) : messageOf(error)}`);
  }
  const total = content.match(/^\S+==/gm)?.length ?? 0;
  let collected = 0;
  await runCommand(cleanup, [python, '-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--require-hashes', '-r', requirements], {
    onLine: (line) => { if (line.startsWith('Collecting ')) advance(++collected, total); },
  });
  writeFileSync(stamp, wanted);
  return python;
}

async function imports(cleanup: Cleanup, python: string, module: string): Promise<boolean> {
  try {
    await runCommand(cleanup, [python, '-c', `import ${module}`]);
    return true;
  } catch (error) {
    if (error instanceof CommandError) return false;
    throw error;
  }
}

async function findPython(cleanup: Cleanup, needed: string): Promise<string> {
  let found = 'no python3 on the PATH';
  for (const candidate of ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python']) {
    try {
      const [version = ''] = await runCommand(cleanup, [candidate, '-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
      const [major = 0, minor = 0] = version.split('.').map(Number);
      if (major === 3 && minor >= OLDEST_MINOR) return candidate;
      found = `found ${candidate} ${version}`;
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
    }
  }
  throw new UsageError(`${needed}: ${found}`);
}
