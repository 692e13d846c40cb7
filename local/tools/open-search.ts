import { join } from 'node:path';
import { installJars, javaVersion } from './maven-jars';
import { PROJECT, TOOLS } from '../places';
import type { Cleanup } from '../processes/cleanup';
import type { Advance } from '../progress/progress';

const POM = join(PROJECT, 'local', 'search', 'pom.xml');
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
  return { jars: await installJars(cleanup, advance, { what: 'OpenSearch', pom: POM, count: JARS, folder: jars }) };
}
