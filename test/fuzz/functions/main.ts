import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fuzz, type FuzzReport } from './fuzz';
import { INDEXER } from './indexer';
import { SEARCH_BOOTSTRAP } from './search-bootstrap';
import { STUDIO_LIFECYCLE } from './studio-lifecycle';
import { TRANSFORM } from './transform';
import { messageOf } from '../../../local/error-text';
import { checkWritable } from '../../../local/options/files';
import { runToEnd } from '../../../local/processes/run-to-end';
import { Progress } from '../../../local/progress/progress';
import { UsageError } from '../../../local/usage-error';

const HELP = `npm run fuzz:functions -- [options]
  Hands generated events to each function, between fakes of all that it calls, which fail as the services do.

  --events COUNT  how many to each (1000000)
  --seed NUMBER   another seed makes other events; the same one the same (20190323)
  --json FILE     write what came of them
  --help          show this text
  Exits with 1 when a function throws, loses a record, answers one twice or says what is not so.`;
const MOST_EVENTS = 1_000_000_000;
const MOST_SEED = 2 ** 31 - 1;

async function main(): Promise<boolean> {
  const { events, seed, json, help } = readOptions();
  if (help) {
    console.log(HELP);
    return true;
  }
  const count = wholeNumber('--events', events, MOST_EVENTS);
  const start = wholeNumber('--seed', seed, MOST_SEED);
  if (json !== undefined) checkWritable('--json', json);
  const progress = new Progress();
  const functions: FuzzReport[] = [];
  for (const fuzzed of [TRANSFORM, INDEXER, STUDIO_LIFECYCLE, SEARCH_BOOTSTRAP]) {
    const { name } = fuzzed;
    const report = await progress.step(name, name, (advance) => fuzz(fuzzed, count, start, (done) => advance(done, count)), { bar: true });
    functions.push(report);
    console.log(`${report.problems.length === 0 ? 'ok    ' : 'FAILED'}  ${report.function}: ${report.events} events with ${report.records} records`);
    for (const [outcome, times] of Object.entries(report.outcomes)) console.log(`        ${outcome}: ${times}`);
    for (const problem of report.problems) console.log(`        ${problem}`);
  }
  if (json !== undefined) writeFileSync(resolve(json), `${JSON.stringify({ functions, seconds: progress.summary() }, undefined, 2)}\n`);
  return functions.every(({ problems }) => problems.length === 0);
}

function readOptions(): { readonly events: string; readonly seed: string; readonly json?: string; readonly help: boolean } {
  try {
    const { values: { events = '1000000', seed = '20190323', json, help = false } } = parseArgs({
      options: { events: { type: 'string' }, seed: { type: 'string' }, json: { type: 'string' }, help: { type: 'boolean' } },
    });
    return { events, seed, json, help };
  } catch (error) {
    throw new UsageError(`${messageOf(error)}\n${HELP}`);
  }
}

function wholeNumber(option: string, text: string, greatest: number): number {
  const value = Number(text);
  if (!/^[1-9]\d*$/.test(text) || value > greatest) throw new UsageError(`${option} must be a whole number from 1 to ${greatest}, got '${text}'`);
  return value;
}

runToEnd(main);
