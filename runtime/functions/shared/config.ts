import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The configuration that the construct has put beside the function's code. */
export function readConfig<Config>(directory: string): Config {
  return JSON.parse(readFileSync(join(directory, 'config.json'), 'utf8'));
}
