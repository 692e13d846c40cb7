import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT, TOOLS } from '../places';
import type { Cleanup } from '../processes/cleanup';
import { CommandError, runCommand } from '../processes/command';
import type { Advance } from '../progress/progress';
import { UsageError } from '../usage-error';

const POM = join(PROJECT, 'local', 'search', 'pom.xml');
const COPY_JARS = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
const JARS = 95;

/** Why there is no search on this machine, or where its jars are. */
export type OpenSearchTool = { readonly jars: string } | { readonly leftOut: string };

/**
 * Installs OpenSearch's jars with Maven. Done once: later runs find them and need Java alone.
 * @param jars where they are kept.
 * @throws UsageError when there is a Java and no Maven, or Maven fails; without Java the search is left out instead.
 */
export async function installOpenSearch(cleanup: Cleanup, advance: Advance, jars = join(TOOLS, 'opensearch')): Promise<OpenSearchTool> {
  const java = await javaVersion(cleanup);
  if (java === undefined) return { leftOut: 'no java on the PATH: OpenSearch needs a JDK, 17 or newer' };
  if (java < 17) return { leftOut: `found Java ${java}: OpenSearch needs a JDK, 17 or newer` };

  const stamp = join(jars, 'installed');
  const wanted = createHash('sha256').update(readFileSync(POM)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return { jars };

  try {
    await runCommand(cleanup, ['mvn', '-version']);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new UsageError('no mvn on the PATH: OpenSearch is installed with Apache Maven 3.6 or newer (on Debian and Ubuntu: apt install maven)');
  }
  rmSync(jars, { recursive: true, force: true });
  const seen = new Set<string>();
  await runCommand(cleanup, ['mvn', '-B', '-f', POM, COPY_JARS, `-DoutputDirectory=${jars}`], {
    onLine: (line) => {
      const [, jar] = /(?:Downloaded from .*\/|Copying )([^/ ]+\.jar)/.exec(line) ?? [];
      if (jar !== undefined) advance(Math.min(seen.add(jar).size, JARS), JARS);
    },
  });
  writeFileSync(stamp, wanted);
  return { jars };
}

async function javaVersion(cleanup: Cleanup): Promise<number | undefined> {
  try {
    const lines = await runCommand(cleanup, ['java', '-version']);
    const [, version] = /version "(?:1\.)?(\d+)/.exec(lines.join('\n')) ?? [];
    return Number(version ?? 0);
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}
