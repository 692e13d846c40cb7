import { accessSync, constants, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** @returns a PATH with every program of this one but Java's: links in a folder. */
export function pathWithoutJava(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const linked = new Set(['java', 'javac']);
  for (const place of (process.env.PATH ?? '').split(':')) {
    for (const name of programsIn(place)) {
      if (linked.has(name)) continue;
      linked.add(name);
      symlinkSync(join(place, name), join(folder, name));
    }
  }
  return folder;
}

function programsIn(place: string): string[] {
  try {
    accessSync(place, constants.R_OK);
    return readdirSync(place);
  } catch {
    return [];
  }
}
