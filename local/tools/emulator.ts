import { join } from 'node:path';
import { PROJECT, TOOLS } from '../places';
import { installPythonEnvironment } from './python-environment';
import type { Cleanup } from '../processes/cleanup';
import type { Advance } from '../progress/progress';

/**
 * Installs the emulator and all it needs. Done once: later runs find it.
 * @returns path of the Python that has it.
 * @throws UsageError without a Python that fits.
 */
export function installEmulator(cleanup: Cleanup, advance: Advance): Promise<string> {
  return installPythonEnvironment(cleanup, {
    user: 'the emulator',
    folder: join(TOOLS, 'emulator'),
    requirements: join(PROJECT, 'local', 'emulator', 'requirements.txt'),
    probe: 'ministack',
  }, advance);
}
