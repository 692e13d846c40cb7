import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { KEPT, PROJECT } from '../../../local/places';

/** Not looked into: what runs keep for the next one, and what npm and git write. */
const NOT_OURS = [KEPT, join(PROJECT, 'node_modules'), join(PROJECT, '.git')];
/** The loader that runs TypeScript keeps what it has compiled, for all projects together. */
const LOADERS_OWN = /^tsx-\d+$/;

/** Finds the files that a local run leaves behind outside the folder of local runs: in the system's temporary folder, and in the project. */
export class Footprint {
  /** With these, the run's temporary folder is one that nobody else writes to. */
  public readonly environment: NodeJS.ProcessEnv;
  private readonly before = new Set(filesIn(PROJECT));

  constructor(private readonly temporaryFolder: string) {
    mkdirSync(temporaryFolder, { recursive: true });
    this.environment = { TMPDIR: temporaryFolder };
  }

  public left(): string[] {
    const temporary = readdirSync(this.temporaryFolder).filter((name) => !LOADERS_OWN.test(name)).map((name) => join(this.temporaryFolder, name));
    return [...temporary, ...filesIn(PROJECT).filter((file) => !this.before.has(file))];
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (NOT_OURS.includes(path)) return [];
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}
