import * as fs from 'node:fs';
import * as path from 'node:path';

/** A module that a declaration names, by its path. */
const REFERENCE = /(?:from|import\()\s*['"](\.[^'"]+)['"]/g;

/**
 * Leaves of the declarations what users can reach: the compiler writes one for each module, and a user needs none of a module that no public
 * declaration names.
 */
function prune(entries: readonly string[], folder: string): void {
  const needed = new Set<string>();
  const follow = (file: string) => {
    if (needed.has(file)) return;
    needed.add(file);
    for (const [, reference] of fs.readFileSync(file, 'utf8').matchAll(REFERENCE)) {
      const target = path.resolve(path.dirname(file), reference);
      follow(fs.existsSync(`${target}.d.ts`) ? `${target}.d.ts` : path.join(target, 'index.d.ts'));
    }
  };
  for (const entry of entries) follow(path.resolve(entry));
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.resolve(folder, name);
    if (name.endsWith('.d.ts') && !needed.has(file)) fs.rmSync(file);
  }
}

const CONSTRUCTS = 'lib/index.d.ts';
// the local run bundles what runs without compiling the constructs: nothing is published then
if (fs.existsSync(CONSTRUCTS)) prune([CONSTRUCTS, 'lib/producer/index.d.ts', 'lib/consumer/index.d.ts'], 'lib');
