import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runScenario, ScenarioResult } from './run-scenario';
import { Scenario, SCENARIOS } from './scenarios';
import { checkWritable } from '../../../local/options/files';
import type { Cleanup } from '../../../local/processes/cleanup';
import { UsageError } from '../../../local/usage-error';
import { buildGo, buildNode } from '../tools/build';
import { readOptions, runMain } from '../tools/command-line';
import { requireTools } from '../tools/requirements';

const HELP = `npm run faults:producer -- [options]
  Puts records through a stream that throttles, fails, cuts, stalls, disappears and reshards, and accounts for every one of them.

  --json FILE      write the accounts as JSON
  --records N      records in each scenario, 1000 to 10000000 (default: 1000000)
  --scenario NAME  one scenario only
  --help           show this text
  Exits with 1 when a record is lost, strict order is broken or memory exceeds its bound.`;
const OPTIONS = { json: { type: 'string' }, records: { type: 'string' }, scenario: { type: 'string' }, help: { type: 'boolean' } } as const;
const MAXIMUM_RSS_MIB = 250;

async function main(cleanup: Cleanup, folder: string): Promise<number> {
  const { json, records = '1000000', scenario, help = false } = readOptions(OPTIONS, HELP);
  if (help) {
    console.log(HELP);
    return 0;
  }
  if (!/^[1-9]\d{3,7}$/.test(records) || Number(records) > 10_000_000) {
    throw new UsageError(`--records must be an integer from 1000 to 10000000, received '${records}'`);
  }
  const selected = SCENARIOS.filter(({ name }) => scenario === undefined || name === scenario);
  if (selected.length === 0) throw new UsageError(`--scenario is '${scenario}', allowed are ${SCENARIOS.map(({ name }) => `'${name}'`).join(', ')}`);
  if (json !== undefined) checkWritable('--json', json);
  await requireTools(cleanup, ['go']);
  const tools = { sink: await buildGo(cleanup, 'sink'), putter: buildNode('faults/putter') };

  const scenarios: ScenarioResult[] = [];
  for (const one of selected) {
    console.error(one.name);
    const start = performance.now();
    const result = await runScenario(cleanup, tools, mkdtempSync(join(folder, 'scenario-')), one, Number(records));
    scenarios.push(result);
    console.log(`${isGood(result, one) ? 'ok    ' : 'FAILED'}  ${((performance.now() - start) / 1000).toFixed(0)} s  ${JSON.stringify(result)}`);
    if (json !== undefined) writeFileSync(json, `${JSON.stringify({ scenarios }, undefined, 2)}\n`);
  }
  return scenarios.every((result, index) => isGood(result, selected[index])) ? 0 : 1;
}

function isGood({ lost, failed, inversions, peakRssMiB }: ScenarioResult, { strictOrder, faults, incidents }: Scenario): boolean {
  const isTroubled = Object.keys(faults).length + incidents.length > 0;
  return lost === 0 && (failed === 0 || isTroubled) && peakRssMiB <= MAXIMUM_RSS_MIB && (inversions === 0 || !strictOrder);
}

runMain(main);
