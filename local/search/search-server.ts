import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LOGS, PROJECT } from '../places';
import type { Cleanup } from '../processes/cleanup';
import { type ServerCommand, startAgain, startOnFreePort } from '../processes/server';

const MAIN = join(PROJECT, 'local', 'search', 'OpenSearchMain.java');
const HEAP = '512m';

export interface SearchServer {
  /** Its address, host and port. */
  readonly endpoint: string;
  /** Ends it at once, as a machine that fails does. */
  kill(): Promise<void>;
  /** Starts it again where it was killed: the same port, the same data. */
  restart(): Promise<void>;
}

/** Starts a real OpenSearch, without security and with its data in the run's folder. */
export async function startSearch(cleanup: Cleanup, jars: string, runFolder: string): Promise<SearchServer> {
  const classPath = readdirSync(jars).filter((name) => name.endsWith('.jar')).map((name) => join(jars, name)).join(':');
  const commandOn = (httpPort: number): ServerCommand => ({
    name: 'OpenSearch',
    command: 'java',
    arguments: [`-Xms${HEAP}`, `-Xmx${HEAP}`, `-Djava.io.tmpdir=${runFolder}`, '-cp', classPath, MAIN, String(httpPort), join(runFolder, 'opensearch')],
    // without a locale, Java takes a path with other letters than ASCII's for a wrong one
    environment: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? runFolder, TMPDIR: runFolder, LC_ALL: 'C.UTF-8' },
    logFile: join(LOGS, 'opensearch.log'),
    ready: () => answers(`http://127.0.0.1:${httpPort}/_cluster/health`),
    secondsToReady: 120,
  });
  let server = await startOnFreePort(cleanup, commandOn);
  const { port } = server;
  return {
    endpoint: `127.0.0.1:${port}`,
    kill: () => server.kill(),
    restart: async () => { server = await startAgain(cleanup, port, commandOn(port)); },
  };
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
