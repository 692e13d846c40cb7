import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Coverage, testedBy, testFiles } from './coverage';
import { instrumentProject, type Place } from './instrumented-project';
import { KeptAnswers } from './kept-answers';
import type { Answer } from './protocol';
import { report, type Report, type Tried } from './report';
import { identity, partOf, sample } from './sample';
import { share, Worker } from './workers';
import { checkReadable, checkWritable } from '../../local/options/files';
import { makeRunFolder } from '../../local/places';
import type { Cleanup } from '../../local/processes/cleanup';
import { runToEnd } from '../../local/processes/run-to-end';
import { UsageError } from '../../local/usage-error';

const LEAST_SCORE = 80;
const WORKERS = 2;
const LONGEST_FILE = 300_000;

/** `npm run mutation`: changes one thing in the constructs at a time, and counts how often a test notices. */
async function main(cleanup: Cleanup): Promise<boolean> {
  const { values: { json, part, survivors } } = parseArgs({ options: { json: { type: 'string' }, part: { type: 'string' }, survivors: { type: 'string' } } });
  if (json !== undefined) checkWritable('--json', json);
  if (survivors !== undefined) checkReadable('--survivors', survivors);
  const folder = makeRunFolder();
  cleanup.add('the folder of this run', () => rmSync(folder, { recursive: true, force: true }));

  const places = await instrumentProject(folder);
  const parts = [...new Set(places.map(({ file }) => partOf(file)))].sort();
  if (part !== undefined && !parts.includes(part)) throw new UsageError(`--part '${part}' is no part: give one of ${parts.join(', ')}`);
  const chosen = (survivors === undefined ? sample(places) : again(places, survivors))
    .filter(({ file }) => part === undefined || partOf(file) === part);
  const files = testedBy(part, parts).flatMap((tests) => testFiles(join(folder, 'test', tests)));
  console.log(`${places.length} mutants in ${parts.length} parts, ${chosen.length} tried with the tests of ${files.length} files`);
  const kept = new KeptAnswers(folder);
  const workers = Array.from({ length: WORKERS }, () => new Worker(cleanup, folder));
  const coverage = new Coverage(await share(workers, files, (worker, file) => unchanged(worker, file, kept)));
  let done = 0;
  const tried = await share(workers, chosen, async (worker, place) => {
    const result = await tryOut(worker, coverage, place);
    const { file, line, column, mutator, original, replacement } = place;
    console.log(`${++done}/${chosen.length} ${result.verdict} ${file}:${line}:${column} ${mutator} ${shorten(original)} → ${shorten(replacement)}`);
    return result;
  });

  const { survivors: left, ...figures } = report(tried);
  console.table(figures.parts);
  console.log(`${figures.mutants} mutants, ${figures.killed} killed, ${figures.timeout} never ended, ${figures.survived} survived: ${figures.score} % (at least ${LEAST_SCORE} %)`);
  if (json !== undefined) writeFileSync(resolve(json), `${JSON.stringify({ ...figures, survivors: left }, undefined, 2)}\n`);
  return figures.score >= LEAST_SCORE;
}

/** @throws when tests fail although nothing was changed. */
async function unchanged(worker: Worker, file: string, kept: KeptAnswers): Promise<Answer> {
  const known = kept.find(file);
  if (known !== undefined) return known;
  const answer = await worker.carryOut({ reload: true, tests: [{ file }] }, LONGEST_FILE);
  if (answer === undefined) throw new Error(`${file} did not end: mutants can only be judged by tests that do`);
  if (answer.failed !== undefined) throw new Error(`a test fails although nothing was changed: ${answer.failed}`);
  kept.keep(file, answer);
  return answer;
}

async function tryOut(worker: Worker, coverage: Coverage, place: Place): Promise<Tried> {
  const tests = coverage.testsFor(place.id, place.file);
  if (tests.length === 0) return { place, verdict: 'untested' };
  const order = { mutant: place.id, reload: coverage.outsideTests(place.id), tests };
  const answer = await worker.carryOut(order, LONGEST_FILE + 20 * coverage.milliseconds(place.id));
  if (answer === undefined) return { place, verdict: 'timeout' };
  return answer.failed === undefined ? { place, verdict: 'survived' } : { place, verdict: 'killed', by: answer.failed };
}

/** The mutants that an earlier run left alive. */
function again(places: readonly Place[], file: string): Place[] {
  const { survivors }: Report = JSON.parse(readFileSync(file, 'utf8'));
  const alive = new Set(survivors.map(identity));
  return places.filter((place) => alive.has(identity(place)));
}

function shorten(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 60);
}

runToEnd(main);
