import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cfnLint } from './cfn-lint';
import { checkov } from './checkov';
import { explainedRules } from './explained-findings';
import { blindTools, type Judgement, judge } from './judge';
import { nist80053 } from './nag';
import { PLANTED, synthesizeVariants } from './synthesized-variants';
import { cloudFormationValidate } from './validate';
import { checkWritable } from '../../../local/options/files';
import { makeRunFolder } from '../../../local/places';
import type { Cleanup } from '../../../local/processes/cleanup';
import { runToEnd } from '../../../local/processes/run-to-end';
import { Progress } from '../../../local/progress/progress';
import { installNewestCdk } from '../../tools/newest-cdk';
import { installTemplateLinters } from '../../tools/template-linters';

/** `npm run check:template`: what every tool finds in every variant of a pipeline. */
async function main(cleanup: Cleanup): Promise<boolean> {
  const { values: { json } } = parseArgs({ options: { json: { type: 'string' } } });
  if (json !== undefined) checkWritable('--json', json);
  const folder = makeRunFolder();
  cleanup.add('the folder of this run', () => rmSync(folder, { recursive: true, force: true }));
  const [floor, newest] = ['floor', 'newest'].map((name) => join(folder, name));
  mkdirSync(newest);

  const progress = new Progress();
  const linters = await progress.step('linters', 'cfn-lint and checkov', (advance) => installTemplateLinters(cleanup, advance), { bar: true });
  const newestCdk = await progress.step('newest', 'the newest aws-cdk-lib', () => installNewestCdk(cleanup));
  const variants = await progress.step('synth', 'templates', async () => synthesizeVariants(floor));
  const names = variants.map(({ name }) => name);
  const lint = await progress.step('cfn-lint', 'cfn-lint', () => cfnLint(cleanup, linters.cfnLint, variants));
  const checked = await progress.step('checkov', 'checkov', () => checkov(cleanup, linters.checkov, floor, variants));
  const validated = await progress.step('validate', 'CloudFormation Validate', () => cloudFormationValidate(cleanup, newestCdk, newest, names));

  const explained = explainedRules();
  const judgements = new Map<string, Judgement>();
  const faults: string[] = [];
  const met = new Set<string>();
  for (const variant of variants) {
    const ofCheckov = checked.get(variant.name) ?? { passed: [], failed: [], skipped: [] };
    const findings = { cfnLint: lint.get(variant.name) ?? [], validate: validated.get(variant.name) ?? [], checkov: ofCheckov };
    if (variant.name === PLANTED) {
      faults.push(...blindTools(variant, findings));
    } else {
      const judgement = judge(variant, findings, explained);
      judgements.set(variant.name, judgement);
      faults.push(...judgement.faults);
      [...ofCheckov.failed, ...ofCheckov.skipped].forEach(({ rule }) => met.add(rule));
    }
  }
  faults.push(...[...explained].filter((rule) => !met.has(rule)).map((rule) => `${rule} is explained, but no variant has it any more`));

  const reports = Object.fromEntries([...judgements].map(([name, { report }]) => [name, report]));
  show(reports);
  showNist(variants.filter(({ name }) => name !== PLANTED).map((variant) => [variant.name, nist80053(variant).map(({ rule }) => rule)]));
  if (json !== undefined) writeFileSync(resolve(json), `${JSON.stringify({ variants: reports }, undefined, 2)}\n`);
  faults.forEach((fault) => console.error(`failed: ${fault}`));
  return faults.length === 0;
}

function show(reports: { readonly [name: string]: Judgement['report'] }): void {
  console.table(Object.fromEntries(Object.entries(reports).map(([name, { nag, ...report }]) => [name, { ...report, ...nag }])));
}

/** NIST 800-53 R5 is a report: many of its rules are for the user to decide. */
function showNist(found: ReadonlyArray<[string, string[]]>): void {
  console.log('NIST 800-53 R5, as a report:');
  for (const [name, rules] of found) {
    const counts = [...new Set(rules)].sort().map((rule) => `${rule} ×${rules.filter((other) => other === rule).length}`);
    console.log(`  ${name}: ${rules.length}${counts.length > 0 ? ` (${counts.join(', ')})` : ''}`);
  }
}

runToEnd(main);
