import * as fs from 'node:fs';
import * as path from 'node:path';

/** A module that a declaration names, by its path. */
const REFERENCE = /(?:from|import\()\s*['"](\.[^'"]+)['"]/g;

/**
 * Leaves of the declarations what users can reach from an entry: the compiler writes one for each module, and a user needs none
 * of a module that no public declaration names.
 */
function prune(entry: string, folders: readonly string[]): void {
  const needed = new Set<string>();
  const follow = (file: string) => {
    if (needed.has(file)) return;
    needed.add(file);
    for (const [, reference] of fs.readFileSync(file, 'utf8').matchAll(REFERENCE)) {
      const target = path.resolve(path.dirname(file), reference);
      follow(fs.existsSync(`${target}.d.ts`) ? `${target}.d.ts` : path.join(target, 'index.d.ts'));
    }
  };
  follow(path.resolve(entry));
  for (const folder of folders) {
    for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const file = path.resolve(folder, name);
      if (name.endsWith('.d.ts') && !needed.has(file)) fs.rmSync(file);
    }
  }
}

const parts = fs.readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => path.join('lib', name));
prune('lib/index.d.ts', parts);
prune('lib/producer/index.d.ts', ['lib/producer', 'lib/kpl-format']);
