import { fork } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import type { TransformFigures } from './transform/contest';
import { messageOf } from '../../local/error-text';
import { checkWritable } from '../../local/options/files';
import { makeRunFolder, PROJECT } from '../../local/places';
import { Cleanup } from '../../local/processes/cleanup';
import { endOnSignals } from '../../local/processes/signals';
import { UsageError } from '../../local/usage-error';

const LEAST_OVER_STRAIGHTFORWARD = 1.4;
const LEAST_OVER_BARE_PARSE = 0.85;
const MEMORY_RECORDS = 10_000_000;
const MOST_MEMORY_GROWTH_MIB = 32;

/** `npm run bench:functions`: records per CPU second of the transform function, beside a straightforward handler and bare parsing. */
async function main(cleanup: Cleanup): Promise<boolean> {
  const { json, records } = readOptions();
  const folder = makeRunFolder();
  cleanup.add('the folder of this run', () => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'contest.js');
  // bundled as the functions are, so that all of them run as they would in AWS
  await build({
    entryPoints: [join(__dirname, 'transform', 'contest.ts')],
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
  const transform = await run(outfile, records, cleanup);
  console.log({ transform });
  if (json !== undefined) writeFileSync(resolve(json), `${JSON.stringify({ transform }, undefined, 2)}\n`);
  return transform.overStraightforward >= LEAST_OVER_STRAIGHTFORWARD && transform.overBareParse >= LEAST_OVER_BARE_PARSE
    && transform.rssGrowthMiB <= MOST_MEMORY_GROWTH_MIB;
}

/** @throws UsageError for what is not allowed. */
function readOptions(): { readonly json?: string; readonly records: number } {
  const { json, records = String(MEMORY_RECORDS) } = valuesOf();
  if (json !== undefined) checkWritable('--json', json);
  if (!/^[1-9]\d{4,8}$/.test(records)) {
    throw new UsageError(`--records must be a whole number from 10000 to 999999999 (how many records memory is watched for), got '${records}'`);
  }
  return { json, records: Number(records) };
}

function valuesOf(): { readonly json?: string; readonly records?: string } {
  try {
    return parseArgs({ options: { json: { type: 'string' }, records: { type: 'string' } } }).values;
  } catch (error) {
    throw new UsageError(`${messageOf(error)}: allowed are --json FILE and --records COUNT`);
  }
}

async function run(file: string, records: number, cleanup: Cleanup): Promise<TransformFigures> {
  const child = fork(file, [String(records)]);
  cleanup.add('the contest', () => {
    child.kill();
  });
  return new Promise((done, failed) => {
    child.once('message', done);
    child.once('exit', (code) => failed(new Error(`the contest ended with ${code} and without figures; see its words above`)));
    child.once('error', failed);
  });
}

const everything = new Cleanup();
endOnSignals(everything);
main(everything)
  .then((met) => {
    process.exitCode = met ? 0 : 1;
  }, (error: unknown) => {
    console.error(error instanceof UsageError ? error.message : error);
    process.exitCode = 1;
  })
  .finally(async () => everything.run());
