import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { ROOT } from './check';

/** Fails when `npm run synth` does not write the same bytes twice (it checks the budgets itself). */
function synthesize(): Map<string, string> {
  execFileSync('tsx', ['local/synth.ts'], { cwd: ROOT, stdio: 'inherit' });
  const assembly = path.join(ROOT, 'cdk.out');
  const files = fs.readdirSync(assembly, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(files.map((file) => {
    const name = path.join(file.parentPath, file.name);
    return [path.relative(assembly, name), createHash('sha256').update(fs.readFileSync(name)).digest('hex')];
  }));
}

const first = synthesize();
const second = synthesize();
const different = [...new Set([...first.keys(), ...second.keys()])].filter((file) => first.get(file) !== second.get(file));
if (different.length > 0) {
  throw new Error(`two synths differ in ${different.join(', ')}`);
}
console.log(`${first.size} files, byte-identical in two synths`);
