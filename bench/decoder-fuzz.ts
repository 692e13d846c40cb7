import { parseArgs } from 'node:util';
import { problemsOfDecoder } from '../test/runtime/kpl-format/mutations';

/** Decodes mutated aggregates: `npx tsx bench/decoder-fuzz.ts --inputs 1000000 --seed 1`; exits with 1 when one does harm. */
const { values } = parseArgs({ options: { inputs: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } } });
const inputs = Number(values.inputs);
const problems = problemsOfDecoder(inputs, Number(values.seed));
for (const problem of problems) console.error(problem);
console.log(JSON.stringify({ inputs, problems: problems.length, peakRssMiB: Math.round(process.resourceUsage().maxRSS / 1024) }));
process.exitCode = problems.length === 0 ? 0 : 1;
