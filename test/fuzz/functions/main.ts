import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fuzz, type FuzzReport } from './fuzz';
import { INDEXER } from './indexer';
import { SEARCH_BOOTSTRAP } from './search-bootstrap';
import { STUDIO_LIFECYCLE } from './studio-lifecycle';
import { TRANSFORM } from './transform';
import { runToEnd } from '../../../local/processes/run-to-end';
import { Progress } from '../../../local/progress/progress';
import { readFuzzOptions } from '../fuzz-options';

const HELP = `npm run fuzz:functions -- [options]
  Hands generated events to each function, between fakes of all that it calls, which fail as the services do.

  --events COUNT  how many to each (1000000)
  --seed NUMBER   another seed makes other events; the same one the same (20190323)
  --json FILE     write what came of them
  --help          show this text
  Exits with 1 when a function throws, loses a record, answers one twice or says what is not so.`;

async function main(): Promise<boolean> {
  const options = readFuzzOptions('events', '20190323', HELP);
  if (options === undefined) {
    console.log(HELP);
    return true;
  }
  const { count, seed, json } = options;
  const progress = new Progress();
  const functions: FuzzReport[] = [];
  for (const fuzzed of [TRANSFORM, INDEXER, STUDIO_LIFECYCLE, SEARCH_BOOTSTRAP]) {
    const { name } = fuzzed;
    const report = await progress.step(name, name, (advance) => fuzz(fuzzed, count, seed, (done) => advance(done, count)), { bar: true });
    functions.push(report);
    console.log(`${report.problems.length === 0 ? 'ok    ' : 'FAILED'}  ${report.function}: ${report.events} events with ${report.records} records`);
    for (const [outcome, times] of Object.entries(report.outcomes)) console.log(`        ${outcome}: ${times}`);
    for (const problem of report.problems) console.log(`        ${problem}`);
  }
  if (json !== undefined) writeFileSync(resolve(json), `${JSON.stringify({ functions, seconds: progress.summary() }, undefined, 2)}\n`);
  return functions.every(({ problems }) => problems.length === 0);
}

runToEnd(main);
