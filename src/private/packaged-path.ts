import * as fs from 'fs';
import * as path from 'path';

/** A path inside `lib` of this package, for constructs that run from their sources as well as for those in one published file. */
export function packagedPath(...names: string[]): string {
  let folder = __dirname;
  while (!fs.existsSync(path.join(folder, 'package.json'))) {
    folder = path.dirname(folder);
  }
  return path.join(folder, 'lib', ...names);
}
