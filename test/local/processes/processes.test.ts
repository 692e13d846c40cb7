import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readServerFile, serverCommand } from './fixtures/server-command';
import { Cleanup } from '../../../local/processes/cleanup';
import { CommandError, runCommand } from '../../../local/processes/command';
import { startAgain, startOnFreePort } from '../../../local/processes/server';

const folder = mkdtempSync(join(tmpdir(), 'processes-'));
afterAll(() => rmSync(folder, { recursive: true }));

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // a killed process that nobody has reaped yet is not alive
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

test('a server that ignores TERM is killed, and what it started with it', async () => {
  const cleanup = new Cleanup();
  const file = join(folder, 'stubborn');
  await startOnFreePort(cleanup, (port) => serverCommand(port, file, 'stubborn'));
  const [server = 0, child = 0] = readServerFile(file);
  expect([server, child].map(alive)).toEqual([true, true]);
  await cleanup.run();
  expect([server, child].map(alive)).toEqual([false, false]);
}, 30_000);

test('when somebody takes the port in the meantime, another one is tried', async () => {
  const cleanup = new Cleanup();
  const file = join(folder, 'taken');
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const address = taken.address();
  const takenPort = address !== null && typeof address === 'object' ? address.port : 0;
  let attempts = 0;
  const { port } = await startOnFreePort(cleanup, (free) => serverCommand(++attempts === 1 ? takenPort : free, file));
  expect(attempts).toBe(2);
  expect(readServerFile(file)[2]).toBe(port);
  await cleanup.run();
  await new Promise((resolve) => taken.close(resolve));
}, 30_000);

test('a server that was killed starts again on its port', async () => {
  const cleanup = new Cleanup();
  const command = (port: number) => serverCommand(port, join(folder, `killed-${starts}`));
  let starts = 1;
  const server = await startOnFreePort(cleanup, command);
  const first = readServerFile(join(folder, 'killed-1'));
  await server.kill();
  expect(first.slice(0, 2).map(alive)).toEqual([false, false]);
  starts++;
  const again = await startAgain(cleanup, server.port, command(server.port));
  const second = readServerFile(join(folder, 'killed-2'));
  expect([again.port, second[2]]).toEqual([server.port, server.port]);
  await cleanup.run();
  expect(second.slice(0, 2).map(alive)).toEqual([false, false]);
  starts++;
  await expect(startAgain(new Cleanup(), 1, { ...command(1), arguments: ['-e', 'process.exit(3)'] })).rejects.toThrow('the server ended early with code 3');
}, 60_000);

test('a server that ends early is an error with the end of its log', async () => {
  const cleanup = new Cleanup();
  const command = (port: number) => ({ ...serverCommand(port, join(folder, 'early')), arguments: ['-e', 'console.error("no licence"); process.exit(3)'] });
  await expect(startOnFreePort(cleanup, command)).rejects.toThrow(/the server ended early with code 3; .*\n(.*\n)*no licence/);
  await cleanup.run();
}, 30_000);

test('a program that is not there is an error that names it', async () => {
  const cleanup = new Cleanup();
  await expect(runCommand(cleanup, ['no-such-program'])).rejects.toThrow('no-such-program could not be started');
  await expect(startOnFreePort(cleanup, (port) => ({ ...serverCommand(port, join(folder, 'none')), command: 'no-such-program' })))
    .rejects.toThrow('could not be started');
  await cleanup.run();
});

test('a command gives its lines, and its last ones when it fails', async () => {
  const cleanup = new Cleanup();
  const script = 'console.log("one"); console.error("two")';
  expect((await runCommand(cleanup, [process.execPath, '-e', script])).sort()).toEqual(['one', 'two']);
  const failing = runCommand(cleanup, [process.execPath, '-e', `${script}; process.exitCode = 2`]);
  await expect(failing).rejects.toThrow(CommandError);
  await expect(failing).rejects.toThrow(/failed with exit code 2\n(one\ntwo|two\none)/);
  await cleanup.run();
});

test('what has ended is forgotten: the end signals no id that may be somebody else\'s by then', async () => {
  const cleanup = new Cleanup();
  await runCommand(cleanup, [process.execPath, '-e', '']);
  await expect(runCommand(cleanup, [process.execPath, '-e', 'process.exit(1)'])).rejects.toThrow(CommandError);
  const early = (port: number) => ({ ...serverCommand(port, join(folder, 'forgotten')), arguments: ['-e', 'process.exit(3)'] });
  await expect(startOnFreePort(cleanup, early)).rejects.toThrow('ended early');
  const signals = jest.spyOn(process, 'kill');
  await cleanup.run();
  expect(signals).not.toHaveBeenCalled();
  signals.mockRestore();
}, 30_000);

test('what a command leaves behind ends with it', async () => {
  const cleanup = new Cleanup();
  const script = `const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'ignore' });
    console.log(child.pid);
    process.exit();`;
  const [left = ''] = await runCommand(cleanup, [process.execPath, '-e', script]);
  for (let looks = 0; looks < 100 && alive(Number(left)); looks++) await sleep(50);
  expect(alive(Number(left))).toBe(false);
}, 30_000);

test('what is taken back from the end is not undone', async () => {
  const undone: string[] = [];
  const cleanup = new Cleanup();
  cleanup.add('first', () => { undone.push('first'); });
  const forget = cleanup.add('second', () => { undone.push('second'); });
  forget();
  await cleanup.run();
  expect(undone).toEqual(['first']);
});

test('the end undoes the newest first, goes on after a failure, and lets nothing new begin', async () => {
  const undone: string[] = [];
  const cleanup = new Cleanup();
  const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  cleanup.add('first', () => { undone.push('first'); });
  cleanup.add('second', async () => { throw new Error('stuck'); });
  cleanup.add('third', async () => { undone.push('third'); });
  await cleanup.run();
  expect(undone).toEqual(['third', 'first']);
  expect(said).toHaveBeenCalledWith('could not end second: stuck');
  said.mockRestore();
  expect(() => cleanup.add('fourth', () => undefined)).toThrow('fourth cannot be started: the run is ending');
  await expect(runCommand(cleanup, [process.execPath, '-e', 'setInterval(() => 0, 1000)'])).rejects.toThrow('the run is ending');
});

/** A run that has started a server: its process, and the ids of the server and the server's child. */
async function startRun(name: string, env: NodeJS.ProcessEnv = process.env) {
  const file = join(folder, name);
  const tsx = join(__dirname, '..', '..', '..', 'node_modules', 'tsx', 'dist', 'loader.mjs');
  const run = spawn(process.execPath, ['--import', `file://${tsx}`, join(__dirname, 'fixtures', 'signalled-run.ts'), file], {
    stdio: ['ignore', 'pipe', 'ignore'], env,
  });
  const exit = new Promise((resolve) => run.once('exit', resolve));
  await new Promise((resolve) => run.stdout.once('data', resolve));
  return { run, exit, started: readServerFile(file).slice(0, 2) };
}

test.each([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const)('%s ends what runs and exits with %i', async (signal, code) => {
  const { run, exit, started } = await startRun(signal);
  const before = started.map(alive);
  run.kill(signal);
  expect(await exit).toBe(code);
  expect([before, started.map(alive)]).toEqual([[true, true], [false, false]]);
}, 30_000);

test('an output that nobody reads any more ends what runs and exits with 1', async () => {
  const { run, exit, started } = await startRun('unread');
  const before = started.map(alive);
  run.stdout.destroy();
  expect(await exit).toBe(1);
  expect([before, started.map(alive)]).toEqual([[true, true], [false, false]]);
}, 30_000);

test('the death of whoever installs before a run ends what runs, though others are between them', async () => {
  const starter = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'ignore' });
  const { exit, started } = await startRun('orphan', { ...process.env, WITH_INSTALL_PID: String(starter.pid) });
  const before = started.map(alive);
  starter.kill('SIGKILL');
  expect(await exit).toBe(1);
  expect([before, started.map(alive)]).toEqual([[true, true], [false, false]]);
}, 30_000);
