import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toChart } from './chart';
import { compete } from './contest';
import { buildContestants } from './contestants';
import { judge } from './gates';
import { FULL, SHORT } from './plan';
import { Row, Run, toRow } from './row';
import { toTable } from './table';
import { checkWritable } from '../../../local/options/files';
import { PROJECT } from '../../../local/places';
import type { Cleanup } from '../../../local/processes/cleanup';
import { SinkServer } from '../sink/sink-server';
import { buildGo } from '../tools/build';
import { readOptions, runMain } from '../tools/command-line';
import { requireTools } from '../tools/requirements';

const HELP = `npm run bench:producer -- [options]
  Runs our producer and others side by side against a stream on this machine, and holds the processor time they take against each other.

  --json FILE     write the medians as JSON
  --chart FILE    write them as a chart (SVG); by default, with --full alone, docs/producer-cpu.svg
  --full          more runs, longer runs, and every setting of the Kinesis Producer Library (half an hour instead of three minutes)
  --help          show this text
  Exits with 1 when a gate is missed.`;
const OPTIONS = { json: { type: 'string' }, chart: { type: 'string' }, full: { type: 'boolean' }, help: { type: 'boolean' } } as const;

/** Where the README shows it. */
const CHART = join(PROJECT, 'docs', 'producer-cpu.svg');

async function main(cleanup: Cleanup, folder: string): Promise<number> {
  const { json, full = false, chart = full ? CHART : undefined, help = false } = readOptions(OPTIONS, HELP);
  if (help) {
    console.log(HELP);
    return 0;
  }
  if (json !== undefined) checkWritable('--json', json);
  if (chart !== undefined) checkWritable('--chart', chart);
  await requireTools(cleanup, ['go', 'javac', 'mvn']);
  const rows = await measure(cleanup, folder, full);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ rows }, undefined, 2)}\n`);
  if (chart !== undefined) writeFileSync(chart, toChart(rows));
  console.log(`\n${toTable(rows)}\n`);
  const verdicts = judge(rows);
  for (const { passed, text } of verdicts) console.log(`${passed ? 'ok    ' : 'MISSED'}  ${text}`);
  return verdicts.every(({ passed }) => passed) ? 0 : 1;
}

/** Interleaved: what else happens on the machine meanwhile meets all producers alike. */
async function measure(cleanup: Cleanup, folder: string, full: boolean): Promise<Row[]> {
  const { rounds, sizes, kplSettings, timing } = full ? FULL : SHORT;
  console.error('Building the sink and the producers…');
  const sink = await SinkServer.start(cleanup, { program: await buildGo(cleanup, 'sink'), folder, shards: 16 });
  const contestants = await buildContestants(cleanup, kplSettings);
  const runs: Run[] = [];
  for (let round = 1; round <= rounds; round++) {
    for (const recordBytes of sizes) {
      for (const contestant of contestants) {
        const run = await compete(cleanup, sink, contestant, recordBytes, timing);
        runs.push(run);
        console.error(`round ${round}/${rounds}, ${recordBytes} B, ${run.producer} (${run.settings}): ${run.cpuSecondsPerMillion.toFixed(2)} CPU s per million`);
      }
    }
  }
  const producers = [...new Set(contestants.map(({ producer }) => producer))];
  return sizes.flatMap((recordBytes) => producers.map((producer) => {
    return toRow(runs.filter((run) => run.producer === producer && run.recordBytes === recordBytes));
  }));
}

runMain(main);
