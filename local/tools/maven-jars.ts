import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cleanup } from '../processes/cleanup';
import { CommandError, runCommand } from '../processes/command';
import type { Advance } from '../progress/progress';
import { UsageError } from '../usage-error';

const COPY_JARS = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

/** Jars that Maven finds for a project that is nothing but a list of them. */
export interface MavenJars {
  /** What they are, for messages. */
  readonly what: string;
  readonly pom: string;
  /** About how many they are, for the progress. */
  readonly count: number;
  /** Where they are kept. */
  readonly folder: string;
}

/**
 * Installs jars with Maven. Done once: later runs find them and need Java alone.
 * @throws UsageError when there is no Maven; CommandError when it fails.
 */
export async function installJars(cleanup: Cleanup, advance: Advance, { what, pom, count, folder }: MavenJars): Promise<string> {
  const stamp = join(folder, 'installed');
  const wanted = createHash('sha256').update(readFileSync(pom)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return folder;

  try {
    await runCommand(cleanup, ['mvn', '-version']);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new UsageError(`no mvn on the PATH: ${what} is installed with Apache Maven 3.6 or newer (on Debian and Ubuntu: apt install maven)`);
  }
  rmSync(folder, { recursive: true, force: true });
  const seen = new Set<string>();
  await runCommand(cleanup, ['mvn', '-B', '-f', pom, COPY_JARS, `-DoutputDirectory=${folder}`], {
    onLine: (line) => {
      const [, jar] = /(?:Downloaded from .*\/|Copying )([^/ ]+\.jar)/.exec(line) ?? [];
      if (jar !== undefined) advance(Math.min(seen.add(jar).size, count), count);
    },
  });
  writeFileSync(stamp, wanted);
  return folder;
}

/** The major version of the Java on the PATH; undefined without one. */
export async function javaVersion(cleanup: Cleanup): Promise<number | undefined> {
  try {
    const lines = await runCommand(cleanup, ['java', '-version']);
    const [, version] = /version "(?:1\.)?(\d+)/.exec(lines.join('\n')) ?? [];
    return Number(version ?? 0);
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}
