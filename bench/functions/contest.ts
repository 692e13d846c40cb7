import { fork } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import { PROJECT } from '../../local/places';
import type { Cleanup } from '../../local/processes/cleanup';

/** Runs a contest in a process of its own, bundled as the functions are, so that all contestants run as they would in AWS. */
export async function hold<Figures>(cleanup: Cleanup, folder: string, contest: 'transform' | 'indexer', argument: string): Promise<Figures> {
  const outfile = join(folder, `${contest}-contest.js`);
  await build({
    entryPoints: [join(__dirname, contest, 'contest.ts')],
    outfile,
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    tsconfig: join(PROJECT, 'tsconfig.dev.json'),
    logLevel: 'warning',
  });
  const child = fork(outfile, [argument]);
  const forget = cleanup.add(`the contest of the ${contest}`, () => {
    child.kill();
  });
  return new Promise((done, failed) => {
    child.once('message', (figures: Figures) => done(figures));
    child.once('exit', (code) => {
      forget();
      failed(new Error(`the contest of the ${contest} ended with ${code} and without figures; see its words above`));
    });
    child.once('error', failed);
  });
}
