import { join } from 'node:path';
import { PROJECT, TOOLS } from '../places';
import type { PythonEnvironment } from './python-environment';

/** The emulator, in the one version that its launcher fits. */
export const EMULATOR: PythonEnvironment = {
  name: 'the emulator',
  folder: join(TOOLS, 'emulator'),
  requirements: join(PROJECT, 'local', 'emulator', 'requirements.txt'),
  module: 'ministack',
};
