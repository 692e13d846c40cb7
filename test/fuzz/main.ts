import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AGGREGATES } from './aggregates';
import { COMPRESSED_BLOCKS } from './compressed-blocks';
import { fuzz, FuzzReport } from './fuzz';
import { messageOf } from '../../local/error-text';
import { checkWritable } from '../../local/options/files';
import { UsageError } from '../../local/usage-error';

const HELP = `npm run fuzz:decoder -- [options]
  Gives broken aggregates and broken compressed blocks to their decoders.

  --inputs COUNT  how many to each (1000000)
  --seed NUMBER   another seed makes other inputs; the same one the same (20260106)
  --json FILE     write what came of them
  --help          show this text
  Exits with 1 when a decoder throws, reads past its input, loses a record or takes one for two.`;
const MOST_INPUTS = 1_000_000_000;
const MOST_SEED = 2 ** 31 - 1;

async function main(): Promise<number> {
  const { inputs, seed, json, help } = readOptions();
  if (help) {
    console.log(HELP);
    return 0;
  }
  const count = wholeNumber('--inputs', inputs, MOST_INPUTS);
  const start = wholeNumber('--seed', seed, MOST_SEED);
  if (json !== undefined) checkWritable('--json', json);
  const decoders: FuzzReport[] = [];
  for (const decoder of [AGGREGATES, COMPRESSED_BLOCKS]) {
    const report = await fuzz(decoder, count, start);
    console.log(`${report.problems.length === 0 ? 'ok    ' : 'FAILED'}  ${report.decoder}: ${report.inputs} inputs, the slowest took ${report.slowestMilliseconds} ms`);
    for (const [outcome, times] of Object.entries(report.outcomes)) console.log(`        ${outcome}: ${times}`);
    for (const problem of report.problems) console.log(`        ${problem}`);
    decoders.push(report);
  }
  // resourceUsage counts in KiB
  const peakRssMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(`        peak of memory: ${peakRssMiB} MiB`);
  if (json !== undefined) writeFileSync(resolve(json), `${JSON.stringify({ decoders, peakRssMiB }, undefined, 2)}\n`);
  return decoders.every(({ problems }) => problems.length === 0) ? 0 : 1;
}

function readOptions(): { readonly inputs: string; readonly seed: string; readonly json?: string; readonly help: boolean } {
  try {
    const { values: { inputs = '1000000', seed = '20260106', json, help = false } } = parseArgs({
      options: { inputs: { type: 'string' }, seed: { type: 'string' }, json: { type: 'string' }, help: { type: 'boolean' } },
    });
    return { inputs, seed, json, help };
  } catch (error) {
    throw new UsageError(`${messageOf(error)}\n${HELP}`);
  }
}

function wholeNumber(option: string, text: string, greatest: number): number {
  const value = Number(text);
  if (!/^[1-9]\d*$/.test(text) || value > greatest) throw new UsageError(`${option} must be a whole number from 1 to ${greatest}, got '${text}'`);
  return value;
}

main().then((code) => {
  process.exitCode = code;
}, (error: unknown) => {
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = 1;
});
