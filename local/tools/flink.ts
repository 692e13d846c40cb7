import { join } from 'node:path';
import { installJars, javaVersion } from './maven-jars';
import { PROJECT, TOOLS } from '../places';
import type { Cleanup } from '../processes/cleanup';
import type { Advance } from '../progress/progress';
import { UsageError } from '../usage-error';

/** What of a Studio is installed, by its folder in `local/flink`. */
const JARS = { 'flink-1.15': 61, 'flink-1.20': 63, 'zeppelin-0.10': 247 };

/** What a Studio is made of: its Flink, the last Flink 1, and its Zeppelin. */
export type StudioTool = keyof typeof JARS;

/** Reflection that Flink and Zeppelin do on classes of Java, which Java 17 allows only when told. */
export const JAVA_OPENS = ['java.lang', 'java.lang.reflect', 'java.net', 'java.text', 'java.time', 'java.util']
  .map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`);

/**
 * Installs the jars of Flink or Zeppelin with Maven. Done once: later runs find them and need Java alone.
 * @returns the folder of the jars.
 * @throws UsageError when there is no Java of version 17 or no Maven; CommandError when Maven fails.
 */
export async function installStudioTool(cleanup: Cleanup, advance: Advance, tool: StudioTool, folder = join(TOOLS, tool)): Promise<string> {
  const java = await javaVersion(cleanup);
  if (java === undefined || java < 17) {
    throw new UsageError(`${tool} needs a JDK, 17 or newer, ${java === undefined ? 'and there is no java on the PATH' : `found Java ${java}`}`);
  }
  return installJars(cleanup, advance, { what: tool, pom: join(PROJECT, 'local', 'flink', tool, 'pom.xml'), count: JARS[tool], folder });
}
