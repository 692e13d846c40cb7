import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cleanup } from './cleanup';
import { endWith } from './end-with';
import { freePort } from './free-port';
import { stopGroup } from './stop-group';

export interface ServerCommand {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  /** The whole environment: nothing of ours is inherited. */
  readonly environment: { readonly [name: string]: string };
  readonly logFile: string;
  /** Says whether the server answers. */
  readonly ready: () => Promise<boolean>;
  readonly secondsToReady: number;
}

const PORT_TAKEN = /address already in use|already in use|BindException|BindTransportException|Failed to bind/i;
const ATTEMPTS = 3;

/**
 * Starts a server on a free port, and on another one when somebody took that port in the meantime.
 * @returns the port it answers on; the cleanup ends the server and all it started.
 * @throws with the last lines of its log when it ends early or does not answer in time.
 */
export async function startOnFreePort(cleanup: Cleanup, command: (port: number) => ServerCommand): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const server = command(port);
    const failure = await start(cleanup, server);
    if (failure === undefined) return port;
    const log = readFileSync(server.logFile, 'utf8');
    if (!PORT_TAKEN.test(log) || attempt === ATTEMPTS) {
      throw new Error(`${server.name} ${failure}; the end of ${server.logFile}:\n${log.trimEnd().split('\n').slice(-8).join('\n')}`);
    }
  }
}

async function start(cleanup: Cleanup, server: ServerCommand): Promise<string | undefined> {
  const log = openSync(server.logFile, 'w');
  let child: ChildProcess;
  try {
    // A group of its own, so that it ends with everything it started; its standard input closes with this process, which it watches.
    child = spawn(server.command, server.arguments, { env: server.environment, stdio: ['pipe', log, log], detached: true });
  } finally {
    closeSync(log);
  }
  let ended: string | undefined;
  child.once('error', (error) => { ended = `could not be started: ${error.message}`; });
  child.once('exit', (code, signal) => { ended ??= `ended early with ${signal ?? `code ${code}`}`; });
  child.stdin?.on('error', () => undefined);
  await endWith(cleanup, server.name, child);
  const deadline = Date.now() + server.secondsToReady * 1000;
  while (ended === undefined) {
    if (await server.ready()) return undefined;
    if (Date.now() > deadline) {
      await stopGroup(child);
      return `did not answer within ${server.secondsToReady} seconds`;
    }
    await sleep(100);
  }
  return ended;
}
