'use strict';
// A fresh clone has no node_modules, so this file may use nothing but Node itself.
// Installs the locked dependencies when they are missing or older than the lock, runs the projen tasks given as --task=NAME, then the command given.
const { spawn } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const stamp = join(root, 'node_modules', '.installed-from-lock');
const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
const TASK = '--task=';
const MILLIS_BETWEEN_LOOKS = 1000;

const words = process.argv.slice(2);
const tasks = words.slice(0, words.findIndex((word) => !word.startsWith(TASK))).map((word) => word.slice(TASK.length));
const [command, ...args] = words.slice(tasks.length);
// who is killed hands no signal on: what is started watches this process
const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', WITH_INSTALL_PID: String(process.pid) };
const program = (name) => join(root, 'node_modules', '.bin', name);

const exitCodes = { SIGINT: 130, SIGTERM: 143 };
let child;
let ending;

/** The terminal signals the whole group; the child cleans up and this process only waits for it. */
function end(signal) {
  ending = exitCodes[signal];
  child?.kill(signal);
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(signal));
// tsx hands the two above on and no other
process.on('SIGHUP', () => end('SIGTERM'));
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) end('SIGTERM');
}, MILLIS_BETWEEN_LOOKS).unref();

/** Resolves with the exit code. */
async function run(name, words, stdio) {
  if (ending !== undefined) return ending;
  return new Promise((resolve, reject) => {
    child = spawn(name, words, { cwd: root, env, stdio });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? exitCodes[signal] ?? 143));
  });
}

async function main() {
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
    console.error('Installing the npm dependencies of this clone, as locked…');
    // Not `npm ci`: it refuses a lock without the optional binaries of other platforms, which a registry mirror may not serve.
    const code = await run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], ['ignore', 'inherit', 'inherit']);
    if (code !== 0) {
      console.error('npm install failed: see its message above; the registry must be reachable for a first run');
      return code;
    }
    writeFileSync(stamp, lock);
  }
  for (const task of tasks) {
    const code = await run(program('projen'), [task], ['ignore', 'ignore', 'inherit']);
    if (code !== 0) {
      console.error(`npx projen ${task} failed: see its messages above`);
      return code;
    }
  }
  return run(program(command), args, 'inherit');
}

void main().then((code) => process.exit(code));
