import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SinkClient } from './sink-client';
import type { Cleanup } from '../../../local/processes/cleanup';
import { freePort } from '../../../local/processes/free-port';
import { stopGroup } from '../../../local/processes/stop-group';

const ATTEMPTS = 3;
const MILLIS_TO_READY = 10_000;

export interface SinkOptions {
  /** The compiled sink. */
  readonly program: string;
  /** An empty folder for its certificate and its socket. */
  readonly folder: string;
  readonly shards: number;
  /** File for every Kinesis record that arrives. */
  readonly record?: string;
}

/** A sink as a process of its own, which can be killed and started again at the same address. */
export class SinkServer {
  /** Starts it on a free port, and on another one when somebody took that port in the meantime. */
  public static async start(cleanup: Cleanup, options: SinkOptions): Promise<SinkServer> {
    for (let attempt = 1; ; attempt++) {
      const server = new SinkServer(options, await freePort());
      cleanup.add('the sink', () => server.stop());
      try {
        await server.run(options.shards, 0);
        return server;
      } catch (error) {
        if (attempt === ATTEMPTS) throw error;
      }
    }
  }

  public readonly certificate: string;
  public readonly client: SinkClient;
  private readonly socket: string;
  private process: ChildProcess | undefined;

  private constructor(private readonly options: SinkOptions, private readonly port: number) {
    this.certificate = join(options.folder, 'sink.pem');
    this.socket = join(options.folder, 'sink.sock');
    this.client = new SinkClient(this.socket);
  }

  public get endpoint(): string {
    return `https://127.0.0.1:${this.port}`;
  }

  /** Runs the process; rejects with what it wrote when it does not answer. */
  public async run(shards: number, firstShard: number): Promise<void> {
    const { program, record } = this.options;
    const child = spawn(program, [
      '-port', String(this.port), '-control', this.socket, '-certificate', this.certificate, '-shards', String(shards), '-first-shard', String(firstShard),
      ...(record === undefined ? [] : ['-record', record]),
    ], { stdio: ['pipe', 'ignore', 'pipe'], detached: true });
    this.process = child;
    const lines: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => lines.push(chunk));
    let ended = false;
    child.once('error', (error) => {
      lines.push(error.message);
      ended = true;
    });
    child.once('exit', () => { ended = true; });
    child.stdin.on('error', () => undefined);
    const deadline = Date.now() + MILLIS_TO_READY;
    while (!ended && Date.now() < deadline) {
      if (await this.answers()) return;
      await sleep(20);
    }
    throw new Error(`the sink did not start: ${lines.join('')}`);
  }

  /** Ends it without warning, in the middle of whatever it does. */
  public async kill(): Promise<void> {
    const child = this.process;
    if (child === undefined) return;
    this.process = undefined;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  public async stop(): Promise<void> {
    if (this.process !== undefined) await stopGroup(this.process);
  }

  private async answers(): Promise<boolean> {
    return this.client.statistics(0).then(() => true, () => false);
  }
}
