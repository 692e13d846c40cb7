import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LOGS, PROJECT } from '../places';
import type { Cleanup } from '../processes/cleanup';
import { startOnFreePort } from '../processes/server';

const MAIN = join(PROJECT, 'local', 'search', 'OpenSearchMain.java');
const HEAP = '512m';

/**
 * Starts a real OpenSearch, without security and with its data in the run's folder.
 * @returns its address, host and port.
 */
export async function startSearch(cleanup: Cleanup, jars: string, runFolder: string): Promise<string> {
  const classPath = readdirSync(jars).filter((name) => name.endsWith('.jar')).map((name) => join(jars, name)).join(':');
  const port = await startOnFreePort(cleanup, (httpPort) => ({
    name: 'OpenSearch',
    command: 'java',
    arguments: [`-Xms${HEAP}`, `-Xmx${HEAP}`, '-cp', classPath, MAIN, String(httpPort), join(runFolder, 'opensearch')],
    environment: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? runFolder, TMPDIR: runFolder },
    logFile: join(LOGS, 'opensearch.log'),
    ready: () => answers(`http://127.0.0.1:${httpPort}/_cluster/health`),
    secondsToReady: 120,
  }));
  return `127.0.0.1:${port}`;
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
