'use strict';
// A fresh clone has no node_modules, so this file may use nothing but Node itself.
// Installs the locked dependencies when they are missing or older than the lock, runs the projen tasks given as --task=NAME, then the command given.
const { spawn, spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const stamp = join(root, 'node_modules', '.installed-from-lock');
const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  console.error('Installing the npm dependencies of this clone, as locked…');
  // Not `npm ci`: it refuses a lock without the optional binaries of other platforms, which a registry mirror may not serve.
  const install = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (install.status !== 0) {
    console.error('npm install failed: see its message above; the registry must be reachable for a first run');
    process.exit(install.status ?? 1);
  }
  writeFileSync(stamp, lock);
}

const TASK = '--task=';
const words = process.argv.slice(2);
const tasks = words.slice(0, words.findIndex((word) => !word.startsWith(TASK))).map((word) => word.slice(TASK.length));
const [command, ...args] = words.slice(tasks.length);
const options = { cwd: root, env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' } };
const program = (name) => join(root, 'node_modules', '.bin', name);

for (const task of tasks) {
  const built = spawnSync(program('projen'), [task], { ...options, stdio: ['ignore', 'ignore', 'inherit'] });
  if (built.status !== 0) {
    console.error(`npx projen ${task} failed: see its messages above`);
    process.exit(built.status ?? (built.signal === 'SIGINT' ? 130 : 143));
  }
}

const child = spawn(program(command), args, { ...options, stdio: 'inherit' });
// The terminal signals the whole group; the child cleans up and this process only waits for it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
// tsx hands these two on and no other
process.on('SIGHUP', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
