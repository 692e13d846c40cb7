import type { Cleanup } from '../../../local/processes/cleanup';
import { CommandError, runCommand } from '../../../local/processes/command';
import { UsageError } from '../../../local/usage-error';

const TOOLS = {
  go: { version: ['go', 'version'], what: 'Go, 1.23 or newer' },
  javac: { version: ['javac', '-version'], what: 'a JDK, 17 or newer' },
  mvn: { version: ['mvn', '-version'], what: 'Apache Maven, 3.6 or newer' },
};

export type Tool = keyof typeof TOOLS;

/**
 * Looks for what a command needs beside Node.
 * @throws UsageError with everything that is missing.
 */
export async function requireTools(cleanup: Cleanup, tools: readonly Tool[]): Promise<void> {
  const problems = process.platform === 'linux' ? [] : [`this system is ${process.platform}: processor time is read from /proc, so it takes Linux`];
  for (const tool of tools) {
    try {
      await runCommand(cleanup, TOOLS[tool].version);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      problems.push(`no ${tool} on the PATH: install ${TOOLS[tool].what}`);
    }
  }
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
}
