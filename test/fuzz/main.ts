import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AGGREGATES } from './aggregates';
import { COMPRESSED_BLOCKS } from './compressed-blocks';
import { fuzz, FuzzReport } from './fuzz';
import { readFuzzOptions } from './fuzz-options';
import { runToEnd } from '../../local/processes/run-to-end';

const HELP = `npm run fuzz:decoder -- [options]
  Gives broken aggregates and broken compressed blocks to their decoders.

  --inputs COUNT  how many to each (1000000)
  --seed NUMBER   another seed makes other inputs; the same one the same (20260106)
  --json FILE     write what came of them
  --help          show this text
  Exits with 1 when a decoder throws, reads past its input, takes 16 MiB of memory for one, loses a record or takes one for two.`;

async function main(): Promise<boolean> {
  const options = readFuzzOptions('inputs', '20260106', HELP);
  if (options === undefined) {
    console.log(HELP);
    return true;
  }
  const { count, seed, json } = options;
  const decoders: FuzzReport[] = [];
  for (const decoder of [AGGREGATES, COMPRESSED_BLOCKS]) {
    const report = await fuzz(decoder, count, seed);
    console.log(`${report.problems.length === 0 ? 'ok    ' : 'FAILED'}  ${report.decoder}: ${report.inputs} inputs, the slowest took ${report.slowestMilliseconds} ms, the largest `
      + `${(report.mostAllocatedBytes / 2 ** 20).toFixed(1)} MiB`);
    for (const [outcome, times] of Object.entries(report.outcomes)) console.log(`        ${outcome}: ${times}`);
    for (const problem of report.problems) console.log(`        ${problem}`);
    decoders.push(report);
  }
  // resourceUsage counts in KiB
  const peakRssMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(`        peak of memory: ${peakRssMiB} MiB`);
  if (json !== undefined) writeFileSync(resolve(json), `${JSON.stringify({ decoders, peakRssMiB }, undefined, 2)}\n`);
  return decoders.every(({ problems }) => problems.length === 0);
}

runToEnd(main);
