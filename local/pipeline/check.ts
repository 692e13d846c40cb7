import { sourceOf } from './load';
import type { DemoOptions } from '../options/demo-options';
import type { Example } from '../options/example';
import { projectPath } from '../places';
import type { Cleanup } from '../processes/cleanup';
import { CommandError, runCommand } from '../processes/command';
import { UsageError } from '../usage-error';

/**
 * Asks the example whether its records can be loaded, before anything is installed or started for them.
 * @throws UsageError with what the example says.
 */
export async function checkSource(cleanup: Cleanup, example: Example, options: DemoOptions): Promise<void> {
  if (example.check === undefined) return;
  const environment = { ...process.env, PATH: projectPath() };
  try {
    await runCommand(cleanup, [...example.check, ...sourceOf(options)], { cwd: example.folder, environment });
  } catch (error) {
    if (error instanceof CommandError && error.lines.length > 0) throw new UsageError(error.lines.join('\n'));
    throw error;
  }
}
