import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LosslessNumber, parse, stringify } from 'lossless-json';
import { askFlink, FlinkAnswers } from './flink';
import { generatedScripts, reservedNames } from './generated';
import { isParsed, misunderstood } from './judge-notes';
import { mutationsOf } from './mutations';
import { exampleNotes, noteScripts } from './notes';
import { recordRuns } from './records';
import type { Run, Script } from './script';
import { askZeppelin } from './zeppelin';
import { checkWritable } from '../../../local/options/files';
import { makeRunFolder } from '../../../local/places';
import type { Cleanup } from '../../../local/processes/cleanup';
import { runToEnd } from '../../../local/processes/run-to-end';
import { Progress } from '../../../local/progress/progress';
import { installStudioTool, StudioTool } from '../../../local/tools/flink';

/** `npm run studio:check`: what Flink and Zeppelin say of everything that goes into a Studio. */
async function main(cleanup: Cleanup): Promise<boolean> {
  const { values: { json } } = parseArgs({ options: { json: { type: 'string' } } });
  if (json !== undefined) checkWritable('--json', json);
  const folder = makeRunFolder();
  cleanup.add('the folder of this run', () => rmSync(folder, { recursive: true, force: true }));
  const progress = new Progress();
  const install = (tool: StudioTool) => progress.step(tool, `${tool} installed`, (advance) => installStudioTool(cleanup, advance, tool), { bar: true });
  const [studios, newest, zeppelin] = [await install('flink-1.15'), await install('flink-1.20'), await install('zeppelin-0.10')];

  const notes = exampleNotes();
  const written = [...generatedScripts(), ...noteScripts(notes)];
  const scripts = [...written, reservedNames()];
  const mutations = mutationsOf(written);
  const runs = recordRuns();
  const [now, ahead, understood] = await Promise.all([
    progress.step('explain-1.15', 'explained by Flink 1.15.4', () => askFlink(cleanup, studios, join(folder, 'now'), [...scripts, ...mutations], runs)),
    progress.step('explain-1.20', 'explained by Flink 1.20.3', () => askFlink(cleanup, newest, join(folder, 'ahead'), scripts, runs)),
    progress.step('zeppelin', 'notes parsed and imported by Zeppelin 0.10', () => askZeppelin(cleanup, zeppelin, join(folder, 'zeppelin'), notes)),
  ]);

  const statements = scripts.flatMap((script) => script.statements).length;
  const explained = now.scripts.slice(0, scripts.length).reduce((sum, verdict) => sum + verdict.explained, 0);
  const failures = [
    ...misjudged('Flink 1.15.4', scripts, runs, now),
    ...misjudged('Flink 1.20.3', scripts, runs, ahead),
    ...misunderstood(notes, understood),
    ...mutations.filter((_, index) => now.scripts[scripts.length + index].failures.length === 0).map(({ mistake }) => `nobody noticed ${mistake}`),
  ];
  const parsed = notes.filter((note) => isParsed(note, understood)).length;
  const figures = { statements, explained, notes: notes.length, parsed, failures: failures.length };
  failures.forEach((failure) => console.error(`failed: ${failure}`));
  console.log(`  ${statements} statements explained, ${runs.length} runs of records, ${mutations.length} mistakes planted`);
  console.log(JSON.stringify(figures));
  if (json !== undefined) writeFileSync(resolve(json), `${JSON.stringify(figures)}\n`);
  return failures.length === 0;
}

/** What a Flink did not take, and what records became that they should not. */
function misjudged(flink: string, scripts: readonly Script[], runs: readonly Run[], answers: FlinkAnswers): string[] {
  return [
    ...scripts.flatMap(({ name }, index) => answers.scripts[index].failures.map((failure) => `${flink}: ${name}: ${failure}`)),
    ...runs.flatMap(({ name, expected }, index) => {
      const { results, failure } = answers.runs[index];
      return failure === undefined ? differences(expected, results ?? []).map((difference) => `${flink}: ${name}: ${difference}`) : [`${flink}: ${name}: ${failure}`];
    }),
  ];
}

function differences(expected: readonly string[], found: readonly string[]): string[] {
  const [wanted, given] = [expected, found].map((lines) => lines.map(canonical));
  return [
    ...wanted.filter((line) => !given.includes(line)).map((line) => `missing ${line}, got ${given.join(' and ')}`),
    ...(found.length === wanted.length ? [] : [`${found.length} results, expected ${wanted.length}: ${found.join(' and ')}`]),
  ];
}

/** A record with every digit of its numbers, but without zeros that say nothing; other results as they are. */
function canonical(line: string): string {
  if (!line.startsWith('{')) return line;
  return String(stringify(parse(line, undefined, (digits) => new LosslessNumber(/^-?\d+\.\d+$/.test(digits) ? digits.replace(/\.?0+$/, '') : digits))));
}

runToEnd(main);
