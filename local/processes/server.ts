import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cleanup } from './cleanup';
import { endWith } from './end-with';
import { freePort } from './free-port';
import { killGroup, stopGroup } from './stop-group';

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

export interface RunningServer {
  readonly port: number;
  /** Ends it at once, as a machine that fails does. */
  kill(): Promise<void>;
}

const PORT_TAKEN = /address already in use|already in use|BindException|BindTransportException|Failed to bind/i;
const ATTEMPTS = 3;

/**
 * Starts a server on a free port, and on another one when somebody took that port in the meantime.
 * @returns the server, with the port it answers on; the cleanup ends it and all it started.
 * @throws with the last lines of its log when it ends early or does not answer in time.
 */
export async function startOnFreePort(cleanup: Cleanup, command: (port: number) => ServerCommand): Promise<RunningServer> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const server = command(port);
    const started = await start(cleanup, server);
    if ('kill' in started) return { port, ...started };
    if (!PORT_TAKEN.test(readFileSync(server.logFile, 'utf8')) || attempt === ATTEMPTS) throw failureOf(server, started.failure);
  }
}

/**
 * Starts a server again on the port it had.
 * @throws as `startOnFreePort`.
 */
export async function startAgain(cleanup: Cleanup, port: number, server: ServerCommand): Promise<RunningServer> {
  const started = await start(cleanup, server);
  if ('kill' in started) return { port, ...started };
  throw failureOf(server, started.failure);
}

function failureOf({ name, logFile }: ServerCommand, failure: string): Error {
  const log = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
  return new Error(`${name} ${failure}; the end of ${logFile}:\n${log}`);
}

async function start(cleanup: Cleanup, server: ServerCommand): Promise<Omit<RunningServer, 'port'> | { readonly failure: string }> {
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
    if (await server.ready()) return { kill: () => killGroup(child) };
    if (Date.now() > deadline) {
      await stopGroup(child);
      return { failure: `did not answer within ${server.secondsToReady} seconds` };
    }
    await sleep(100);
  }
  return { failure: ended };
}
